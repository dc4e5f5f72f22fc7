package io.shidao.ingest.source;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.SourceState;

/** Told what a supervised source brings and does. */
public interface SourceObserver {
    /** Comes from a thread of the source; must be quick. */
    void accessUnit(AccessUnit unit);

    /** A unit came that nobody wants; comes from a thread of the source. */
    void skipped();

    /** Comes from the loop, before the first unit of a stream. */
    void changed(SourceState before, SourceState state, String detail);
}
