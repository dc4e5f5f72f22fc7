package io.shidao.api.attendance;

import io.grpc.Status;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.IdNumbers;
import io.shidao.api.session.SessionStore;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.CheckInAnswer;
import io.shidao.proto.api.v1.CheckInCode;
import io.shidao.proto.api.v1.CheckInRequest;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionPhase;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Check-ins with the code on the classroom's screen. A check-in is a claim, which is what an impostor makes: it is worth no
 * more than a signature. One code makes one claim of a person, however often it is sent. Blocks. Thread-safe.
 */
final class CheckIns {
    private static final Duration EARLY = Duration.ofMinutes(30);
    /** Wrong codes or numbers for one session. */
    private static final int FAILURES_PER_MINUTE = 60;

    private final AttendanceStore store;
    private final SessionStore sessions;
    private final CheckInCodes codes;
    private final IdNumbers numbers;
    private final CheckInPhotos photos;
    private final Clock clock;
    private final FailureLimit failures = new FailureLimit(FAILURES_PER_MINUTE);

    CheckIns(AttendanceStore store, SessionStore sessions, DataKey key, CheckInPhotos photos, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.codes = new CheckInCodes(key);
        this.numbers = new IdNumbers(key);
        this.photos = photos;
        this.clock = clock;
    }

    CheckInCode code(Session session) {
        Instant now = clock.instant();
        if (!isOpen(session, now)) {
            throw Problem.precondition(
                            "CHECK_IN_CLOSED",
                            "Nobody can check in now",
                            "session " + session.getSessionId() + " (expected: from " + EARLY.toMinutes()
                                    + " min before it starts up to its end, unless it is cancelled)")
                    .exception();
        }
        long window = CheckInCodes.window(now);
        Instant start = CheckInCodes.startOf(window);
        return CheckInCode.newBuilder()
                .setSessionId(session.getSessionId())
                .setCode(codes.code(session.getSessionId(), window))
                .setValidUntil(Times.timestamp(start.plus(CheckInCodes.validity())))
                .setNextAt(Times.timestamp(CheckInCodes.startOf(window + 1)))
                .build();
    }

    /** A cancelled session has a phase before the time gives it one. */
    private static boolean isOpen(Session session, Instant now) {
        return session.getPhase() == SessionPhase.SESSION_PHASE_UNSPECIFIED
                && !now.isBefore(Times.instant(session.getStartsAt()).minus(EARLY))
                && now.isBefore(Times.instant(session.getEndsAt()));
    }

    CheckInAnswer checkIn(CheckInRequest request) {
        String session = request.getSessionId();
        if (failures.isReached(session, System.nanoTime())) {
            throw Problem.of(
                            Status.Code.RESOURCE_EXHAUSTED,
                            "TOO_MANY_ATTEMPTS",
                            "Too many attempts",
                            "too many wrong check-ins for this session (expected: try again in a minute)")
                    .exception();
        }
        Instant now = clock.instant();
        Optional<Session> open = sessions.find(session, Scope.REGION).filter(found -> isOpen(found, now));
        Optional<String> subject = open.isEmpty()
                ? Optional.empty()
                : numbers.hash(request.getIdNumber()).flatMap(hash -> store.findTrainee(session, hash));
        OptionalLong window = subject.isEmpty() ? OptionalLong.empty() : window(session, request, subject.get(), now);
        if (window.isEmpty()) {
            failures.failed(session, System.nanoTime());
            throw refused();
        }
        return checkIn(open.orElseThrow(), request, subject.orElseThrow(), window.getAsLong(), now);
    }

    /** Of the code, or of the ticket that stands for it. */
    private OptionalLong window(String session, CheckInRequest request, String subject, Instant now) {
        OptionalLong byCode = codes.find(session, request.getCode().strip(), now);
        return byCode.isPresent()
                ? byCode
                : codes.findTicket(session, subject, request.getTicket().strip(), now);
    }

    /** Photos go first: a claim that needs them never stands without. */
    private CheckInAnswer checkIn(Session session, CheckInRequest request, String subject, long window, Instant now) {
        String claim = "check-in-" + window + "-" + tail(subject);
        boolean byFace = photos.isAskedOf(session, subject);
        int needed = session.getPolicy().getCheckInPhotos();
        if (byFace && request.getPhotosCount() < needed) {
            return CheckInAnswer.newBuilder()
                    .setPhotosNeeded(needed)
                    .setTicket(codes.ticket(session.getSessionId(), subject, window))
                    .setTicketValidUntil(
                            Times.timestamp(CheckInCodes.startOf(window).plus(CheckInCodes.ticketValidity())))
                    .build();
        }
        int taken = byFace ? photos.take(session, subject, claim, request.getPhotosList(), now) : 0;
        return claim(session.getSessionId(), subject, claim, now).toBuilder()
                .setPhotosTaken(taken)
                .build();
    }

    /** The same for a wrong code, a wrong number and somebody of another class: nobody learns who is on a roster. */
    private static RuntimeException refused() {
        return Problem.precondition(
                        "CHECK_IN_REFUSED",
                        "The check-in was not accepted",
                        "code or id_number (expected: the code that the screen shows now, and the ID number of a trainee of"
                                + " the class; what to do: scan the code again)")
                .exception();
    }

    private CheckInAnswer claim(String session, String subject, String id, Instant now) {
        Claim claim = new Claim(id, new SubjectId(subject), ClaimKind.CHECK_IN, now);
        sessions.addClaims(session, List.of(claim), now, new SessionStore.Author(subject, "check-in"));
        return CheckInAnswer.newBuilder().setAt(Times.timestamp(now)).build();
    }

    /** An id has at most 64 characters. */
    private static String tail(String subject) {
        return subject.length() <= 40 ? subject : subject.substring(subject.length() - 40);
    }
}
