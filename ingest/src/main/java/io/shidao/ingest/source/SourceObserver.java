package io.shidao.ingest.source;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.SourceState;
import java.time.Duration;

/** Told what a supervised source brings and does. */
public interface SourceObserver {
    /** Comes from a thread of the source; must be quick. */
    void accessUnit(AccessUnit unit);

    /** A unit came that nobody wants; comes from a thread of the source. */
    void skipped();

    /** A unit came that is incomplete; comes from a thread of the source. */
    void damaged();

    /** How far apart key units come now; comes from the loop, again and again while the source delivers. */
    void keyInterval(Duration mean);

    /** Comes from the loop, before the first unit of a stream. */
    void changed(SourceState before, SourceState state, String detail);
}
