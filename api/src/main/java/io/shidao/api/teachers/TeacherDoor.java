package io.shidao.api.teachers;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.Institutions;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.IdNumber;
import io.shidao.api.registry.RegistryStore;
import io.shidao.api.teachers.TeacherStore.Certificate;
import io.shidao.api.teachers.TeacherStore.Change;
import io.shidao.api.teachers.TeacherStore.Span;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.ChangeTeacherRequest;
import io.shidao.proto.api.v1.CountTeachingRequest;
import io.shidao.proto.api.v1.CountTeachingResponse;
import io.shidao.proto.api.v1.EndEngagementRequest;
import io.shidao.proto.api.v1.EngageTeacherRequest;
import io.shidao.proto.api.v1.Engagement;
import io.shidao.proto.api.v1.EnrolTeacherRequest;
import io.shidao.proto.api.v1.FindTeacherRequest;
import io.shidao.proto.api.v1.GetTeacherRequest;
import io.shidao.proto.api.v1.ListTeachersRequest;
import io.shidao.proto.api.v1.ListTeachersResponse;
import io.shidao.proto.api.v1.Subject;
import io.shidao.proto.api.v1.Teacher;
import io.shidao.proto.api.v1.TeacherServiceGrpc;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** TeacherService: one register of teachers for all institutions. Blocks. Thread-safe. */
public final class TeacherDoor extends TeacherServiceGrpc.TeacherServiceImplBase {
    private static final int MOST = 20;
    private static final int MOST_DAYS = 366;
    private static final int LONGEST_REASON = 500;

    private final TeacherStore store;
    private final RegistryStore registry;
    private final Institutions institutions;
    private final DataKey key;
    private final ZoneId zone;
    private final Clock clock;

