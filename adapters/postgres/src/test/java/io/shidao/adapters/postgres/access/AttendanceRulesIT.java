package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.AttendancePresets;
import io.shidao.kernel.session.CheckSeed;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.testkit.fake.RecordingBus;
import io.shidao.testkit.fake.ScriptedVision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** By which rules attendance is judged, what people lay down about it, and what becomes of the records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AttendanceRulesIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresSessionDirectory directory;
    private Folds folds;
    private Rest root;
    private Rest second;
    private String teacher;
    private int numbers;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
        folds = new Folds(DATABASE.database(), world.key, world.clock);
        root = world.supervisor();
        String oneTime = root.post(
                        "/v1/accounts",
                        "{'username': 'second', 'displayName': 'Second', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .text("oneTimePassword");
        second = world.nobody.as(world.ownPassword("second", oneTime));
        teacher = world.subject(world.a.adminToken(), "Teacher");
        world.adminOf(world.a)
                .post("/v1/teachers", "{'subjectId': '" + teacher + "', 'idNumber': '110105198001011238'}")
                .good();
        world.adminOf(world.a)
                .post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + teacher + "', 'role': 'ROSTER_ROLE_TEACHER'}]}")
                .good();
    }

    @AfterAll
    void close() {
        world.close();
    }

    // ---------------------------------------------------------------- policies

    @Test
    void shipsThePresets() {
        JsonArray policies = root.get("/v1/policies").good().json().getAsJsonArray("policies");

        AttendancePresets.all().forEach((id, rules) -> {
            JsonObject found = policy(policies, id);
            assertThat(found.get("preset").getAsBoolean()).isTrue();
            assertThat(directoryRules(id)).as(id).isEqualTo(rules);
        });
    }

    private io.shidao.kernel.session.AttendancePolicy directoryRules(String policy) {
        return new io.shidao.adapters.postgres.policy.PostgresPolicyStore(DATABASE.database())
                .findRules(new PolicyVersion(policy, 1))
                .orElseThrow();
    }

    private static JsonObject policy(JsonArray policies, String id) {
        for (var one : policies) {
            if (one.getAsJsonObject().get("policyId").getAsString().equals(id)) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError("no policy " + id);
    }

    @Test
    void makesVersionsThatNeverChangeAndRefusesAStaleOne() {
        String strict = "{'name': 'Strict', 'reason': 'as agreed', 'rules': {'presentShare': 0.9}}";
        root.post("/v1/policies/strict/versions", strict).good();
        Rest.Answer again = root.post("/v1/policies/strict/versions", strict).good();
        root.post(
                        "/v1/policies/strict/versions",
                        "{'reason': 'stricter', 'afterVersion': 1, 'rules': {'presentShare': 0.95}}")
                .good();
        Rest.Answer stale = root.post(
                "/v1/policies/strict/versions",
                "{'reason': 'other', 'afterVersion': 1, 'rules': {'presentShare': 0.8}}");
        Rest.Answer bad = root.post("/v1/policies/bad/versions", "{'name': 'B', 'rules': {'zone': 'Nowhere/Land'}}");
        Rest.Answer differences = root.get(
                        "/v1/policy-comparison?policy_id=strict&version=2&other_policy_id=strict" + "&other_version=1")
                .good();

        assertThat(again.json().get("version").getAsInt()).isEqualTo(1);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("STALE_REVISION");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.text()).contains("zone", "reason");
        assertThat(differences.json().getAsJsonArray("differences").toString())
                .isEqualTo("[{\"rule\":\"present_share\",\"value\":\"0.95\",\"otherValue\":\"0.9\"}]");
        assertThatThrownBy(() -> DATABASE.database()
                        .useTransaction(handle -> handle.execute("UPDATE attendance_policy_version SET reason = 'x'")))
                .hasMessageContaining("append only");
    }

    @Test
    void holdsWhereItIsAssigned_stricterForAnInstitutionOnly() {
        Rest admin = world.adminOf(world.b);
        String to = "'setting': 'POLICY_SETTING_CLASSROOM', 'validFrom': '2026-01-01T00:00:00Z', 'reason': 'r',"
                + " 'scopeKind': 'POLICY_SCOPE_KIND_INSTITUTION', 'scopeId': '" + world.b.id() + "'";
        root.post("/v1/policies/lax/versions", "{'name': 'Lax', 'reason': 'r', 'rules': {'presentShare': 0.1}}")
                .good();
        Rest.Answer lax = admin.post(
                "/v1/policy-assignments", "{'assignmentId': 'b-lax', 'policyId': 'lax', 'version': 1, " + to + "}");
        String classroom = "{'assignmentId': 'b-1', 'policyId': 'classroom', 'version': 1, " + to + "}";
        admin.post("/v1/policy-assignments", classroom).good();
        admin.post("/v1/policy-assignments", classroom).good();

        Rest.Answer tooLong = plan(world.b, Duration.ofMinutes(50), "");
        Rest.Answer tooShort = plan(world.b, Duration.ofMinutes(20), "");
        Rest.Answer fits = plan(world.b, Duration.ofMinutes(45), "").good();
        Rest.Answer ownRules = plan(world.b, Duration.ofMinutes(45), ", 'policy': {'presentShare': 0.2}");
        Rest.Answer elsewhere = plan(world.a, Duration.ofMinutes(50), "").good();

        assertThat(lax.text("code")).isEqualTo("POLICY_TOO_LAX");
        assertThat(lax.text()).contains("present-share");
        assertThat(tooLong.text("code")).isEqualTo("TIMETABLE_CONFLICTS");
        assertThat(tooLong.text()).contains("TOO_LONG");
        assertThat(tooShort.text()).contains("TOO_SHORT");
        assertThat(fits.text("policyId")).isEqualTo("classroom");
        assertThat(ownRules.text("code")).isEqualTo("POLICY_TOO_LAX");
        assertThat(elsewhere.text("policyId")).isEqualTo("default");
        assertThat(admin.get("/v1/policy-assignments").good().text()).contains("b-1", "shipped-classroom");
        assertThat(world.adminOf(world.a).get("/v1/policy-assignments").good().text())
                .doesNotContain("b-1");
        assertThat(world.adminOf(world.a)
                        .post("/v1/policy-assignments", classroom.replace("b-1", "b-2"))
                        .status())
                .isEqualTo(404);
    }

    /** A fresh time for each, so that no two need the camera at once. */
    private Rest.Answer plan(ApiWorld.Institution at, Duration length, String more) {
        Instant starts = world.startsAt().plus(Duration.ofHours(3L * ++numbers));
        return world.adminOf(at)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + at.trainingClass() + "', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '"
                                + at.source() + "', 'startsAt': '" + starts + "', 'endsAt': '" + starts.plus(length)
                                + "'"
                                + more + "}");
    }

    private String planned(String more) {
        return plan(world.a, Duration.ofMinutes(45), more).good().text("sessionId");
    }

    // ---------------------------------------------------------------- what the analyzer does

    private void judge(String session, int minutes) {
        folds.judge(session, world.a.subject(), minutes);
    }

    private JsonObject record(String session) {
        for (var one : root.get("/v1/sessions/" + session + "/attendance")
                .good()
                .json()
                .getAsJsonArray("records")) {
            if (one.getAsJsonObject().get("subjectId").getAsString().equals(world.a.subject())) {
                return one.getAsJsonObject();
            }
        }
        throw new AssertionError("no record");
    }

    private JsonArray history(String session) {
        Rest.Answer answer = root.get("/v1/sessions/" + session + "/attendance-history?subject_id=" + world.a.subject())
                .good();
        return answer.json().has("entries") ? answer.json().getAsJsonArray("entries") : new JsonArray();
    }

    private void begin(String session) {
        SessionPlan plan = directory.findSession(new SessionId(session)).orElseThrow();
        if (world.clock.instant().isBefore(plan.startsAt())) {
            DATABASE.database()
                    .useTransaction(handle -> handle.execute(
                            "UPDATE training_session SET starts_at = starts_at - interval '60 days', ends_at = ends_at"
                                    + " - interval '60 days' WHERE session_id = ?",
                            session));
        }
    }

    @Test
    void isJudgedAgainByAnotherVersionWithTheHistoryKept_andCanBeFoldedAgain() {
        String session = planned("");
        begin(session);
        judge(session, 38);
        root.post("/v1/policies/fair/versions", "{'name': 'Fair', 'reason': 'r', 'rules': {'earlyBefore': '300s'}}")
                .good();
        Rest.Answer preview = root.get("/v1/sessions/" + session + "/policy-preview?policy_id=fair&version=1")
                .good();
        String set = "{'policyId': 'fair', 'version': 1, 'reason': 'agreed with the institution',"
                + " 'insteadOfPolicyId': 'default', 'insteadOfVersion': 1}";
        Rest.Answer byAdmin = world.adminOf(world.a).post("/v1/sessions/" + session + "/policy", set);
        root.post("/v1/sessions/" + session + "/policy", set).good();
        Rest.Answer stale = root.post("/v1/sessions/" + session + "/policy", set);
        assertThat(folds.store.listDue(0, true, 100)).contains(new SessionId(session));
        judge(session, 38);
        assertThat(folds.store.listDue(0, true, 100)).doesNotContain(new SessionId(session));

        JsonArray entries = history(session);
        JsonObject newest = entries.get(0).getAsJsonObject();
        JsonObject cause = newest.getAsJsonArray("causes").get(0).getAsJsonObject();
        assertThat(Instant.parse(newest.get("at").getAsString()))
                .as("by the clock of the service, as all that led to it")
                .isEqualTo(world.clock.instant())
                .isEqualTo(Instant.parse(cause.get("at").getAsString()));
        assertThat(preview.json().get("changed").getAsInt()).isEqualTo(1);
        assertThat(preview.text()).contains("ATTENDANCE_STATUS_LEFT_EARLY", "ATTENDANCE_STATUS_PRESENT");
        assertThat(byAdmin.text("code")).isEqualTo("SESSION_BEGUN");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_LEFT_EARLY");
        assertThat(record(session).get("policy").getAsString()).isEqualTo("fair@1");
        assertThat(entries).hasSize(2);
        assertThat(newest.getAsJsonArray("changed").toString()).contains("status", "policy", "credited_class_hours");
        assertThat(newest.getAsJsonArray("causes").toString())
                .contains("POLICY_SET", "agreed with the institution", "fair@1");
        for (var entry : entries) {
            Rest.Answer recomputed = root.get("/v1/sessions/" + session + "/attendance-history/"
                            + entry.getAsJsonObject().get("entryId").getAsString() + "/recomputation")
                    .good();
            assertThat(recomputed.json().get("same").getAsBoolean()).isTrue();
            assertThat(recomputed.json().get("status"))
                    .isEqualTo(entry.getAsJsonObject().get("status"));
        }
        judge(session, 38);
        assertThat(history(session)).as("nothing new, nothing told").hasSize(2);
    }

    // ---------------------------------------------------------------- by hand

    @Test
    void isVerifiedByHandOnlyByTwoPeople() {
        String session = planned("");
        Rest admin = world.adminOf(world.a);
        String sign = "{'statementId': 'hand-1', 'subjectId': '" + world.a.subject() + "', 'teacherId': '" + teacher
                + "', 'reason': 'no consent to face verification'}";
        Rest.Answer early = root.post("/v1/sessions/" + session + "/manual-verifications", sign);
        begin(session);
        judge(session, 0);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_ABSENT");

        Rest.Answer entered = admin.post("/v1/sessions/" + session + "/manual-verifications", sign)
                .good();
        admin.post("/v1/sessions/" + session + "/manual-verifications", sign).good();
        Rest.Answer other =
                admin.post("/v1/sessions/" + session + "/manual-verifications", sign.replace("hand-1", "hand-2"));
        Rest.Answer noTeacher = admin.post(
                "/v1/sessions/" + session + "/manual-verifications",
                sign.replace("hand-1", "hand-3").replace(teacher, world.a.subject()));
        Rest.Answer byAdmin = admin.post("/v1/attendance-statements/hand-1/second", "{'revision': 1}");
        judge(session, 0);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_ABSENT");
        root.post("/v1/attendance-statements/hand-1/second", "{'revision': 1}").good();
        Rest.Answer twice = second.post("/v1/attendance-statements/hand-1/second", "{'revision': 1}");
        judge(session, 0);

        assertThat(early.text("code")).isEqualTo("SESSION_NOT_BEGUN");
        assertThat(entered.json().has("standsSince")).isFalse();
        assertThat(other.text("code")).isEqualTo("STATEMENT_STANDS");
        assertThat(noTeacher.status()).isEqualTo(400);
        assertThat(byAdmin.status()).isEqualTo(403);
        assertThat(twice.text("code")).isEqualTo("STALE_REVISION");
        JsonObject record = record(session);
        assertThat(record.get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_MANUAL");
        assertThat(record.get("statementId").getAsString()).isEqualTo("hand-1");
        assertThat(record.get("creditedClassHours").getAsDouble()).isEqualTo(1);
        assertThat(history(session).get(0).toString())
                .contains("STATEMENT_SECONDED", "no consent to face verification", "hand-1");

        root.post("/v1/attendance-statements/hand-1/withdrawal", "{'revision': 2, 'reason': 'wrong person'}")
                .good();
        judge(session, 0);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_ABSENT");
        assertThat(root.get("/v1/sessions/" + session + "/statements").good().text())
                .contains("wrong person", "hand-1");
    }

    @Test
    void needsASecondPersonToSign() {
        String session = planned("");
        begin(session);
        root.post(
                        "/v1/sessions/" + session + "/manual-verifications",
                        "{'statementId': 'own-1', 'subjectId': '" + world.a.subject() + "', 'teacherId': '" + teacher
                                + "', 'reason': 'r'}")
                .good();

        Rest.Answer same = root.post("/v1/attendance-statements/own-1/second", "{'revision': 1}");
        Rest.Answer another = second.post("/v1/attendance-statements/own-1/second", "{'revision': 1}");

        assertThat(same.text("code")).isEqualTo("SECOND_PERSON_NEEDED");
        assertThat(another.good().text("secondedByName")).isEqualTo("second");
    }

    /** Whoever enters a statement chooses its id, and may choose that of a case. */
    @Test
    void excusesWithAReason_andAConfirmedImpersonationGoesFirst_evenOfTheSameId() {
        String session = planned("");
        begin(session);
        String path = "/v1/sessions/" + session + "/excuses";
        String excuse = "{'statementId': 'case-1', 'subjectId': '" + world.a.subject() + "', 'reason': 'ill'}";
        Rest.Answer none = root.post(path, excuse.replace("'ill'", "''"));
        Rest.Answer byAdmin = world.adminOf(world.a).post(path, excuse);
        root.post(path, excuse).good();
        judge(session, 45);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_EXCUSED");
        assertThat(record(session).get("statementId").getAsString()).isEqualTo("case-1");
        assertThat(record(session).has("anomalyId")).isFalse();

        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO adjudication VALUES ('case-1', ?, 'SUBSTITUTED', ?, 5, now())",
                        session,
                        world.a.subject()));
        judge(session, 45);

        assertThat(none.status()).isEqualTo(400);
        assertThat(byAdmin.status()).isEqualTo(403);
        assertThat(record(session).get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_SUBSTITUTED");
        assertThat(record(session).get("anomalyId").getAsString()).isEqualTo("case-1");
        assertThat(record(session).has("statementId")).isFalse();
        assertThat(history(session).get(0).getAsJsonObject().get("anomalyId").getAsString())
                .isEqualTo("case-1");
    }

    // ---------------------------------------------------------------- class-hours of a day

    @Test
    void countsNoMoreClassHoursADayThanThePolicyLets() {
        Instant day = Instant.parse("2026-06-01T00:00:00Z");
        String first = "";
        String last = "";
        for (int i = 0; i < 5; i++) {
            Instant starts = day.plus(Duration.ofHours(i));
            String session = world.adminOf(world.a)
                    .post(
                            "/v1/sessions",
                            "{'classId': '" + world.a.trainingClass()
                                    + "', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '" + world.a.source()
                                    + "', 'startsAt': '" + starts
                                    + "', 'endsAt': '"
                                    + starts.plus(Duration.ofMinutes(45)) + "'}")
                    .good()
                    .text("sessionId");
            // planned at once that many would be refused
            root.post(
                            "/v1/sessions/" + session + "/policy",
                            "{'policyId': 'classroom', 'version': 1, 'reason': 'r', 'insteadOfPolicyId': 'default',"
                                    + " 'insteadOfVersion': 1}")
                    .good();
            judge(session, 45);
            first = i == 0 ? session : first;
            last = session;
        }

        assertThat(record(first).get("countedClassHours").getAsDouble()).isEqualTo(1);
        assertThat(record(last).get("creditedClassHours").getAsDouble()).isEqualTo(1);
        assertThat(record(last).has("countedClassHours")).as("zero is left out").isFalse();
    }

    // ---------------------------------------------------------------- random checks and check-ins

    @Test
    void putsRandomChecksFromASeedThatWasCommittedTo_andTellsItAfterwards() {
        Rest.Answer session = plan(world.a, Duration.ofMinutes(45), ", 'policyId': 'random-checks', 'policyVersion': 1")
                .good();
        String id = session.text("sessionId");
        SessionPlan plan = directory.findSession(new SessionId(id)).orElseThrow();
        Instant now = world.clock.instant();
        Rest.Answer before = root.get("/v1/sessions/" + id + "/checks").good();
        try {
            world.clock.set(plan.checks().get(2).plusSeconds(30));
            Rest.Answer during =
                    world.adminOf(world.a).get("/v1/sessions/" + id + "/checks").good();
            world.clock.set(plan.endsAt());
            Rest.Answer after = root.get("/v1/sessions/" + id + "/checks").good();

            assertThat(before.json().has("checks")).isFalse();
            assertThat(before.json().has("seed")).isFalse();
            JsonArray asked = during.json().getAsJsonArray("checks");
            assertThat(asked).hasSize(3);
            assertThat(asked.get(2).getAsJsonObject().get("open").getAsBoolean())
                    .isTrue();
            assertThat(during.json().has("seed")).isFalse();
            CheckSeed seed = CheckSeed.of(after.text("seed"));
            assertThat(seed.commitment().hex()).isEqualTo(before.text("commitment"));
            assertThat(seed.moments(plan.startsAt(), plan.endsAt(), 8, Duration.ofMinutes(1)))
                    .isEqualTo(plan.checks());

            judge(id, 0);
            assertThat(record(id).get("checksAsked").getAsInt()).isEqualTo(8);
            Rest.Answer madeUp = root.post("/v1/sessions/" + id + "/made-up-checks", madeUp(0));
            madeUp.good();
            judge(id, 0);
            assertThat(record(id).get("checksMadeUp").getAsInt()).isEqualTo(1);
        } finally {
            world.clock.set(now);
        }
    }

    private String madeUp(int check) {
        return "{'statementId': 'made-up-" + check + "', 'subjectId': '" + world.a.subject() + "', 'check': " + check
                + ", 'reason': 'network of the site was down'}";
    }

    @Test
    void takesACheckInWithTheCodeOnTheScreenOnly() {
        String number = "11010519491231002X";
        Rest admin = world.adminOf(world.a);
        String trainee = admin.post(
                        "/v1/subjects",
                        "{'name': 'Li Si', 'idNumber': '" + number + "', 'consent': true, 'consentTextVersion': '1'}")
                .good()
                .text("subjectId");
        admin.post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + trainee + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        String session = soon(planned(""));
        SessionPlan plan = directory.findSession(new SessionId(session)).orElseThrow();
        Instant now = world.clock.instant();
        try {
            assertThat(admin.get("/v1/sessions/" + session + "/check-in-code").text("code"))
                    .isEqualTo("CHECK_IN_CLOSED");
            world.clock.set(plan.startsAt().plusSeconds(7));
            Rest.Answer code =
                    admin.get("/v1/sessions/" + session + "/check-in-code").good();
            String good = "{'sessionId': '" + session + "', 'code': '" + code.text("code") + "', 'idNumber': '" + number
                    + "'}";
            world.nobody.post("/v1/check-ins", good).good();
            world.nobody.post("/v1/check-ins", good).good();
            Rest.Answer wrong = world.nobody.post("/v1/check-ins", good.replace(code.text("code"), "0000000000"));
            Rest.Answer foreign = world.nobody.post("/v1/check-ins", good.replace(session, world.b.session()));
            Rest.Answer stranger = world.nobody.post("/v1/check-ins", good.replace(number, "11010519491231003X"));
            world.clock.set(Instant.parse(code.text("validUntil")));
            Rest.Answer late = world.nobody.post("/v1/check-ins", good);

            assertThat(Duration.between(plan.startsAt().plusSeconds(7), Instant.parse(code.text("validUntil"))))
                    .isLessThanOrEqualTo(Duration.ofSeconds(30));
            for (Rest.Answer refused : List.of(wrong, foreign, stranger, late)) {
                assertThat(refused.text("code")).isEqualTo("CHECK_IN_REFUSED");
                assertThat(refused.text("detail")).isEqualTo(wrong.text("detail"));
            }
            assertThat(directory.listClaims(new SessionId(session))).hasSize(1);
        } finally {
            world.clock.set(now);
        }
    }

    @Test
    void asksForAPhotoOfWhomItMayLookAt_andTakesItAsASampleOfTheSession() {
        String own = enrolledTrainee("11010519491231010X");
        trainee("11010519491231029X", "false");
        String session = soon(planned(", 'policy': {'checkInPhotos': 1}"));
        SessionPlan plan = directory.findSession(new SessionId(session)).orElseThrow();
        Instant now = world.clock.instant();
        try {
            world.clock.set(plan.startsAt().plusSeconds(7));
            String code = checkInCode(session);
            String call = "{'sessionId': '" + session + "', 'code': '" + code + "', 'idNumber': '%s', 'photos': [%s]}";

            Rest.Answer asked = world.nobody.post("/v1/check-ins", call.formatted("11010519491231010X", ""));
            assertThat(asked.good().json().has("at"))
                    .as("no claim without its photo")
                    .isFalse();
            assertThat(directory.listClaims(new SessionId(session))).isEmpty();
            world.clock.set(plan.startsAt().plusSeconds(100));
            String later =
                    call.replace(code, "").replace("'photos'", "'ticket': '" + asked.text("ticket") + "', 'photos'");
            Rest.Answer noPicture = world.nobody.post("/v1/check-ins", later.formatted("11010519491231010X", "'AAAA'"));
            Rest.Answer taken = world.nobody.post(
                    "/v1/check-ins", later.formatted("11010519491231010X", "'" + ApiWorld.PHOTO + "'"));
            Rest.Answer again = world.nobody.post(
                    "/v1/check-ins", later.formatted("11010519491231010X", "'" + ApiWorld.PHOTO + "'"));
            Rest.Answer another = world.nobody.post(
                    "/v1/check-ins", later.formatted("11010519491231029X", "'" + ApiWorld.PHOTO + "'"));

            Rest.Answer twice = world.nobody.post(
                    "/v1/check-ins",
                    later.formatted("11010519491231010X", "'" + ApiWorld.PHOTO + "', '" + ApiWorld.PHOTO + "'"));

            assertThat(twice.status())
                    .as("the same photo twice is no second look")
                    .isEqualTo(400);
            assertThat(noPicture.status()).isEqualTo(400);
            assertThat(noPicture.text()).contains("photo");
            assertThat(taken.good().json().get("photosTaken").getAsInt()).isEqualTo(1);
            assertThat(again.good().json().get("photosTaken").getAsInt()).isEqualTo(1);
            assertThat(another.text("code")).as("a ticket is of one person").isEqualTo("CHECK_IN_REFUSED");
            assertThat(directory.listClaims(new SessionId(session))).hasSize(1);
            assertThat(photosOf(session)).hasSize(2).allSatisfy(sample -> {
                assertThat(sample.claimant()).isEqualTo(new SubjectId(own));
                assertThat(sample.id()).isEqualTo(photosOf(session).get(0).id());
                assertThat(sample.sha256()).isEqualTo(Sha256.of(ApiWorld.photo()));
            });
            world.clock.set(plan.startsAt().plusSeconds(190));
            assertThat(world.nobody
                            .post("/v1/check-ins", later.formatted("11010519491231010X", "'" + ApiWorld.PHOTO + "'"))
                            .text("code"))
                    .as("three minutes are over")
                    .isEqualTo("CHECK_IN_REFUSED");
        } finally {
            world.clock.set(now);
        }
    }

    @Test
    void looksAtNoPhotoOfWhoHasNotAgreed() {
        trainee("11010519491231037X", "false");
        String session = soon(planned(", 'policy': {'checkInPhotos': 1}"));
        SessionPlan plan = directory.findSession(new SessionId(session)).orElseThrow();
        Instant now = world.clock.instant();
        try {
            world.clock.set(plan.startsAt().plusSeconds(7));
            String code = checkInCode(session);

            Rest.Answer taken = world.nobody.post(
                    "/v1/check-ins",
                    "{'sessionId': '" + session + "', 'code': '" + code
                            + "', 'idNumber': '11010519491231037X', 'photos': ['" + ApiWorld.PHOTO + "']}");

            assertThat(taken.good().json().has("at")).isTrue();
            assertThat(taken.json().has("photosTaken")).isFalse();
            assertThat(photosOf(session)).isEmpty();
        } finally {
            world.clock.set(now);
        }
    }

    private String checkInCode(String session) {
        return world.adminOf(world.a)
                .get("/v1/sessions/" + session + "/check-in-code")
                .good()
                .text("code");
    }

    /** In an hour: everybody stays signed in until then. */
    private String soon(String session) {
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "UPDATE training_session SET starts_at = ?::timestamptz, ends_at = ?::timestamptz WHERE session_id = ?",
                        world.clock.instant().plus(Duration.ofHours(1)).toString(),
                        world.clock.instant().plus(Duration.ofMinutes(105)).toString(),
                        session));
        return session;
    }

    private List<Sample> photosOf(String session) {
        return world.bus.published().stream()
                .filter(one -> one.key().equals(session))
                .map(RecordingBus.Published::value)
                .filter(Sample.class::isInstance)
                .map(Sample.class::cast)
                .toList();
    }

    private String trainee(String number, String consent) {
        Rest admin = world.adminOf(world.a);
        String trainee = admin.post(
                        "/v1/subjects",
                        "{'name': 'Wang Wu', 'idNumber': '" + number + "', 'consent': " + consent
                                + (consent.equals("true") ? ", 'consentTextVersion': '1'}" : "}"))
                .good()
                .text("subjectId");
        admin.post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + trainee + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        return trainee;
    }

    private String enrolledTrainee(String number) {
        String trainee = trainee(number, "true");
        world.vision.show(ScriptedVision.Face.good(7, 140));
        Rest.Answer enrolled = world.enrol(world.adminOf(world.a), trainee).good();
        assertThat(enrolled.json().get("accepted").getAsBoolean())
                .as(enrolled.text())
                .isTrue();
        return trainee;
    }

    @Test
    void judgesAgainForSeveralClaimsAtOnceButNotACancelledSession() {
        String session = planned("");
        Rest admin = world.adminOf(world.a);
        String one = claim();
        String two =
                one.replace("}]}", "}, " + one.substring(one.indexOf("[{") + 1).replace("c-1", "c-2"));
        Rest.Answer added =
                admin.post("/v1/sessions/" + session + "/claims", two).good();
        assertThat(added.json().get("added").getAsInt()).isEqualTo(2);
        assertThat(folds.store.listDue(0, true, 100)).contains(new SessionId(session));

        admin.post("/v1/sessions/" + session + "/cancellation", "{'reason': 'teacher ill'}")
                .good();
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "UPDATE training_session SET starts_at = ?::timestamptz WHERE session_id = ?",
                        world.clock.instant().toString(),
                        session));

        assertThat(folds.store.listDue(0, true, 100)).doesNotContain(new SessionId(session));
        assertThat(admin.get("/v1/sessions/" + session + "/check-in-code").text("code"))
                .isEqualTo("CHECK_IN_CLOSED");
    }

    private String claim() {
        return "{'claims': [{'claimId': 'c-1', 'subjectId': '" + world.a.subject()
                + "', 'kind': 'CLAIM_KIND_SIGNATURE', 'madeAt': '" + world.startsAt() + "'}]}";
    }

    @Test
    void takesASignInListWholeOrNotAtAll() {
        String session = planned("");
        String good = "\uFEFF姓名,时间\r\nZhang San," + "\r\n";
        String bad = "name;id_number;time\nZhang San;123;08:00\nNobody;;\nZhang San;;25:99\n";

        Rest.Answer report = importList(session, bad, false);
        Rest.Answer dry = importList(session, good, true);
        assertThat(directory.listClaims(new SessionId(session))).isEmpty();
        Rest.Answer taken = importList(session, good, false);
        Rest.Answer again = importList(session, good, false);
        Rest.Answer noTable = importList(session, "PK no workbook", false);

        assertThat(report.json().has("taken")).isFalse();
        assertThat(report.text())
                .contains(
                        "{\"line\":2,\"problem\":\"ID_NUMBER_INVALID\"}",
                        "{\"line\":3,\"problem\":\"NOT_ON_ROSTER\"}",
                        "TIME_INVALID");
        assertThat(dry.json().get("acceptable").getAsBoolean()).isTrue();
        assertThat(taken.json().get("added").getAsInt()).isEqualTo(1);
        assertThat(again.json().get("known").getAsInt()).isEqualTo(1);
        assertThat(noTable.status()).isEqualTo(400);
        assertThat(directory.listClaims(new SessionId(session))).hasSize(1);
    }

    private Rest.Answer importList(String session, String file, boolean dry) {
        String base64 = Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
        return world.adminOf(world.a)
                .post(
                        "/v1/sessions/" + session + "/sign-in-lists",
                        "{'file': '" + base64 + "', 'dryRun': " + dry + "}");
    }
}
