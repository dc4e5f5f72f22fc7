package io.shidao.testkit.fake;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Pictures in a map. Thread-safe. */
public final class MemoryBlobStore implements BlobStore {
    private final Map<Sha256, Payload> blobs = new ConcurrentHashMap<>();

    @Override
    public Sha256 put(Payload content) {
        blobs.put(content.sha256(), content);
        return content.sha256();
    }

    @Override
    public Optional<Payload> find(Sha256 digest) {
        return Optional.ofNullable(blobs.get(digest));
    }

    @Override
    public boolean erase(Sha256 digest) {
        return blobs.remove(digest) != null;
    }
}
