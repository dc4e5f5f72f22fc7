package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.ProofCheck;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.testkit.region.Person;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.SessionScript;
import io.shidao.testkit.region.TrainingClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;

/**
 * What supervisors do in the middle of the month: a session is judged by other rules, somebody who chose the alternative is
 * verified by two people, sessions are drawn for a visit. Used by one thread.
 */
final class Authority {
    private static final LocalTime DRAW_AT = LocalTime.of(7, 0);
    private static final LocalTime FIRST_DRAWN = LocalTime.of(8, 30);
    private static final Duration DRAWN_WITHIN = Duration.ofDays(3);
    private static final Duration LATER_STILL = Duration.ofMinutes(30);
    private static final double PRESENT_SHARE = 0.5;
    private static final int DRAWN = 2;

    private final Region region;
    private final Books books;
    private final Staff staff;
    private final Progress progress;
    private String draw = "";
    private int rejudged;
    private int verified;

    Authority(Region region, Books books, Staff staff, Progress progress) {
        this.region = region;
        this.books = books;
        this.staff = staff;
        this.progress = progress;
    }

    /** Before the day of the draw. */
    void plan(LocalDate day) {
        Instant from = at(day, FIRST_DRAWN);
        JsonObject planned = books.bureaus
                .get(0)
                .get(0)
                .client()
                .post(
                        "/v1/spot-draws",
                        object(
                                "requestId",
                                "draw-1",
                                "title",
                                "Rehearsal 演练",
                                "prefectureId",
                                books.prefectures.get(0),
                                "drawAt",
                                at(day, DRAW_AT),
                                "from",
                                from,
                                "to",
                                from.plus(DRAWN_WITHIN),
                                "count",
                                DRAWN,
                                "beacon",
                                "SPOT_BEACON_KIND_WITNESS"));
        draw = Json.text(planned, "drawId");
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Region.ZONE).toInstant();
    }

    /** On the day, by another supervisor than the one who planned it. */
    void draw(Verdict verdict) {
        ApiClient witness = books.bureaus.get(0).get(1).client();
        JsonObject drawn = witness.post("/v1/spot-draws/" + draw + "/drawing", object("value", "三 七 二十一"));
        verdict.expect("spot draw", "SPOT_DRAW_STATE_DRAWN", Json.text(drawn, "state"));
        verdict.expect(
                "sessions drawn",
                DRAWN,
                witness.listAll("/v1/spot-checks?draw_id=" + draw, "checks").size());
        JsonObject proof = witness.get("/v1/spot-draws/" + draw + "/proof");
        List<ProofCheck.Finding> findings = ProofCheck.of(DrawProof.read(Json.text(proof, "json")));
        verdict.expect(
                "findings of the draw's proof, recomputed without the service, that are not good",
                0,
                findings.stream().filter(finding -> !finding.good()).count());
    }

    /** Of sessions that are over and whose records are final. */
    void decide(List<SessionScript> over, Verdict verdict) throws InterruptedException {
        for (SessionScript session : over) {
            if (rejudged == 0 && !session.cancelled() && !session.kind().isOnline()) {
                rejudge(session, verdict);
            }
            if (verified == 0 && !session.cancelled() && session.namesTeacher()) {
                verify(session, verdict);
            }
        }
    }

    void judge(Verdict verdict) {
        verdict.note("sessions judged by other rules in the middle of the month", rejudged);
        verdict.note("people verified by hand, by two people", verified);
    }

    /** Whoever was late by the first rules is not by the second; what was recorded before stays, and follows from its facts. */
    private void rejudge(SessionScript session, Verdict verdict) throws InterruptedException {
        Person late = somebody(session, AttendanceStatus.LATE);
        if (late == null || !isRecorded(session, late, AttendanceStatus.LATE)) {
            return;
        }
        rejudged++;
        JsonObject rules = Onboarding.rules(region.size().interval());
        rules.addProperty("lateAfter", LATER_STILL.toSeconds() + "s");
        rules.addProperty("presentShare", PRESENT_SHARE);
        staff.authority()
                .post(
                        "/v1/policies/" + Onboarding.POLICY + "/versions",
                        object(
                                "policyId",
                                Onboarding.POLICY,
                                "name",
                                "演练规则 Rehearsal",
                                "rules",
                                rules,
                                "reason",
                                "the bus was late",
                                "afterVersion",
                                1));
        String path = "/v1/sessions/" + books.session(session.number());
        staff.authority()
                .post(
                        path + "/policy",
                        object(
                                "policyId",
                                Onboarding.POLICY,
                                "version",
                                2,
                                "reason",
                                "the bus was late",
                                "insteadOfPolicyId",
                                Onboarding.POLICY,
                                "insteadOfVersion",
                                1));
        progress.awaitSettled();
        verdict.expect(
                "somebody late by the first rules, by the second", AttendanceStatus.PRESENT, recorded(session, late));
        List<JsonObject> history = staff.authority()
                .listAll(path + "/attendance-history?subject_id=" + books.subject(late.number()), "entries");
        JsonObject before = history.stream()
                .filter(entry ->
                        Json.text(entry, "status").equals("ATTENDANCE_STATUS_LATE") && Json.flag(entry, "recomputable"))
                .findFirst()
                .orElseThrow(() -> new RegionException("history: nothing of before the rules changed: " + history));
        verdict.expect(
                "what was recorded before follows from its facts still",
                true,
                Json.flag(
                        staff.authority()
                                .get(path + "/attendance-history/" + Json.text(before, "entryId") + "/recomputation"),
                        "same"));
    }

    /** The alternative to face verification: the institution signs for its teacher, the bureau a second time. */
    private void verify(SessionScript session, Verdict verdict) throws InterruptedException {
        Person alternative = somebody(session, AttendanceStatus.UNVERIFIED);
        TrainingClass group = group(session);
        if (alternative == null
                || alternative.consents()
                || alternative.equals(group.teacher())
                || !isRecorded(session, alternative, AttendanceStatus.UNVERIFIED)) {
            return;
        }
        verified++;
        ApiClient school = books.administrators.get(group.institution()).client();
        JsonObject first = school.post(
                "/v1/sessions/" + books.session(session.number()) + "/manual-verifications",
                object(
                        "statementId",
                        "by-hand-1",
                        "subjectId",
                        books.subject(alternative.number()),
                        "teacherId",
                        books.subject(group.teacher().number()),
                        "reason",
                        "identity card shown in class"));
        progress.awaitSettled();
        boolean alone = isRecorded(session, alternative, AttendanceStatus.MANUAL);
        int prefecture = region.institutions().get(group.institution()).prefecture();
        books.bureaus
                .get(prefecture)
                .get(0)
                .client()
                .post(
                        "/v1/attendance-statements/" + Json.text(first, "statementId") + "/second",
                        object(
                                "revision",
                                first.has("revision") ? first.get("revision").getAsInt() : 0));
        progress.awaitSettled();
        verdict.expect("one signature for somebody who is verified by hand suffices", false, alone);
        verdict.expect(
                "somebody verified by hand, with two signatures",
                AttendanceStatus.MANUAL,
                recorded(session, alternative));
    }

    private TrainingClass group(SessionScript session) {
        return region.classes().get(session.trainingClass());
    }

    private @org.jspecify.annotations.Nullable Person somebody(SessionScript session, AttendanceStatus expected) {
        return group(session).trainees().stream()
                .filter(person -> Objects.equals(session.expected().get(person.number()), List.of(expected)))
                .findFirst()
                .orElse(null);
    }

    private boolean isRecorded(SessionScript session, Person person, AttendanceStatus status) {
        return recorded(session, person).equals(status.name());
    }

    private String recorded(SessionScript session, Person person) {
        return staff
                .authority()
                .list("/v1/sessions/" + books.session(session.number()) + "/attendance", "records")
                .stream()
                .filter(one -> Json.text(one, "subjectId").equals(books.subject(person.number())))
                .map(one -> Json.text(one, "status").replace("ATTENDANCE_STATUS_", ""))
                .findFirst()
                .orElse("");
    }
}
