package io.shidao.api.attendance;

import io.shidao.api.attendance.AttendanceStore.Trainee;
import io.shidao.api.problem.Problem;
import io.shidao.api.registry.IdNumbers;
import io.shidao.api.session.SessionStore;
import io.shidao.api.sheet.Sheet;
import io.shidao.api.sheet.SheetException;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.proto.api.v1.ImportSignInListRequest;
import io.shidao.proto.api.v1.ImportSignInListResponse;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SignInRow;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list that trainees have signed, as a file: one row for each, with an ID number or a name, and a time if there is one.
 * Every row is reported; unless all of them are good, none is taken. One signature of a person in a session is one claim,
 * however often the list is handed in. Blocks. Thread-safe.
 */
final class SignInList {
    private static final Set<String> NAME = Set.of("姓名", "name", "学员姓名");
    private static final Set<String> ID_NUMBER = Set.of("身份证号", "身份证号码", "证件号", "证件号码", "idnumber", "id");
    private static final Set<String> TIME = Set.of("时间", "签到时间", "time", "signedat");
    private static final int MOST_BYTES = 4 << 20;
    private static final Duration EARLY = Duration.ofHours(2);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("[yyyy-M-d][yyyy/M/d]['T'][ ]H:mm[:ss]");
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("H:mm[:ss]");

    private final AttendanceStore store;
    private final SessionStore sessions;
    private final IdNumbers numbers;
    private final Clock clock;

    SignInList(AttendanceStore store, SessionStore sessions, IdNumbers numbers, Clock clock) {
        this.store = store;
        this.sessions = sessions;
        this.numbers = numbers;
        this.clock = clock;
    }

    /** One row and what became of it. */
    private record Row(int line, @Nullable Claim claim, SignInRow report) {}

    /** @param session in the caller's scope */
    ImportSignInListResponse take(Session session, ImportSignInListRequest request) {
        Sheet sheet = sheet(request);
        Optional<Integer> name = sheet.column(NAME);
        Optional<Integer> idNumber = sheet.column(ID_NUMBER);
        if (name.isEmpty() && idNumber.isEmpty()) {
            throw Problem.invalid(
                            "file",
                            "no column of names or ID numbers (expected: 姓名 or name, 身份证号 or id_number,"
                                    + " and 时间 or time if there are times)")
                    .exception();
        }
        List<Trainee> trainees = store.listTrainees(session.getSessionId());
        Optional<Integer> time = sheet.column(TIME);
        Set<String> seen = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        for (Sheet.Row row : sheet.rows()) {
            rows.add(read(session, row, row.cell(name), row.cell(idNumber), row.cell(time), trainees, seen));
        }
        return answer(session, rows, request.getDryRun());
    }

    private static Sheet sheet(ImportSignInListRequest request) {
        int size = request.getFile().size();
        if (size == 0 || size > MOST_BYTES) {
            throw Problem.invalid("file", size + " bytes (expected: 1 to " + MOST_BYTES + ")")
                    .exception();
        }
        try {
            return Sheet.read(request.getFile().toByteArray());
        } catch (SheetException e) {
            throw Problem.invalid("file", String.valueOf(e.getMessage())).exception();
        }
    }

    private Row read(
            Session session,
            Sheet.Row row,
            String name,
            String idNumber,
            String time,
            List<Trainee> trainees,
            Set<String> seen) {
        SignInRow.Builder report = SignInRow.newBuilder().setLine(row.line());
        Optional<String> hash = idNumber.isEmpty() ? Optional.empty() : numbers.hash(idNumber);
        if (!idNumber.isEmpty() && hash.isEmpty()) {
            return bad(report, "ID_NUMBER_INVALID");
        }
        List<Trainee> found = trainees.stream()
                .filter(one -> hash.isPresent()
                        ? hash.get().equals(one.idNumberHash())
                        : one.name().equals(name))
                .toList();
        if (found.size() != 1) {
            return bad(report, found.isEmpty() ? "NOT_ON_ROSTER" : "NAME_AMBIGUOUS");
        }
        Trainee trainee = found.get(0);
        report.setSubjectId(trainee.subject());
        if (!name.isEmpty() && !trainee.name().equals(name)) {
            return bad(report, "NAME_DIFFERS");
        }
        if (!seen.add(trainee.subject())) {
            return bad(report, "TWICE_IN_LIST");
        }
        Optional<Instant> at = at(session, time);
        if (at.isEmpty()) {
            return bad(report, "TIME_INVALID");
        }
        if (at.get().isBefore(Times.instant(session.getStartsAt()).minus(EARLY))
                || at.get().isAfter(Times.instant(session.getEndsAt()).plus(EARLY))) {
            return bad(report, "TIME_OUTSIDE_SESSION");
        }
        return new Row(row.line(), claim(session, trainee.subject(), at.get()), report.build());
    }

    private static Row bad(SignInRow.Builder report, String problem) {
        return new Row(report.getLine(), null, report.setProblem(problem).build());
    }

    /** A time of day is of the session's day; without a time the start is taken. */
    private static Optional<Instant> at(Session session, String text) {
        Instant starts = Times.instant(session.getStartsAt());
        ZoneId zone = ZoneId.of(session.getPolicy().getZone());
        if (text.isEmpty()) {
            return Optional.of(starts);
        }
        try {
            if (text.matches("[0-9]{1,5}(\\.[0-9]+)?")) {
                return Optional.of(serial(Double.parseDouble(text), starts, zone));
            }
            return Optional.of(
                    text.length() <= 8
                            ? LocalTime.parse(text, TIME_OF_DAY)
                                    .atDate(starts.atZone(zone).toLocalDate())
                                    .atZone(zone)
                                    .toInstant()
                            : LocalDateTime.parse(text, DATE_TIME).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** As a spreadsheet counts: days since 30 December 1899; below 1 a time of day. */
    private static Instant serial(double days, Instant starts, ZoneId zone) {
        LocalDateTime midnight = days < 1
                ? starts.atZone(zone).toLocalDate().atStartOfDay()
                : LocalDateTime.of(1899, 12, 30, 0, 0).plusDays((long) days);
        return midnight.plusSeconds(Math.round((days - Math.floor(days)) * 86_400))
                .atZone(zone)
                .toInstant();
    }

    private static Claim claim(Session session, String subject, Instant at) {
        String id = Sha256.of((session.getSessionId() + " " + subject).getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, 32);
        return new Claim("signed-" + id, new SubjectId(subject), ClaimKind.SIGNATURE, at);
    }

    private ImportSignInListResponse answer(Session session, List<Row> rows, boolean dryRun) {
        boolean good = !rows.isEmpty() && rows.stream().allMatch(row -> row.claim() != null);
        ImportSignInListResponse.Builder answer = ImportSignInListResponse.newBuilder();
        rows.forEach(row -> answer.addRows(row.report()));
        if (!good || dryRun) {
            return answer.setAcceptable(good).build();
        }
        Caller caller = Caller.current();
        SessionStore.Claimed claimed = sessions.addClaims(
                session.getSessionId(),
                rows.stream()
                        .flatMap(row -> java.util.stream.Stream.ofNullable(row.claim()))
                        .toList(),
                clock.instant(),
                new SessionStore.Author(caller.id(), caller.name()));
        return answer.setAcceptable(true)
                .setTaken(true)
                .setAdded(claimed.added())
                .setKnown(claimed.known())
                .build();
    }
}
