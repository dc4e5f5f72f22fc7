package io.shidao.api.attendance;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.AttendanceHistoryEntry;
import io.shidao.proto.api.v1.AttendanceStatement;
import io.shidao.proto.api.v1.PolicyPreview;
import io.shidao.proto.api.v1.Recomputation;
import io.shidao.proto.api.v1.RosterRole;
import io.shidao.proto.api.v1.StatementKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Port: what people lay down about attendance, and its history. Everything that changes what records are folded from raises
 * the session's revision and enters who did it why, as one change. Thread-safe.
 */
public interface AttendanceStore {
    /** Who does something. */
    record Author(String id, String name) {}

    /**
     * A statement to be entered.
     *
     * @param check number of a random check; -1 for the other kinds
     * @param teacher who has signed; null for the other kinds
     * @param needsSecond stands only when a second person has signed
     */
    record Draft(
            String id,
            String session,
            String subject,
            StatementKind kind,
            int check,
            String reason,
            @Nullable String teacher,
            boolean needsSecond) {}

    /** What became of a draft. */
    enum Entered {
        ENTERED,
        /** The call was repeated. */
        KNOWN,
        /** The id stands for another statement. */
        DIFFERS,
        /** Another statement about the same stands, and has to be taken back before. */
        STANDS_ALREADY
    }

    /** What became of a step. */
    enum Step {
        DONE,
        /** Somebody else was quicker, or it was taken back. */
        STALE,
        SAME_PERSON
    }

    /**
     * The random checks of a session.
     *
     * @param seed hexadecimal; null when the session has none
     */
    record CheckPlan(@Nullable String seed, List<Instant> moments, Duration answerWithin, AttendancePolicy policy) {
        public CheckPlan {
            moments = List.copyOf(moments);
        }
    }

    /**
     * Of one person in one class.
     *
     * @param asked checks put so far
     * @param madeUp of them
     */
    record MadeUp(int asked, int madeUp) {}

    /**
     * A trainee on a session's roster.
     *
     * @param idNumberHash keyed; null when no ID number was given
     */
    record Trainee(String subject, String name, @Nullable String idNumberHash) {}

    /** Everybody on the session's roster who is to be trained. */
    List<Trainee> listTrainees(String session);

    /** As what somebody is on the session's roster. */
    Optional<RosterRole> findRole(String session, String subject);

    /** The only trainee on the roster with this ID number. */
    Optional<String> findTrainee(String session, String idNumberHash);

    /** Whether the subject has agreed to face verification and there is something to compare with. */
    boolean isVerifiedByFace(String subject);

    Entered enter(Draft draft, Instant at, Author by);

    Optional<AttendanceStatement> find(String statement);

    Step second(String statement, int revision, Instant at, Author by);

    Step end(String statement, int revision, String reason, Instant at, Author by);

    /** Those taken back too, oldest first. */
    List<AttendanceStatement> list(String session);

    /**
     * Newest first, with what people changed.
     *
     * @param subject null for everybody
     */
    Page<AttendanceHistoryEntry> listHistory(String session, @Nullable String subject, PageRequest page);

    /** Empty when there is no such entry, or nothing to fold it again from. */
    Optional<Recomputation> recompute(String session, long entry);

    /** Empty when the session is not concluded, so that there is nothing to fold again from. */
    Optional<PolicyPreview> preview(String session, PolicyVersion version, AttendancePolicy rules);

    /**
     * @param instead what the caller thinks that holds now; null: rules of the session's own
     * @param started the random checks that were put, and how often the room is sampled, stay
     * @return false when something else holds now
     */
    boolean setPolicy(
            String session,
            @Nullable PolicyVersion instead,
            PolicyVersion version,
            AttendancePolicy rules,
            String reason,
            boolean started,
            Instant at,
            Author by);

    /** Empty when there is no such session. */
    Optional<CheckPlan> findChecks(String session);

    MadeUp countMadeUp(String session, String subject);
}
