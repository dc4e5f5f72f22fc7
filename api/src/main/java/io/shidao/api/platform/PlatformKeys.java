package io.shidao.api.platform;

import io.shidao.api.gate.Scope;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.PlatformKey;
import io.shidao.proto.api.v1.PlatformKeyKind;
import io.shidao.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: keys of platforms. Thread-safe. */
public interface PlatformKeys {
    /** Keys of a platform that may be good at once. */
    int MOST = 2;

    /**
     * A key that is good.
     *
     * @param material keyed hash of a BEARER key, sealed secret of an HMAC_SHA256 key, 32 bytes of an ED25519 public key
     */
    record Stored(String id, String platform, String platformName, PlatformKeyKind kind, Payload material) {
        @Override
        public String toString() {
            return "Stored[" + id + ", redacted]";
        }
    }

    /** A key to keep. */
    record Fresh(String id, PlatformKeyKind kind, Payload material, Instant at, Caller by) {
        @Override
        public String toString() {
            return "Fresh[" + id + ", redacted]";
        }
    }

    /** Unless it was revoked. */
    Optional<Stored> find(String key);

    boolean hasPlatform(String platform, Scope scope);

    /** Tells whether it was added: false when the platform has {@value #MOST} good ones. */
    boolean add(String platform, Fresh key);

    /** Empty when the platform has no such key. */
    Optional<PlatformKey> revoke(String platform, String key, String reason, Instant at, Caller by);

    /** Oldest first, those that were revoked too. */
    List<PlatformKey> list(String platform);
}
