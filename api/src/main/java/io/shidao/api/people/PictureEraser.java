package io.shidao.api.people;

import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import java.time.Clock;
import java.util.List;

/** Erases the pictures that the database says are to go. Safe to repeat after a crash at any point. Thread-safe. */
final class PictureEraser {
    private final RetentionStore store;
    private final BlobStore blobs;
    private final Clock clock;

    PictureEraser(RetentionStore store, BlobStore blobs, Clock clock) {
        this.store = store;
        this.blobs = blobs;
        this.clock = clock;
    }

    /** How many of them are gone; the others are needed by something, or another process is at it. */
    int erase(List<String> pictures) {
        int gone = 0;
        for (String picture : pictures) {
            if (store.erasePicture(picture, clock.instant(), sha256 -> blobs.erase(new Sha256(sha256)))) {
                gone++;
            }
        }
        return gone;
    }
}
