package io.shidao.ingest.sampling;

import java.util.Locale;

/** Why an access unit did not become a sample; the names are tags of {@code ingest.units.dropped}. */
public enum DropReason {
    /** Decoding cannot start there. */
    NOT_KEY,
    /** Something of it was lost on the way. */
    DAMAGED,
    /** No running session needs one now. */
    NOT_DUE,
    /** A newer key unit came before the bus could take this one. */
    OVERTAKEN,
    /** The bus did not take it. */
    BUS,
    /** The source was closed before it could be published. */
    CLOSED;

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
