package io.shidao.testkit.camera;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Asks one connection for the password, and remembers which nonce it was given. Used on the client's event loop. */
final class Gatekeeper {
    private String nonce = freshNonce();
    private int requests;
    private long lastCount;

    private static String freshNonce() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** What to answer when the request does not prove that it may; empty when it does. */
    Optional<String> challenge(RtspRequest request, CameraMount mount) {
        boolean refused = mount.faults().isRefusingCredentials();
        if (!refused && mount.authentication().isEmpty()) {
            return Optional.empty();
        }
        Authentication demanded =
                mount.authentication().orElse(new Authentication(SignIn.DIGEST, "nobody", freshNonce()));
        boolean accepted = !refused
                && request.header("Authorization")
                        .filter(header -> proves(header, request.method(), demanded))
                        .isPresent();
        if (!accepted) {
            return Optional.of(demanded.challenge(nonce));
        }
        return isWornOut(demanded, mount.traits().requestsPerNonce())
                ? Optional.of(demanded.challenge(renewedNonce()) + ", stale=true")
                : Optional.empty();
    }

    /** A count that was seen before is a replay (RFC 7616, section 3.4). */
    private boolean proves(String header, String method, Authentication demanded) {
        if (!demanded.accepts(header, method, nonce)) {
            return false;
        }
        long count = Authentication.nonceCount(header);
        boolean fresh = !demanded.how().isCounted() || count > lastCount;
        lastCount = Math.max(lastCount, count);
        return fresh;
    }

    private boolean isWornOut(Authentication demanded, int limit) {
        return demanded.how() != SignIn.BASIC && limit > 0 && ++requests > limit;
    }

    private String renewedNonce() {
        nonce = freshNonce();
        requests = 0;
        lastCount = 0;
        return nonce;
    }
}
