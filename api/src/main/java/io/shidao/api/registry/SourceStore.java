package io.shidao.api.registry;

import com.google.protobuf.ByteString;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.platform.PlatformKeys;
import io.shidao.proto.api.v1.Source;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: cameras and platforms. Thread-safe. */
public interface SourceStore {
    /**
     * A camera or a platform.
     *
     * @param source without address
     * @param sealedAddress for the purpose {@code source:<id>}; null for a platform
     */
    record Stored(Source source, @Nullable ByteString sealedAddress) {
        public boolean isPlatform() {
            return sealedAddress == null;
        }

        @Override
        public String toString() {
            return "Stored[" + source.getSourceId() + ", redacted]";
        }
    }

    void addCamera(Source source, ByteString sealedAddress);

    /** Adds a platform, which is also a source, with its first key. */
    void addPlatform(String id, String institution, String name, PlatformKeys.Fresh key);

    Optional<Stored> find(String id, Scope scope);

    /**
     * Ordered by id, oldest first.
     *
     * @param institution the only one; null for all within the scope
     */
    Page<Stored> list(Scope scope, @Nullable String institution, PageRequest page);
}