    /** @param zone by which days are told */
    public TeacherDoor(TeacherStore store, RegistryStore registry, DataKey key, ZoneId zone, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.institutions = registry::hasInstitution;
        this.key = key;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void enrolTeacher(EnrolTeacherRequest request, StreamObserver<Teacher> answer) {
        Checks checks = new Checks();
        IdNumber idNumber = checks.made("id_number", () -> IdNumber.of(request.getIdNumber()));
        String title = checks.text("title", request.getTitle(), 0, 60);
        List<String> trades = trades(checks, request.getTradesList());
        List<Certificate> certificates = certificates(checks, request.getCertificatesList());
        Span engaged = span(checks, request.getEngagedFrom(), request.getEngagedUntil());
        checks.done();
        Subject subject = subject(request.getSubjectId());
        if (idNumber == null) {
            throw new IllegalStateException("an ID number that is neither good nor refused");
        }
        Change change = store.enrol(
                new TeacherStore.Fresh(
                        subject.getSubjectId(),
                        subject.getInstitutionId(),
                        idNumber.hash(key),
                        idNumber.masked(),
                        title,
                        trades,
                        certificates,
                        engaged),
                by(""));
        done(change);
        answer(get(subject.getSubjectId()), answer);
    }

    @Override
    public void findTeacher(FindTeacherRequest request, StreamObserver<Teacher> answer) {
        Checks checks = new Checks();
        IdNumber idNumber = checks.made("id_number", () -> IdNumber.of(request.getIdNumber()));
        checks.done();
        String found = store.findByIdNumber(idNumber == null ? "" : idNumber.hash(key))
                .orElseThrow(() -> Problem.of(
                                Status.Code.NOT_FOUND,
                                "NOT_FOUND",
                                "Not found",
                                "nobody in the register has this ID number (what to do: enter the person as a subject, then"
                                        + " EnrolTeacher)")
                        .exception());
        answer(get(found), answer);
    }

    @Override
    public void getTeacher(GetTeacherRequest request, StreamObserver<Teacher> answer) {
        answer(inSight(request.getTeacherId()), answer);
    }

    @Override
    public void listTeachers(ListTeachersRequest request, StreamObserver<ListTeachersResponse> answer) {
        Checks checks = new Checks();
        String search = checks.text("search", request.getSearch(), 0, 100);
        checks.done();
        Page<Teacher> page = store.list(
                Scope.current(),
                institutions.filter(request.getInstitutionId()),
                search,
                today(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListTeachersResponse.newBuilder()
                        .addAllTeachers(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void changeTeacher(ChangeTeacherRequest request, StreamObserver<Teacher> answer) {
        Checks checks = new Checks();
        String title = checks.text("title", request.getTitle(), 0, 60);
        List<String> trades = trades(checks, request.getTradesList());
        List<Certificate> added = certificates(checks, request.getAddCertificatesList());
        String reason = checks.text("reason", request.getReason(), 0, LONGEST_REASON);
        checks.done();
        String id = inSight(request.getTeacherId()).getTeacherId();
        done(store.change(id, request.getExpectedRevision(), title, trades, added, by(reason)));
        answer(get(id), answer);
    }

    @Override
    public void engageTeacher(EngageTeacherRequest request, StreamObserver<Teacher> answer) {
        Checks checks = new Checks();
        Span span = span(checks, request.getFromOn(), request.getUntilOn());
        checks.done();
        String institution = institutions.one(request.getInstitutionId());
        String id = get(request.getTeacherId()).getTeacherId();
        done(store.engage(id, institution, span, by("")));
        answer(get(id), answer);
    }

    @Override
    public void endEngagement(EndEngagementRequest request, StreamObserver<Teacher> answer) {
        Engagement engagement = store.findEngagement(request.getEngagementId(), Scope.current())
                .orElseThrow(() -> Problem.notFound("engagement", request.getEngagementId())
                        .exception());
        Checks checks = new Checks();
        LocalDate until = day(checks, "until_on", request.getUntilOn(), null);
        String reason = checks.text("reason", request.getReason(), 1, LONGEST_REASON);
        LocalDate from = LocalDate.parse(engagement.getFromOn());
        checks.require(!until.isBefore(from), "until_on", until + " (expected: not before " + from + ")");
        checks.done();
        done(store.endEngagement(engagement, request.getExpectedRevision(), until, by(reason)));
        answer(get(engagement.getTeacherId()), answer);
    }

    @Override
    public void countTeaching(CountTeachingRequest request, StreamObserver<CountTeachingResponse> answer) {
        Checks checks = new Checks();
        LocalDate from = day(checks, "from_on", request.getFromOn(), null);
        LocalDate until = day(checks, "until_on", request.getUntilOn(), null);
        checks.require(
                !until.isBefore(from) && until.isBefore(from.plusDays(MOST_DAYS)),
                "until_on",
                until + " (expected: " + from + " or up to " + MOST_DAYS + " days later)");
        checks.require(request.getLeastInstitutions() >= 0, "least_institutions", "negative (expected: 0 or more)");
        String teacher = checks.optionalId("teacher_id", request.getTeacherId());
        checks.done();
        Page<CountTeachingResponse.Row> page = store.count(
                Scope.current(),
                new Span(from, until),
                zone,
                teacher,
                request.getLeastInstitutions(),
                PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                CountTeachingResponse.newBuilder()
                        .addAllRows(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    private Subject subject(String id) {
        return registry.findSubject(id, Scope.current())
                .orElseThrow(() -> Problem.notFound("subject", id).exception());
    }

    /** Anybody of the register, with what the caller may know. */
    private Teacher get(String id) {
        return store.find(id, Scope.current(), today())
                .orElseThrow(() -> Problem.notFound("teacher", id).exception());
    }

    private Teacher inSight(String id) {
        Teacher teacher = get(id);
        if (!(Scope.current() instanceof Scope.Region) && teacher.getEngagementsCount() == 0) {
            throw Problem.notFound("teacher", id).exception();
        }
        return teacher;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private TeacherStore.By by(String reason) {
        return new TeacherStore.By(Caller.current(), clock.instant(), today(), reason);
    }

    private static List<String> trades(Checks checks, List<String> trades) {
        checks.require(trades.size() <= MOST, "trades", trades.size() + " (expected: up to " + MOST + ")");
        List<String> checked = new ArrayList<>();
        for (int i = 0; i < Math.min(trades.size(), MOST); i++) {
            checked.add(checks.text("trades[" + i + "]", trades.get(i), 1, 60));
        }
        return checked.stream().distinct().sorted().toList();
    }

    private List<Certificate> certificates(Checks checks, List<Teacher.Certificate> certificates) {
        checks.require(
                certificates.size() <= MOST, "certificates", certificates.size() + " (expected: up to " + MOST + ")");
        List<Certificate> checked = new ArrayList<>();
        for (int i = 0; i < Math.min(certificates.size(), MOST); i++) {
            String name = checks.text(
                    "certificates[" + i + "].name", certificates.get(i).getName(), 1, 60);
            String number = checks.text(
                            "certificates[" + i + "].number",
                            certificates.get(i).getNumber(),
                            3,
                            60)
                    .toUpperCase(Locale.ROOT);
            checked.add(new Certificate(name, key.hash(name + "\n" + number, "certificate"), masked(number)));
        }
        return checked;
    }

    /** All but the last two characters hidden. */
    private static String masked(String number) {
        int shown = Math.min(2, number.length());
        return "*".repeat(number.length() - shown) + number.substring(number.length() - shown);
    }

    private Span span(Checks checks, String from, String until) {
        LocalDate first = day(checks, "from_on", from, today());
        if (until.isEmpty()) {
            return new Span(first, null);
        }
        LocalDate last = day(checks, "until_on", until, null);
        checks.require(!last.isBefore(first), "until_on", last + " (expected: not before " + first + ")");
        return new Span(first, last);
    }

    private static LocalDate day(Checks checks, String field, String text, @Nullable LocalDate whenEmpty) {
        if (text.isEmpty() && whenEmpty != null) {
            return whenEmpty;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            checks.fail(field, "not a date (expected: a day, e.g. 2026-03-02)");
            return LocalDate.EPOCH;
        }
    }

    private static void done(Change change) {
        switch (change) {
            case DONE -> {}
            case KNOWN ->
                throw Problem.conflict(
                                "TEACHER_EXISTS",
                                "The person is in the register",
                                "id_number: somebody in the register has it (expected: each teacher once in the region; find"
                                        + " the teacher with FindTeacher, then EngageTeacher)")
                        .exception();
            case OTHER_PERSON ->
                throw Problem.precondition(
                                "ID_NUMBER_DIFFERS",
                                "The subject has another ID number",
                                "id_number: not the one that the subject was entered with (likely cause: a typing mistake, or"
                                        + " another person)")
                        .exception();
            case CERTIFICATE_TAKEN ->
                throw Problem.conflict(
                                "CERTIFICATE_EXISTS",
                                "Another teacher has this certificate",
                                "certificates: one of these stands under another teacher (what to do: check the number)")
                        .exception();
            case STALE ->
                throw Problem.of(
                                Status.Code.ABORTED,
                                "TEACHER_CHANGED",
                                "It has changed meanwhile",
                                "expected_revision: not the one it has now (what to do: read it again, then change it)")
                        .exception();
            case OVERLAPS ->
                throw Problem.precondition(
                                "ENGAGEMENT_OVERLAPS",
                                "The teacher is engaged already",
                                "from_on, until_on: the institution engages the teacher on some of these days (expected: days"
                                        + " without an engagement)")
                        .exception();
        }
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
