package io.shidao.api.timetable;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.SessionPolicies;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionEvent;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.proto.api.v1.TimetableConflict;
import io.shidao.wire.Caller;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: the timetable. Planning is one step at a time in the whole region, so nothing slips in between. Thread-safe. */
public interface TimetableStore {
    /** From, and until before. */
    record Slot(Instant starts, Instant ends) {
        boolean overlaps(Slot other) {
            return starts.isBefore(other.ends) && other.starts.isBefore(ends);
        }
    }

    /**
     * Sessions somebody wants.
     *
     * @param camera whether the source is one, which one session has at a time; else a platform
     * @param policies by which each of the slots is judged
     */
    record Wanted(
            String trainingClass,
            String institution,
            SessionKind kind,
            @Nullable String classroom,
            String source,
            boolean camera,
            @Nullable String teacher,
            List<SessionPolicies.Chosen> policies,
            List<Slot> slots) {
        public Wanted {
            policies = List.copyOf(policies);
            slots = List.copyOf(slots);
        }
    }

    /**
     * Something that is at that time already.
     *
     * @param slot which of the wanted ones, from 0
     * @param session the other one; empty where it is none
     * @param institution of the other session
     */
    record Clash(
            int slot,
            TimetableConflict.Kind kind,
            String id,
            String name,
            String session,
            String className,
            String institution,
            Slot when) {}

    /**
     * What a day holds with what is wanted: of the class, or what a trainee has beside the class.
     *
     * @param subject empty for the class
     */
    record Load(LocalDate day, String subject, String name, Duration time) {}

    /** All that is there at the times wanted, and on their days. */
    record Found(List<Clash> clashes, List<Load> loads) {
        public Found {
            clashes = List.copyOf(clashes);
            loads = List.copyOf(loads);
        }
    }

    /** Says what of it stands in the way. */
    @FunctionalInterface
    interface Judge {
        List<TimetableConflict> judge(Found found);
    }

    /** Who changes the timetable, when and why. */
    record By(Caller caller, Instant at, String reason) {}

    /** What became of it. */
    sealed interface Outcome {}

    /** Done. */
    record Done(List<String> sessions) implements Outcome {
        public Done {
            sessions = List.copyOf(sessions);
        }
    }

    /** Nothing changed: this stands in the way. */
    record Refused(List<TimetableConflict> conflicts) implements Outcome {
        public Refused {
            conflicts = List.copyOf(conflicts);
        }
    }

    /** Nothing changed: another call with this request id asked for something else. */
    record OtherRequest() implements Outcome {}

    /** Nothing changed: the session has another revision than expected. */
    record Stale(long revision) implements Outcome {}

    /** Nothing changed: the session has begun. */
    record Begun() implements Outcome {}

    /** Nothing changed: the session is cancelled. */
    record Gone() implements Outcome {}

    /** What is there already, without planning anything. */
    Found look(Wanted wanted, String exceptSession, ZoneId zone);

    /**
     * Plans all of it or nothing, enters it in the histories, puts the teacher on the roster, and makes the camera due.
     *
     * @param requestId empty for none
     * @param digest of what was asked for
     */
    Outcome plan(Wanted wanted, String requestId, String digest, ZoneId zone, Judge judge, By by);

    /** Puts {@code wanted}, of one slot, in the place of what was planned for the session. */
    Outcome change(String session, long expectedRevision, Wanted wanted, ZoneId zone, Judge judge, By by);

    /** A session that is cancelled stays as it is. */
    Outcome cancel(String session, long expectedRevision, By by);

    /** Name of somebody in the register of teachers. */
    Optional<String> teacherName(String teacher);

    /** Which sessions to list, first start first. */
    record Query(
            Scope scope,
            Instant from,
            Instant to,
            @Nullable String trainingClass,
            @Nullable String institution,
            @Nullable String classroom,
            @Nullable String teacher) {}

    Page<Session> list(Query query, PageRequest page);

    /** Oldest first, up to 500. */
    List<SessionEvent> history(String session);
}
