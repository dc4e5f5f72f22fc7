package io.shidao.app.demo;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.kernel.session.Seat;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One performance: enrols the cast, plans the sessions, lets them pass, compares what was found with what was planted. */
final class DemoRun {
    private static final String SAMPLING = "50s";
    private static final String SOURCE_LOST = "300s";
    private static final Duration CLAIMED_AFTER = Duration.ofMinutes(3);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final PrintStream out;
    private final DemoOptions options;
    private final DemoClock clock;
    private final DemoSchool school;
    private final URI address;
    private final Verdict verdict = new Verdict();
    private final Map<String, List<String>> refusals = new LinkedHashMap<>();

    DemoRun(PrintStream out, DemoOptions options, DemoClock clock, ApiClient supervisor, URI address) {
        this.out = out;
        this.options = options;
        this.clock = clock;
        this.school = DemoSchool.found(supervisor);
        this.address = address;
    }

    Verdict run() throws InterruptedException {
        Cast cast = Cast.of(enrolEverybody());
        Instant starts = clock.instant().plus(Duration.ofMinutes(3));
        Instant ends = starts.plus(options.classLength());
        try (DemoClassroom room = DemoClassroom.open(cast, starts, ends, clock)) {
            String session = planClassroom(cast, room.camera(), starts, ends);
            String locked = planLockedWorkshop(room.lockedCamera(), starts, ends);
            DemoCourse course = DemoCourse.plan(school, cast, address, starts, ends);
            clock.hurry();
            out.printf(
                    "the class runs: %d minutes at %.0f times the speed 课程开始(加速 %.0f 倍)%n",
                    options.classLength().toMinutes(), options.speed(), options.speed());
            try (course) {
                course.start(clock);
                awaitConclusion(session, ends);
            }
            new Findings(school.client(), verdict).compare(cast, session, locked, course, refusals);
        }
        return verdict;
    }

    private List<Enrolled> enrolEverybody() {
        out.println("settings that differ from the defaults 与默认不同的设置:");
        out.printf(
                "  least face height at enrolment %d pixels (the portraits are small); cameras of this machine allowed;%n"
                        + "  sampling every %s, a source is lost after %s, snapshots at least every %s (the clock hurries)%n",
                DemoSchool.LEAST_FACE_HEIGHT_PIXELS, SAMPLING, SOURCE_LOST, DemoCourse.SNAPSHOT_INTERVAL);
        out.printf("enrolling %d photos 正在注册照片%n", Portraits.all().size());
        List<Enrolled> accepted = new ArrayList<>();
        for (Portrait portrait : Portraits.all()) {
            enrol(portrait, DemoNames.name(accepted.size() + refusals.size()), accepted);
        }
        out.printf("  %d accepted, %d refused:%n", accepted.size(), refusals.size());
        refusals.forEach((portrait, reasons) -> out.printf("    %-10s %s%n", portrait, String.join(", ", reasons)));
        return accepted;
    }

    private void enrol(Portrait portrait, String name, List<Enrolled> accepted) {
        String subject = school.enterSubject(name);
        JsonObject answer = school.enrol(subject, portrait.jpeg().toByteArray());
        if (Json.flag(answer, "accepted")) {
            accepted.add(new Enrolled(subject, name, portrait));
        } else {
            refusals.put(
                    portrait.id(),
                    Json.objects(answer, "problems").stream()
                            .map(problem -> Json.text(problem, "code").replace("CODE_", ""))
                            .toList());
        }
    }

    private String planClassroom(Cast cast, String camera, Instant starts, Instant ends) {
        List<JsonObject> roster = cast.room().stream()
                .map(member -> entry(member, member.part() == Part.TEACHER ? "TEACHER" : "TRAINEE"))
                .toList();
        cast.room().stream()
                .filter(member -> member.part() == Part.TEACHER)
                .forEach(member -> school.registerTeacher(member.person().subject()));
        String classId = school.openClass("施工员 2026-1 班 Site managers", "施工员", roster);
        String source = school.addCamera("一号教室 Room 1", camera);
        JsonObject policy = object("samplingInterval", SAMPLING, "sourceLostAfter", SOURCE_LOST);
        String session = school.planSession(classId, "SESSION_KIND_THEORY", source, starts, ends, policy);
        List<String> signed = cast.room().stream()
                .filter(member -> member.part() != Part.TEACHER)
                .map(member -> member.person().subject())
                .toList();
        school.claim(session, "CLAIM_KIND_SIGNATURE", signed, starts.plus(CLAIMED_AFTER));
        return session;
    }

    private String planLockedWorkshop(String camera, Instant starts, Instant ends) {
        // people of its own: the others are in the course at that time
        List<JsonObject> roster = Stream.of(DemoNames.name(70), DemoNames.name(71))
                .map(name -> trainee(school.enterSubject(name)))
                .toList();
        String classId = school.openClass("架子工 2026-2 班 Scaffolders", "架子工", roster);
        String source = school.addCamera("实训车间 Workshop", camera);
        JsonObject policy = object("samplingInterval", SAMPLING, "sourceLostAfter", SOURCE_LOST);
        return school.planSession(classId, "SESSION_KIND_PRACTICE", source, starts, ends, policy);
    }

    private static JsonObject entry(Cast.Member member, String role) {
        Seat seat = member.seat();
        return object(
                "subjectId", member.person().subject(),
                "role", "ROSTER_ROLE_" + role,
                "seat", object("x", seat.x(), "y", seat.y()));
    }

    static JsonObject trainee(String subject) {
        return object("subjectId", subject, "role", "ROSTER_ROLE_TRAINEE");
    }

    private void awaitConclusion(String session, Instant ends) throws InterruptedException {
        long limit = System.nanoTime()
                + clock.real(Duration.between(clock.instant(), ends)).toNanos()
                + LONGEST_WAIT.toNanos();
        long nextReport = System.nanoTime();
        while (!concluded(session)) {
            if (System.nanoTime() > limit) {
                throw new DemoException("session: not concluded " + LONGEST_WAIT.toSeconds()
                        + " s after its end (expected: its records final; likely cause: the machine is too slow)");
            }
            if (System.nanoTime() >= nextReport) {
                report(session, ends);
                nextReport += BETWEEN_REPORTS.toNanos();
            }
            Thread.sleep(500);
        }
    }

    private boolean concluded(String session) {
        List<JsonObject> records = attendance(session);
        return !records.isEmpty()
                && records.stream().noneMatch(entry -> Json.flag(entry, "provisional"))
                && !clock.instant().isBefore(Instant.parse(Json.text(session(session), "endsAt")));
    }

    private JsonObject session(String session) {
        return school.client().get("/v1/sessions/" + session);
    }

    private List<JsonObject> attendance(String session) {
        return school.client().list("/v1/sessions/" + session + "/attendance", "records");
    }

    private void report(String session, Instant ends) {
        Map<String, Long> statuses = attendance(session).stream()
                .collect(Collectors.groupingBy(
                        entry -> Json.text(entry, "status")
                                .replace("ATTENDANCE_STATUS_", "")
                                .toLowerCase(java.util.Locale.ROOT),
                        java.util.TreeMap::new,
                        Collectors.counting()));
        long anomalies = school.client()
                .list("/v1/anomalies?session_id=" + session, "anomalies")
                .size();
        long left = Math.max(0, Duration.between(clock.instant(), ends).toMinutes());
        out.printf("  %2d min left: %s, %d anomalies%n", left, statuses, anomalies);
        out.flush();
    }
}
