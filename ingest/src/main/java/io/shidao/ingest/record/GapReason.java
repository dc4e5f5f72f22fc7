package io.shidao.ingest.record;

/** Why a span that should have been recorded was not, or is not there any more. */
public enum GapReason {
    /** The source did not deliver. */
    SOURCE_LOST,
    /** Its bits could not be put into a file, e.g. without parameter sets. */
    UNREADABLE,
    /** More came than memory or disk could take; sampling goes first. */
    OVERLOADED,
    /** No space left. */
    STORE_FULL,
    /** The store could not be reached. */
    STORE_UNAVAILABLE,
    /** It was recorded, and removed by the rules of retention. */
    ERASED,
    /** Nothing was kept, and nobody noted why: recording was off, no anomaly called for it, or no node was running. */
    NOT_RECORDED
}
