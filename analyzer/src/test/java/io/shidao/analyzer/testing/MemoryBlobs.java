package io.shidao.analyzer.testing;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps pictures in memory. Not thread-safe. */
public final class MemoryBlobs implements BlobStore {
    public final Map<Sha256, Payload> contents = new HashMap<>();

    @Override
    public Sha256 put(Payload content) {
        contents.put(content.sha256(), content);
        return content.sha256();
    }

    @Override
    public Optional<Payload> find(Sha256 digest) {
        return Optional.ofNullable(contents.get(digest));
    }

    @Override
    public boolean erase(Sha256 digest) {
        return contents.remove(digest) != null;
    }
}
