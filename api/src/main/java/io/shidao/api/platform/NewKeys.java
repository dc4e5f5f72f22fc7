package io.shidao.api.platform;

import io.shidao.api.account.Tokens;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.PlatformKeyKind;
import io.shidao.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;

/** Makes keys for platforms, or takes their public ones. Thread-safe. */
public final class NewKeys {
    private static final int PUBLIC_KEY_BYTES = 32;

    private final Tokens tokens;
    private final DataKey key;
    private final PlatformConfig config;
    private final Clock clock;

    public NewKeys(DataKey key, PlatformConfig config, Clock clock) {
        this.tokens = new Tokens(key);
        this.key = key;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A key, and what to tell the platform once.
     *
     * @param secret empty when there is none
     */
    public record Made(PlatformKeys.Fresh key, String secret) {
        @Override
        public String toString() {
            return "Made[" + key.id() + ", redacted]";
        }
    }

    /**
     * Not stored yet.
     *
     * @param publicKey of an ED25519 key; empty for others
     */
    public Made make(PlatformKeyKind wanted, byte[] publicKey) {
        PlatformKeyKind kind = wanted == PlatformKeyKind.PLATFORM_KEY_KIND_UNSPECIFIED
                ? PlatformKeyKind.PLATFORM_KEY_KIND_HMAC_SHA256
                : wanted;
        Checks checks = new Checks();
        checks.oneOf("kind", kind);
        byte[] raw = raw(checks, kind, publicKey);
        checks.done();
        if (kind == PlatformKeyKind.PLATFORM_KEY_KIND_BEARER && !config.bearerKeys()) {
            throw Problem.precondition(
                            "BEARER_KEYS_OFF",
                            "Keys that are sent along are switched off",
                            "kind: BEARER (expected: HMAC_SHA256 or ED25519; or switch api.platforms.bearer-keys on)")
                    .exception();
        }
        Tokens.PlatformKey fresh = tokens.platformKey();
        String id = fresh.prefix();
        return switch (kind) {
            case PLATFORM_KEY_KIND_BEARER ->
                made(id, kind, fresh.hash().getBytes(StandardCharsets.US_ASCII), fresh.whole());
            case PLATFORM_KEY_KIND_HMAC_SHA256 ->
                made(
                        id,
                        kind,
                        key.seal(fresh.secret().getBytes(StandardCharsets.US_ASCII), purpose(id)),
                        fresh.secret());
            case PLATFORM_KEY_KIND_ED25519 -> made(id, kind, raw, "");
            case PLATFORM_KEY_KIND_UNSPECIFIED, UNRECOGNIZED -> throw new IllegalStateException(kind.name());
        };
    }

    private Made made(String id, PlatformKeyKind kind, byte[] material, String secret) {
        return new Made(
                new PlatformKeys.Fresh(id, kind, Payload.wrap(material), clock.instant(), Caller.current()), secret);
    }

    static String purpose(String key) {
        return "platform-key:" + key;
    }

    private static byte[] raw(Checks checks, PlatformKeyKind kind, byte[] publicKey) {
        if (kind != PlatformKeyKind.PLATFORM_KEY_KIND_ED25519) {
            checks.require(publicKey.length == 0, "public_key", "set (expected: for ED25519 only)");
            return publicKey;
        }
        byte[] raw = publicKey.length == Ed25519Keys.SPKI_BYTES
                ? Arrays.copyOfRange(publicKey, Ed25519Keys.SPKI_BYTES - PUBLIC_KEY_BYTES, Ed25519Keys.SPKI_BYTES)
                : publicKey;
        checks.require(
                raw.length == PUBLIC_KEY_BYTES && Ed25519Keys.isGood(raw),
                "public_key",
                publicKey.length
                        + " bytes (expected: an Ed25519 public key of 32 bytes, or its SubjectPublicKeyInfo of 44)");
        return raw;
    }
}
