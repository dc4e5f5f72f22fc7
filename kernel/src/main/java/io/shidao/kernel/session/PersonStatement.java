package io.shidao.kernel.session;

import io.shidao.kernel.id.SubjectId;
import java.time.Instant;

/**
 * What a person has laid down about the attendance of somebody. The machine makes none. Only those that stand are told:
 * one that waits for its second person, or was taken back, is none.
 *
 * @param id of the entry in the history
 * @param at when it came to stand
 * @param check for CHECK_MADE_UP the number of the check, from 0; else -1
 */
public record PersonStatement(String id, SubjectId subject, Kind kind, Instant at, int check) {
    /** What was laid down; of one person's in a session EXCUSED goes before MANUAL. */
    public enum Kind {
        /** Verified by the alternative to face verification: a teacher and a supervisor have signed. */
        MANUAL,
        /** Need not have been there. */
        EXCUSED,
        /** A random check that was missed and made up. */
        CHECK_MADE_UP
    }
}
