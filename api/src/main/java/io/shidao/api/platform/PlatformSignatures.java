package io.shidao.api.platform;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.api.gate.Signatures;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.PlatformKeyKind;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signed requests of platforms: a profile of RFC 9421 with one signature, a known key, a time within the clock's window, and a
 * nonce that comes for the first time. Nonces are counted in the live state, so that all nodes know them, and only those
 * of good signatures, so that strangers fill nothing. Thread-safe.
 */
public final class PlatformSignatures implements Signatures {
    private static final Pattern NONCE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{16,64}");
    private static final Map<PlatformKeyKind, String> ALGORITHMS = Map.of(
            PlatformKeyKind.PLATFORM_KEY_KIND_HMAC_SHA256, "hmac-sha256",
            PlatformKeyKind.PLATFORM_KEY_KIND_ED25519, "ed25519");

    private final PlatformKeys keys;
    private final DataKey dataKey;
    private final LiveState live;
    private final Duration window;
    private final Clock clock;

    public PlatformSignatures(PlatformKeys keys, DataKey dataKey, LiveState live, PlatformConfig config, Clock clock) {
        this.keys = keys;
        this.dataKey = dataKey;
        this.live = live;
        this.window = config.clockWindow();
        this.clock = clock;
    }

    @Override
    public Signed verify(RequestHeaders headers) {
        try {
            if (headers.contains("authorization")) {
                throw Refusals.malformed("header Authorization: sent too (expected: a signature alone)")
                        .exception();
            }
            SignatureInput input = SignatureInput.of(headers.get("signature-input"), headers.get("signature"));
            PlatformKeys.Stored key = input.parameter("keyid")
                    .flatMap(keys::find)
                    .filter(stored -> ALGORITHMS.containsKey(stored.kind()))
                    .orElseThrow(() -> Refusals.unknownKey().exception());
            return verified(headers, input, key);
        } catch (SignatureInput.MalformedException e) {
            throw Refusals.malformed(String.valueOf(e.getMessage())).exception();
        }
    }

    private Signed verified(RequestHeaders headers, SignatureInput input, PlatformKeys.Stored key)
            throws SignatureInput.MalformedException {
        checkAlgorithm(input, key);
        String nonce = nonce(input);
        checkTime(input);
        @Nullable BodyCheck body = checkComponents(headers, input);
        byte[] base = SignatureBase.of(headers, input).getBytes(StandardCharsets.UTF_8);
        if (!isSignedWith(key, base, input.signature().toByteArray())) {
            throw Refusals.wrong().exception();
        }
        String remembered = "signature:" + dataKey.hash(key.id() + " " + nonce, "nonce");
        if (live.count(remembered, window.multipliedBy(2).plusSeconds(1)) > 1) {
            throw Refusals.replayed().exception();
        }
        Caller caller = new Caller(key.platform(), key.platformName(), Role.ROLE_PLATFORM);
        return new Signed(
                new Principal(caller, new Scope.OfPlatform(key.platform()), false, "key:" + key.id()), key.id(), body);
    }

    private static void checkAlgorithm(SignatureInput input, PlatformKeys.Stored key) {
        String expected = ALGORITHMS.getOrDefault(key.kind(), "");
        if (!input.parameter("alg").orElse(expected).equals(expected)) {
            throw Refusals.algorithm(expected).exception();
        }
    }

    private static String nonce(SignatureInput input) {
        return input.parameter("nonce")
                .filter(text -> NONCE.matcher(text).matches())
                .orElseThrow(() -> Refusals.malformed(
                                "nonce: missing, or not 16 to 64 printable characters (expected: random, new for each request)")
                        .exception());
    }

    private void checkTime(SignatureInput input) {
        Instant now = clock.instant();
        Instant created = time(input, "created")
                .orElseThrow(() -> Refusals.malformed("created: missing (expected: seconds since 1970)")
                        .exception());
        if (created.isAfter(now.plus(window))) {
            throw Refusals.early(now, window).exception();
        }
        boolean over = time(input, "expires").map(now::isAfter).orElse(false);
        if (over || created.isBefore(now.minus(window))) {
            throw Refusals.expired(now, window).exception();
        }
    }

    private static Optional<Instant> time(SignatureInput input, String name) {
        return input.parameter(name).map(text -> {
            if (!text.matches("\\d{1,12}")) {
                throw Refusals.malformed(name + ": not a number (expected: seconds since 1970)")
                        .exception();
            }
            return Instant.ofEpochSecond(Long.parseLong(text));
        });
    }

    /** What has to be signed, so that a signature serves for this request alone. */
    private static @Nullable BodyCheck checkComponents(RequestHeaders headers, SignatureInput input) {
        require(input, "@method");
        require(input, "@path");
        if (SignatureBase.query(headers).length() > 1) {
            require(input, "@query");
        }
        if (headers.method() == HttpMethod.GET || headers.method() == HttpMethod.HEAD) {
            return null;
        }
        require(input, "content-digest");
        return ContentDigest.of(headers.get("content-digest", ""))
                .orElseThrow(() -> Refusals.digest().exception());
    }

    private static void require(SignatureInput input, String component) {
        if (!input.components().contains(component)) {
            throw Refusals.incomplete(component).exception();
        }
    }

    private boolean isSignedWith(PlatformKeys.Stored key, byte[] base, byte[] signature) {
        if (key.kind() == PlatformKeyKind.PLATFORM_KEY_KIND_ED25519) {
            return Ed25519Keys.verify(key.material().toByteArray(), base, signature);
        }
        byte[] secret = dataKey.open(key.material().toByteArray(), NewKeys.purpose(key.id()));
        return MessageDigest.isEqual(hmac(secret, base), signature);
    }

    static byte[] hmac(byte[] secret, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    @Override
    public boolean isStillGood(String key) {
        return keys.find(key).isPresent();
    }
}
