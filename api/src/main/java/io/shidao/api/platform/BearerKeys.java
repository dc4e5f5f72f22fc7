package io.shidao.api.platform;

import io.shidao.api.account.Tokens;
import io.shidao.api.gate.Authenticator;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.PlatformKeyKind;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Finds out which platform sent its key along; everything else is left to another authenticator. Thread-safe. */
public final class BearerKeys implements Authenticator {
    private final PlatformKeys keys;
    private final Tokens tokens;
    private final PlatformConfig config;
    private final Authenticator others;

    public BearerKeys(PlatformKeys keys, Tokens tokens, PlatformConfig config, Authenticator others) {
        this.keys = keys;
        this.tokens = tokens;
        this.config = config;
        this.others = others;
    }

    @Override
    public Optional<Principal> authenticate(String credential) {
        if (!credential.startsWith(Tokens.PLATFORM)) {
            return others.authenticate(credential);
        }
        if (!config.bearerKeys()) {
            throw Refusals.missing().exception();
        }
        int dot = credential.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String hash = tokens.hash(credential);
        return keys.find(credential.substring(Tokens.PLATFORM.length(), dot))
                .filter(key -> key.kind() == PlatformKeyKind.PLATFORM_KEY_KIND_BEARER)
                .filter(key ->
                        MessageDigest.isEqual(key.material().toByteArray(), hash.getBytes(StandardCharsets.US_ASCII)))
                .map(key -> principal(key, hash));
    }

    private static Principal principal(PlatformKeys.Stored key, String hash) {
        Caller caller = new Caller(key.platform(), key.platformName(), Role.ROLE_PLATFORM);
        return new Principal(caller, new Scope.OfPlatform(key.platform()), false, hash);
    }
}
