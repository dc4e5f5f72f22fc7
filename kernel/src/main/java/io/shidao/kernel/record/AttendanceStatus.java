package io.shidao.kernel.record;

/** What became of an expected person in a session. */
public enum AttendanceStatus {
    PRESENT,
    LATE,
    LEFT_EARLY,
    /** Not seen, although a source covered the session. */
    ABSENT,
    /** Cannot be told: no reference, no consent, too little seen, no source covered the session, or a look-alike member. */
    UNVERIFIED,
    /** A person confirmed that somebody else sat in. Never set by the machine. */
    SUBSTITUTED,
    EXCUSED,
    /** Verified by the alternative to face verification. */
    MANUAL
}
