package io.shidao.analyzer.attendance;

import java.time.Instant;

/** One snapshot at a log-in, and whether it showed whose log-in it is. */
public record SnapshotLook(Instant at, Outcome outcome) {
    /** What a snapshot showed. */
    public enum Outcome {
        VERIFIED,
        /** One face, too poor to tell. */
        UNCLEAR,
        NO_FACE,
        SEVERAL_FACES,
        /** Its bits had come before: it shows nothing of its time. */
        REPEATED,
        /** One face, of somebody else or undecided. */
        OTHER
    }
}
