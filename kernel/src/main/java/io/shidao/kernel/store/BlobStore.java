package io.shidao.kernel.store;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import java.util.Optional;

/** Port: keeps pictures by the SHA-256 of their content, encrypted at rest. Thread-safe. */
public interface BlobStore {
    /**
     * Keeps the content durably before returning; keeping the same content again changes nothing.
     *
     * @throws StoreException FULL or UNAVAILABLE
     */
    Sha256 put(Payload content);

    /** @throws StoreException CORRUPT when what is stored does not have this digest any more */
    Optional<Payload> find(Sha256 digest);

    /** Removes the content; returns whether it was there. */
    boolean erase(Sha256 digest);
}
