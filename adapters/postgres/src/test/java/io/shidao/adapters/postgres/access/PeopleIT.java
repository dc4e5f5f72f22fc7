package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.adapters.postgres.people.PostgresRetentionStore;
import io.shidao.adapters.postgres.registry.PostgresReferenceStore;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.api.enrol.ReferenceStore;
import io.shidao.api.people.PeopleConfig;
import io.shidao.api.problem.ProblemException;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.proto.api.v1.RetentionKind;
import io.shidao.testkit.fake.ScriptedVision.Face;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consent, withdrawal, requests of data subjects and retention, over the real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class PeopleIT {
    private static final PeopleConfig RULES = PeopleConfig.defaults();

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresRetentionStore retention;
    private int institutions;
    private ApiWorld.Institution own;
    private Rest admin;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        retention = new PostgresRetentionStore(DATABASE.database());
    }

    /** Each test has an institution of its own, and faces that no other test has. */
    @BeforeEach
    void found() {
        own = world.institution("Own-" + institutions++);
        admin = world.adminOf(own);
        world.vision.show(Face.good(institutions, 120));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void keepsNoTemplateAndNoPhotoOfSomebodyWhoWithdraws() {
        String photo = enrolled(own.subject());
        assertThat(world.blobs.find(new Sha256(photo))).isPresent();

        JsonObject answer = admin.post(path("/consent-withdrawal"), "{'requestId': 'w', 'reason': 'no more'}")
                .good()
                .json();

        assertThat(answer.get("templatesErased").getAsInt()).isEqualTo(1);
        assertThat(answer.get("photosErased").getAsInt()).isEqualTo(1);
        assertThat(answer.getAsJsonObject("consent").get("state").getAsString()).isEqualTo("CONSENT_STATE_WITHDRAWN");
        assertThat(templates(own.subject())).isZero();
        assertThat(world.blobs.find(new Sha256(photo))).isEmpty();
        RosterEntry entry = onlyEntry();
        assertThat(entry.alternative()).isTrue();
        assertThat(entry.references()).isEmpty();
        assertThat(admin.get("/v1/sessions/" + own.session() + "/attendance")
                        .good()
                        .text())
                .contains("CONSENT_STATE_WITHDRAWN");
        assertThat(world.enrol(admin, own.subject()).good().text()).contains("CODE_NO_CONSENT");
    }

    @Test
    void keepsATemplateOnlyOfWhoAgreesAtThatMoment() {
        admin.post(path("/consent-withdrawal"), "{'requestId': 'w'}").good();
        // as an enrolment that read the person before the withdrawal
        var late = new ReferenceStore.Fresh(
                "late",
                own.subject(),
                "scripted-1",
                com.google.protobuf.ByteString.copyFromUtf8("x"),
                "0".repeat(64),
                100,
                50,
                world.clock.instant(),
                "x");

        assertThatThrownBy(() -> new PostgresReferenceStore(DATABASE.database(), world.clock)
                        .add(List.of(late), all -> List.of(List.of())))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.problem().code()).isEqualTo("NO_CONSENT"));
        assertThat(templates(own.subject())).isZero();
    }

    @Test
    void takesConsentToPublishedTextsOnlyAndNeverChangesOne() {
        admin.post(path("/consent-withdrawal"), "{'requestId': 'w'}").good();
        String text = "{'version': '2026-" + institutions + "', 'language': 'zh', 'title': 'T', 'body': '";
        assertThat(admin.post(path("/consent"), give("2026-" + institutions, "g", 0))
                        .text("code"))
                .isEqualTo("CONSENT_TEXT_UNKNOWN");
        world.supervisor().post("/v1/consent-texts", text + "one'}").good();
        world.supervisor().post("/v1/consent-texts", text + "one'}").good();

        Rest.Answer changed = world.supervisor().post("/v1/consent-texts", text + "two'}");

        assertThat(changed.text("code")).isEqualTo("CONSENT_TEXT_PUBLISHED");
        assertThat(admin.post(path("/consent"), give("2026-" + institutions, "g", 1))
                        .text("code"))
                .isEqualTo("STALE");
        JsonObject given = admin.post(path("/consent"), give("2026-" + institutions, "g", 2))
                .good()
                .json();
        assertThat(given.get("method").getAsString()).isEqualTo("CONSENT_METHOD_PAPER");
        assertThat(given.getAsJsonArray("history")).hasSize(3);
        // the same call again, and the withdrawal of before: nothing changes
        admin.post(path("/consent"), give("2026-" + institutions, "g", 0)).good();
        admin.post(path("/consent-withdrawal"), "{'requestId': 'w'}").good();
        assertThat(admin.get(path("/consent")).good().json().getAsJsonArray("history"))
                .hasSize(3);
        assertThat(admin.get(path("/consent")).text("state")).isEqualTo("CONSENT_STATE_GIVEN");
    }

    @Test
    void erasesOnRequestButKeepsTheEvidenceOfAnOpenCaseAndSaysSo_andTheRestWhenItIsOver() {
        String photo = enrolled(own.subject());
        String anomaly = anomaly("OPEN", photo);
        JsonObject asked = file("ERASURE");

        JsonObject answer = answer(asked, "done as far as we may");

        assertThat(answer.get("state").getAsString()).isEqualTo("DATA_REQUEST_STATE_PARTLY");
        assertThat(answer.getAsJsonArray("kept").toString())
                .contains("CASE_EVIDENCE", "RECORDS", "reasonEn", "reasonZh")
                .doesNotContain("\"until\"");
        assertThat(templates(own.subject())).isZero();
        assertThat(world.blobs.find(new Sha256(photo))).isPresent();

        DATABASE.database().useTransaction(handle -> {
            handle.execute("UPDATE anomaly SET status = 'DISMISSED' WHERE anomaly_id = ?", anomaly);
            handle.execute(
                    "UPDATE training_class SET status = 'ACCEPTED', status_since = ?::timestamptz WHERE class_id = ?",
                    world.clock.instant().minus(Duration.ofDays(1100)).toString(),
                    own.trainingClass());
        });
        Instant later = world.clock.instant().plus(Duration.ofDays(2));
        assertThat(retention.finishErasures(RULES, later)).isEqualTo(1);
        assertThat(erase(photo, later)).isTrue();

        JsonObject after = admin.get(
                        "/v1/data-requests/" + answer.get("dataRequestId").getAsString())
                .good()
                .json();
        assertThat(after.get("state").getAsString()).isEqualTo("DATA_REQUEST_STATE_DONE");
        assertThat(after.getAsJsonArray("history")).hasSize(3);
        assertThat(world.blobs.find(new Sha256(photo))).isEmpty();
        assertThat(admin.get("/v1/subjects/" + own.subject()).text("name")).isEqualTo("—");
    }

    @Test
    void exportsAllOfOnePersonAndNothingOfAnybodyElse() {
        String photo = enrolled(own.subject());
        String other = world.subject(own.adminToken(), "Somebody Else");
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        """
                        INSERT INTO anomaly (anomaly_id, session_id, kind, severity, subjects, since, updated_at, evidence)
                        VALUES (?, ?, 'DOUBLE_PRESENCE', 'MAJOR', ARRAY[?, ?], now(), now(), ?::jsonb)
                        """,
                        "both-" + own.id(),
                        own.session(),
                        own.subject(),
                        other,
                        "[{\"purpose\": \"ENROLLED_FACE\", \"image\": \"" + photo + "\", \"subject\": \""
                                + own.subject()
                                + "\"}, {\"purpose\": \"CAPTURED_FACE\", \"image\": \"" + "e".repeat(64)
                                + "\", \"subject\": \"" + other + "\"}]"));
        String trainee =
                world.account("trainee-" + institutions, "ROLE_TRAINEE", ", 'subjectId': '" + own.subject() + "'");

        JsonObject export = world.nobody.as(trainee).get(path("/export")).good().json();

        String text = export.get("document").getAsString();
        JsonObject document = JsonParser.parseString(text).getAsJsonObject();
        assertThat(document.getAsJsonObject("person").get("name").getAsString()).isEqualTo("Zhang San");
        assertThat(document.getAsJsonArray("enrolledPhotos").toString()).contains(photo);
        assertThat(document.getAsJsonArray("anomalies")).hasSize(1);
        assertThat(document.getAsJsonArray("classes")).hasSize(1);
        assertThat(text)
                .doesNotContain(other, "Somebody Else", "e".repeat(64), "sealed", own.admin())
                .contains("shidao-subject-export/1");
        assertThat(export.get("summaryEn").getAsString()).contains("Zhang San");
        assertThat(export.get("summaryZh").getAsString()).contains("已同意");
        assertThat(world.nobody
                        .as(trainee)
                        .get("/v1/subjects/" + other + "/export")
                        .status())
                .isEqualTo(404);
        assertThat(world.adminOf(world.b).get(path("/export")).status()).isEqualTo(404);
    }

    @Test
    void countsWorkingDaysToAnswerAndAnswersOnce() {
        JsonObject asked = file("CORRECTION");
        // Monday 2 March 2026 in Shanghai: 15 working days end with Monday 23 March
        assertThat(asked.get("dueAt").getAsString()).isEqualTo("2026-03-23T16:00:00Z");
        assertThat(file("CORRECTION").get("dataRequestId")).isEqualTo(asked.get("dataRequestId"));

        String id = asked.get("dataRequestId").getAsString();
        String right = "{'answer': 'corrected', 'name': 'Zhang Shan', 'expectedRevision': 1}";
        world.supervisor().post("/v1/data-requests/" + id + "/answer", right).good();

        assertThat(admin.get("/v1/subjects/" + own.subject()).text("name")).isEqualTo("Zhang Shan");
        assertThat(world.supervisor()
                        .post("/v1/data-requests/" + id + "/answer", right)
                        .text("code"))
                .isEqualTo("STALE");
        assertThat(world.supervisor()
                        .get("/v1/data-requests?kind=DATA_REQUEST_KIND_CORRECTION&institution_id=" + own.id())
                        .good()
                        .json()
                        .getAsJsonArray("requests"))
                .hasSize(1);
    }

    @Test
    void erasesByTheRulesOfRetention_alsoAfterACrashBetweenDatabaseAndPictures() {
        String photo = enrolled(own.subject());
        String crop = world.blobs
                .put(Payload.wrap(("crop of " + own.id()).getBytes(StandardCharsets.UTF_8)))
                .hex();
        DATABASE.database().useTransaction(handle -> {
            handle.execute(
                    "UPDATE training_class SET status = 'ACCEPTED', status_since = ?::timestamptz WHERE class_id = ?",
                    world.clock.instant().minus(Duration.ofDays(181)).toString(),
                    own.trainingClass());
            handle.execute(
                    """
                    INSERT INTO attendance (session_id, subject_id, role, status, provisional, seen_ms, sampled_ms,
                                            credited_class_hours, error_probability, claimed, evidence)
                    VALUES (?, ?, 'TRAINEE', 'PRESENT', false, 1, 1, 1, 0, true, ?::jsonb)
                    """,
                    own.session(),
                    own.subject(),
                    "[{\"purpose\": \"CAPTURED_FACE\", \"image\": \"" + crop + "\", \"subject\": \"" + own.subject()
                            + "\"}]");
        });
        Instant now = world.clock.instant();
        assertThat(world.supervisor()
                        .get("/v1/retention/due?kind=RETENTION_KIND_FACE_CROPS&page_size=500")
                        .good()
                        .text())
                .contains(own.session());

        retention.take(RetentionKind.RETENTION_KIND_FACE_CROPS, RULES, now);
        retention.take(RetentionKind.RETENTION_KIND_TEMPLATES, RULES, now);
        // a crash while the first is being erased: the content is gone, the row does not say so yet
        assertThatThrownBy(() -> retention.erasePicture(crop, now, sha256 -> {
                    world.blobs.erase(new Sha256(sha256));
                    throw new IllegalStateException("killed");
                }))
                .hasMessageContaining("killed");

        assertThat(retention.waitingPictures(now, 5000)).contains(crop, photo);
        assertThat(erase(crop, now)).isTrue();
        assertThat(erase(photo, now)).isTrue();
        assertThat(erase(photo, now)).isFalse();
        assertThat(templates(own.subject())).isZero();
        assertThat(world.blobs.find(new Sha256(crop))).isEmpty();
        assertThat(world.blobs.find(new Sha256(photo))).isEmpty();
        assertThat(world.supervisor().get("/v1/retention").good().text()).contains("RETENTION_KIND_FACE_CROPS");
        assertThat(world.supervisor()
                        .get("/v1/retention/due?kind=RETENTION_KIND_FACE_CROPS&page_size=500")
                        .text())
                .doesNotContain(own.session());
    }

    @Test
    void erasesNoPictureThatWasEnrolledAgainMeanwhile() {
        String photo = enrolled(own.subject());
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO picture_erasure (sha256, reason, asked_at, look_at) VALUES (?, 'x', now(), now())",
                        photo));

        assertThat(erase(photo, world.clock.instant())).isFalse();

        assertThat(world.blobs.find(new Sha256(photo))).isPresent();
        DATABASE.database()
                .useTransaction(handle -> handle.execute("DELETE FROM picture_erasure WHERE sha256 = ?", photo));
    }

    @Test
    void erasesOldLooksInBatches() {
        DATABASE.database().useTransaction(handle -> {
            for (int entry = 0; entry < 3; entry++) {
                handle.execute("""
                        INSERT INTO access_log (at, caller_id, caller_name, caller_role, what, object_id, why)
                        VALUES ('2020-01-01', 'c', 'C', 'ROLE_AUDITOR', 'w', 'o', '')
                        """);
            }
        });
        long due = retention.countDue(RetentionKind.RETENTION_KIND_ACCESS_LOG, RULES, world.clock.instant());

        int taken = retention.take(RetentionKind.RETENTION_KIND_ACCESS_LOG, RULES, world.clock.instant());

        assertThat(due).isEqualTo(3);
        assertThat(taken).isEqualTo(3);
        assertThat(retention.countDue(RetentionKind.RETENTION_KIND_ACCESS_LOG, RULES, world.clock.instant()))
                .isZero();
    }

    @Test
    void dropsOldDaysOfObservations_butNothingThatALiveCaseRestsOn() {
        String other = "other-than-" + own.session();
        observed("2024-01-01", other);
        observed("2024-01-02", other, own.session());
        observed("2026-02-20", other);
        suspected("held-" + own.session(), own.session(), "CONFIRMED", "APPEALED");
        RetentionKind kind = RetentionKind.RETENTION_KIND_OBSERVATIONS;
        Instant now = world.clock.instant();
        assertThat(world.supervisor()
                        .get("/v1/retention/due?kind=RETENTION_KIND_OBSERVATIONS")
                        .good()
                        .text())
                .contains("2024-01-01", "2024-01-02")
                .doesNotContain("2026-02-20");

        int taken = retention.take(kind, RULES, now);

        assertThat(taken).isEqualTo(2);
        assertThat(retention.countDue(kind, RULES, now)).isZero();
        assertThat(text("SELECT (to_regclass('observation_2024_01_01') IS NULL)::text"))
                .isEqualTo("true");
        assertThat(text("SELECT string_agg(session_id, ',') FROM observation WHERE captured_at < '2025-01-01'"))
                .isEqualTo(own.session());
        assertThat(text("SELECT count(*) FROM observation WHERE session_id = '" + other + "'"))
                .isEqualTo("1");
        sql("UPDATE review_case SET state = 'CONFIRMED' WHERE session_id = '" + own.session() + "'");
        assertThat(retention.take(kind, RULES, now)).as("may still be appealed").isZero();
        sql("UPDATE review_case SET state = 'FINAL' WHERE session_id = '" + own.session() + "'");
        assertThat(retention.take(kind, RULES, now)).isEqualTo(1);
        assertThat(text("SELECT count(*) FROM observation WHERE session_id = '" + own.session() + "'"))
                .isEqualTo("0");
    }

    @Test
    void dropsTheStateOfASession_andFoldsItsRecordsFromWhatIsKeptBesideThemAfterwards() {
        String session = own.session();
        new Folds(DATABASE.database(), world.key, world.clock).judge(session, own.subject(), 40);
        var store = new PostgresAnalysisStore(DATABASE.database(), world.clock);
        assertThat(store.findErased(new SessionId(session))).isEmpty();
        eraseState(session);

        world.supervisor()
                .post(
                        "/v1/sessions/" + session + "/excuses",
                        "{'statementId': 'of-" + session + "', 'subjectId': '" + own.subject() + "', 'reason': 'ill'}")
                .good();

        assertThat(store.listDue(0, true, 1000)).contains(new SessionId(session));
        FoldedSession last = store.findErased(new SessionId(session)).orElseThrow();
        assertThat(last.records())
                .filteredOn(record -> record.subject().value().equals(own.subject()))
                .singleElement()
                .satisfies(record -> assertThat(record.status()).isEqualTo(AttendanceStatus.PRESENT));
    }

    /** Judged by a release that kept nothing beside it. */
    @Test
    void dropsTheStateOfASession_andNeitherJudgesItFromNothingNorTakesWhatWouldHaveNoEffect() {
        String session = own.session();
        sql("INSERT INTO attendance_due (session_id, revision, requested_at) VALUES ('" + session + "', 99, now())");
        eraseState(session);
        var store = new PostgresAnalysisStore(DATABASE.database(), world.clock);

        assertThat(store.listDue(0, true, 1000)).doesNotContain(new SessionId(session));
        assertThatThrownBy(() -> store.findErased(new SessionId(session))).hasMessageContaining("erased");
        Rest root = world.supervisor();
        List<Rest.Answer> refused = List.of(
                root.post(
                        "/v1/sessions/" + session + "/excuses",
                        "{'statementId': 'of-" + session + "', 'subjectId': '" + own.subject() + "', 'reason': 'ill'}"),
                root.post(
                        "/v1/sessions/" + session + "/claims",
                        "{'claims': [{'claimId': 'c-1', 'subjectId': '" + own.subject()
                                + "', 'kind': 'CLAIM_KIND_SIGNATURE', 'madeAt': '" + world.startsAt() + "'}]}"),
                root.post(
                        "/v1/sessions/" + session + "/policy",
                        "{'policyId': 'classroom', 'version': 1, 'reason': 'r', 'insteadOfPolicyId': 'default',"
                                + " 'insteadOfVersion': 1}"));
        assertThat(refused).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text("code")).isEqualTo("RECORDS_FINAL");
        });
        assertThat(root.get("/v1/sessions/" + session + "/statements").good().text())
                .doesNotContain("of-" + session);
        assertThat(text("SELECT count(*) FROM claim WHERE session_id = '" + session + "'"))
                .isEqualTo("0");
    }

    @Test
    void keepsTheStateOfASessionWhileACaseIsOpen() {
        String session = own.session();
        accepted("2025-01-01");
        sql("INSERT INTO analysis_checkpoint VALUES ('" + session + "', 0, false, '\\x01')");
        suspected("open-" + session, session, "UNDER_REVIEW", "PROPOSED");

        assertThat(retention.take(RetentionKind.RETENTION_KIND_CHECKPOINTS, RULES, world.clock.instant()))
                .isZero();
    }

    private void eraseState(String session) {
        accepted("2025-01-01");
        sql("INSERT INTO analysis_checkpoint VALUES ('" + session + "', 0, false, '\\x01')");
        suspected("closed-" + session, session, "DISMISSED", "FINAL");
        assertThat(retention.take(RetentionKind.RETENTION_KIND_CHECKPOINTS, RULES, world.clock.instant()))
                .isEqualTo(1);
        assertThat(text("SELECT count(*) FROM analysis_checkpoint WHERE session_id = '" + session + "'"))
                .isEqualTo("0");
    }

    private void accepted(String day) {
        sql("UPDATE training_class SET status = 'ACCEPTED', status_since = '" + day + "' WHERE class_id = '"
                + own.trainingClass() + "'");
    }

    @Test
    void erasesAttachmentsOfClosedCases_unlessAnotherCaseHasTheSameFile() {
        String session = own.session();
        Sha256 file = world.blobs.put(Payload.wrap(("letter of " + session).getBytes(StandardCharsets.UTF_8)));
        sql("UPDATE training_class SET status = 'ACCEPTED', status_since = '2024-01-01' WHERE class_id = '"
                + own.trainingClass() + "'");
        suspected("letter-" + session, session, "CONFIRMED", "FINAL");
        attached("letter-" + session, file);
        suspected("again-" + session, world.b.session(), "CONFIRMED", "APPEALED");
        attached("again-" + session, file);
        RetentionKind kind = RetentionKind.RETENTION_KIND_CASE_ATTACHMENTS;
        Instant now = world.clock.instant();

        assertThat(retention.take(kind, RULES, now)).isEqualTo(1);

        assertThat(retention.take(kind, RULES, now)).isZero();
        assertThat(retention.waitingPictures(now, 5000)).contains(file.hex());
        assertThat(erase(file.hex(), now)).as("of a case that goes on").isFalse();
        sql("DELETE FROM case_attachment WHERE paper_id = 'again-" + session + "'");
        assertThat(erase(file.hex(), now)).isTrue();
        assertThat(world.blobs.find(file)).isEmpty();
    }

    private static void observed(String day, String... sessions) {
        sql("CREATE TABLE IF NOT EXISTS observation_" + day.replace('-', '_')
                + " PARTITION OF observation FOR VALUES FROM ('" + day + "T00:00:00Z') TO ('"
                + java.time.LocalDate.parse(day).plusDays(1) + "T00:00:00Z')");
        for (String session : sessions) {
            sql("INSERT INTO observation VALUES ('" + day + "T09:00:00Z', '" + day + session + "', 0, '" + session
                    + "', 1, 1, 1, 1, 1, 1, 1, NULL, 0, 0)");
        }
    }

    private void suspected(String anomaly, String session, String status, String state) {
        sql("INSERT INTO anomaly (anomaly_id, session_id, kind, severity, status, since, updated_at) VALUES ('"
                + anomaly + "', '" + session + "', 'OUTSIDER', 'MAJOR', '" + status + "', now(), now())");
        sql("INSERT INTO review_case (anomaly_id, session_id, institution_id, revision, state, decided_at) VALUES ('"
                + anomaly + "', '" + session + "', '" + own.id() + "', 1, '" + state + "', "
                + (state.equals("PROPOSED") ? "NULL" : "now()") + ")");
    }

    private static void attached(String anomaly, Sha256 file) {
        sql("INSERT INTO case_paper VALUES ('" + anomaly + "', '" + anomaly + "', 'APPEAL', '\\x01', now(), 'x', 'X')");
        sql("INSERT INTO case_attachment VALUES ('" + anomaly + "', '" + anomaly
                + "', 0, 'letter.pdf', 'application/pdf', 9, '" + file.hex() + "')");
    }

    private static void sql(String sql) {
        DATABASE.database().useTransaction(handle -> handle.execute(sql));
    }

    private static String text(String sql) {
        return DATABASE.database()
                .withHandle(
                        handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    @Test
    void warnsOfTheFilingFromFourFifthsOfTheThresholdOn() {
        assertThat(RULES.warnsOf(79_999)).isFalse();
        assertThat(RULES.warnsOf(80_000)).isTrue();
        long before = count();

        enrolled(own.subject());

        assertThat(count()).isEqualTo(before + 1);
    }

    private long count() {
        JsonObject faces = world.supervisor().get("/v1/face-count").good().json();
        assertThat(faces.get("threshold").getAsLong()).isEqualTo(100_000);
        return faces.has("people") ? faces.get("people").getAsLong() : 0;
    }

    private boolean erase(String picture, Instant now) {
        return retention.erasePicture(picture, now, sha256 -> world.blobs.erase(new Sha256(sha256)));
    }

    private String enrolled(String subject) {
        JsonObject answer = world.enrol(admin, subject).good().json();
        assertThat(answer.get("accepted").getAsBoolean()).isTrue();
        return answer.get("image").getAsString();
    }

    private String path(String more) {
        return "/v1/subjects/" + own.subject() + more;
    }

    private static String give(String version, String request, int revision) {
        return "{'textVersion': '" + version + "', 'language': 'zh', 'requestId': '" + request
                + "', 'expectedRevision': " + revision + "}";
    }

    private JsonObject file(String kind) {
        return admin.post(
                        path("/data-requests"),
                        "{'kind': 'DATA_REQUEST_KIND_" + kind + "', 'text': 'please', 'requestId': 'r'}")
                .good()
                .json();
    }

    private JsonObject answer(JsonObject asked, String text) {
        return world.supervisor()
                .post(
                        "/v1/data-requests/" + asked.get("dataRequestId").getAsString() + "/answer",
                        "{'answer': '" + text + "', 'expectedRevision': 1}")
                .good()
                .json();
    }

    private String anomaly(String status, String image) {
        String id = "held-" + own.id();
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        """
                        INSERT INTO anomaly (anomaly_id, session_id, kind, severity, status, subjects, since, updated_at,
                                             evidence)
                        VALUES (?, ?, 'IMPERSONATION', 'CRITICAL', ?, ARRAY[?], now(), now(), ?::jsonb)
                        """,
                        id,
                        own.session(),
                        status,
                        own.subject(),
                        "[{\"purpose\": \"ENROLLED_FACE\", \"image\": \"" + image + "\", \"subject\": \""
                                + own.subject() + "\"}]"));
        return id;
    }

    private int templates(String subject) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM biometric_reference WHERE subject_id = :subject")
                        .bind("subject", subject)
                        .mapTo(Integer.class)
                        .one());
    }

    private RosterEntry onlyEntry() {
        return new PostgresSessionDirectory(DATABASE.database(), world.key)
                .getRoster(new SessionId(own.session()))
                .entries()
                .get(0);
    }
}
