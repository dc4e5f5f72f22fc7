package io.shidao.kernel.record;

/** What can be wrong with a session, with the severity it is first given. */
public enum AnomalyKind {
    /** A claim for a trainee stands, the trainee is not seen, and an outsider is; online: the face at the login is not the trainee. */
    IMPERSONATION(Severity.CRITICAL),
    /** Somebody who is nobody on the roster stays in the room. */
    OUTSIDER(Severity.MAJOR),
    /** A claim stands, the trainee is not seen and nobody sits in. */
    ABSENT_BUT_SIGNED(Severity.MAJOR),
    /** Online: no face in consecutive snapshots. */
    NO_FACE(Severity.MINOR),
    /** Online: more than one face in consecutive snapshots. */
    SEVERAL_FACES(Severity.MINOR),
    /** No usable sample came from the source. */
    SOURCE_LOST(Severity.MAJOR),
    /** The source is connected, but sends nothing, or always the same picture. */
    SOURCE_FROZEN(Severity.MAJOR),
    /** The source's clock is off. */
    CLOCK_SKEW(Severity.MINOR),
    /** Pictures come from the source, but dark, covered, blurred, or of something else than the room. */
    SOURCE_COVERED(Severity.MAJOR),
    /** The source showed pictures that had been seen before. */
    REPLAYED_FOOTAGE(Severity.CRITICAL),
    /** Online: a picture in the place of a living face. */
    PRESENTATION_ATTACK(Severity.MAJOR),
    /** The room is taught without its teacher for too long. */
    TEACHER_ABSENT(Severity.MAJOR),
    /** Too few of the roster are there. */
    LOW_ATTENDANCE(Severity.MINOR),
    /** The stable number of people in the room differs from the claims, and no other case says why. */
    HEADCOUNT_MISMATCH(Severity.MINOR),
    /** One person decided present in two sessions at the same time. */
    DOUBLE_PRESENCE(Severity.CRITICAL),
    /** The outsider of one suspected impersonation is the outsider of another. */
    REPEAT_SUBSTITUTE(Severity.CRITICAL),
    /** A teacher teaches for more institutions than allowed. */
    SHARED_TEACHER(Severity.MAJOR),
    /** People are taught in a class that is not approved. */
    UNAPPROVED_SESSION(Severity.MAJOR);

    private final Severity severity;

    AnomalyKind(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /** How urgently a person should look. */
    public enum Severity {
        MINOR,
        MAJOR,
        CRITICAL
    }
}
