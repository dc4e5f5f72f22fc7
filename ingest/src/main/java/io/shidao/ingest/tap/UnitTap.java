package io.shidao.ingest.tap;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.SourceState;

/** Somebody who wants every access unit of one source: a viewer's or a recorder's end. Must return quickly. */
public interface UnitTap {
    /** Comes from a thread of the source; the first unit, and the first after {@link #interrupted}, is a key unit. */
    void accessUnit(AccessUnit unit);

    /** The stream broke off and will be opened again; comes from ingest's loop. */
    void interrupted(SourceState why);

    /** Nothing will come any more: the source is no longer this node's. Comes from ingest's loop. */
    void closed();
}
