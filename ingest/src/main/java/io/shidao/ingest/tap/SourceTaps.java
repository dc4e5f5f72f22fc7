package io.shidao.ingest.tap;

import io.shidao.kernel.id.SourceId;
import java.util.Optional;
import java.util.Set;

/** Port to the sources of this node, for live view and recording. Thread-safe. */
public interface SourceTaps {
    /** Ends the tap; idempotent. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * From now on {@code tap} gets every unit of the source, while a session keeps it open: a tap opens nothing by itself,
     * because nobody is watched outside class.
     *
     * @return empty when the source is not planned on this node
     */
    Optional<Registration> tap(SourceId source, UnitTap tap);

    /** What is planned on this node just now. */
    Set<SourceId> sources();
}
