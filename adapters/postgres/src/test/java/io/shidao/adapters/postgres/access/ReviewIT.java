package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.Adjudication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases from the queue to the end of an appeal, over REST and a real database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ReviewIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final AtomicInteger COUNT = new AtomicInteger();

    private ApiWorld world;
    private Rest first;
    private Rest other;
    private Rest third;
    private Rest bureau;
    private Rest auditor;
    private Rest institution;
    private PostgresSessionDirectory directory;
    private String anomaly;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        first = world.supervisor();
        bureau = world.nobody.as(
                world.account("bureau", "ROLE_BUREAU_SUPERVISOR", ", 'prefectureId': '" + world.prefecture + "'"));
        auditor = world.nobody.as(world.account("auditor", "ROLE_AUDITOR", ""));
        other = supervisor("other");
        third = supervisor("third");
        institution = world.adminOf(world.a);
        directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
    }

    private Rest supervisor(String name) {
        String oneTime = first.post(
                        "/v1/accounts",
                        "{'username': '" + name + "', 'displayName': '" + name
                                + "', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .text("oneTimePassword");
        return world.nobody.as(world.ownPassword(name, oneTime));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @BeforeEach
    void suspect() {
        DATABASE.database().useTransaction(handle -> {
            handle.execute("DELETE FROM adjudication");
            handle.execute("DELETE FROM attendance_due");
            handle.execute("UPDATE anomaly SET status = 'DISMISSED'");
        });
        anomaly = suspicion(world.a, "IMPERSONATION", "CRITICAL", world.clock.instant());
    }

    private String suspicion(ApiWorld.Institution of, String kind, String severity, Instant since) {
        String id = "case-" + COUNT.incrementAndGet();
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        """
                        INSERT INTO anomaly (anomaly_id, session_id, kind, severity, subjects, since, updated_at, numbers,
                                             evidence, calibration)
                        VALUES (?, ?, ?, ?, ARRAY[?], ?::timestamptz, ?::timestamptz,
                                '{"looks": 12, "track": 5, "error_probability": 0.0001, "best_score": 0.1}',
                                '[{"purpose": "OVERVIEW", "image": "00", "takenAt": "2026-03-02T09:10:00Z"}]',
                                'model-1/shipped')
                        """, id, of.session(), kind, severity, of.subject(), since.toString(), since.toString()));
        return id;
    }

    @Test
    void ordersTheQueueByUrgency_andHoldsToItFromPageToPage() {
        Instant now = world.clock.instant();
        String minorOld = suspicion(world.a, "NO_FACE", "MINOR", now.minus(Duration.ofDays(9)));
        String minorNew = suspicion(world.a, "NO_FACE", "MINOR", now.minus(Duration.ofMinutes(1)));
        String majorNew = suspicion(world.a, "OUTSIDER", "MAJOR", now.minus(Duration.ofMinutes(1)));
        String criticalLate = suspicion(world.a, "IMPERSONATION", "CRITICAL", now.minus(Duration.ofHours(2)));

        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            Rest.Answer page = first.get("/v1/review/cases?filter.undecided=true&page_size=2"
                            + (token.isEmpty() ? "" : "&page_token=" + token))
                    .good();
            page.json()
                    .getAsJsonArray("cases")
                    .forEach(one -> seen.add(one.getAsJsonObject()
                            .getAsJsonObject("anomaly")
                            .get("anomalyId")
                            .getAsString()));
            token = page.text("nextPageToken");
        } while (!token.isEmpty());

        assertThat(seen).containsExactly(criticalLate, anomaly, minorOld, majorNew, minorNew);
        JsonObject counts =
                first.get("/v1/review/counts?filter.undecided=true").good().json();
        assertThat(counts.get("open").getAsInt()).isEqualTo(5);
        assertThat(counts.get("overdue").getAsInt()).isEqualTo(2);
        assertThat(first.get(
                                "/v1/review/cases?filter.kind=ANOMALY_KIND_OUTSIDER&filter.undecided=true&filter.prefecture_id="
                                        + world.prefecture + "&filter.institution_id=" + world.a.id()
                                        + "&filter.day=2026-03-02")
                        .good()
                        .json()
                        .getAsJsonArray("cases"))
                .hasSize(1);
        assertThat(first.get("/v1/review/cases?filter.prefecture_id=another")
                        .good()
                        .text())
                .doesNotContain("case-");
    }

    @Test
    void confirmsAnImpersonationByTwoPeople_andTellsTheFold() {
        long revision = directory.revision(session());
        JsonObject taken = take(first);
        JsonObject proposed =
                decide(first, taken, true, "CASE_REASON_ANOTHER_PERSON").good().json();

        assertThat(state(proposed)).isEqualTo("CASE_STATE_PROPOSED");
        assertThat(status()).isEqualTo("UNDER_REVIEW");
        assertThat(directory.listAdjudications(session())).isEmpty();
        assertThat(second(first, proposed, true).status()).isEqualTo(409);
        assertThat(first.get("/v1/review/counts").good().json().has("secondByMe"))
                .isFalse();
        assertThat(other.get("/v1/review/counts")
                        .good()
                        .json()
                        .get("secondByMe")
                        .getAsInt())
                .isEqualTo(1);

        JsonObject confirmed = second(other, proposed, true).good().json();

        assertThat(state(confirmed)).isEqualTo("CASE_STATE_CONFIRMED");
        assertThat(status()).isEqualTo("CONFIRMED");
        assertThat(directory.listAdjudications(session())).singleElement().satisfies(found -> {
            assertThat(found.finding()).isEqualTo(Adjudication.Finding.SUBSTITUTED);
            assertThat(found.subject().value()).isEqualTo(world.a.subject());
            assertThat(found.track()).isEqualTo(5);
        });
        assertThat(directory.revision(session())).isGreaterThan(revision);
        assertThat(acts(confirmed)).containsExactly("CASE_ACT_TAKE", "CASE_ACT_PROPOSE", "CASE_ACT_AGREE");
        assertThat(confirmed.getAsJsonObject("summary").get("appealDueAt").getAsString())
                .as("ten days that are worked on")
                .isEqualTo("2026-03-16T16:00:00Z");
    }

    @Test
    void letsTheBureauDecideInItsPrefecture_andTheAuditorOnlyLook() {
        String elsewhere = suspicion(elsewhere(), "IMPERSONATION", "CRITICAL", world.clock.instant());
        JsonObject proposed = decide(bureau, take(bureau), true, "CASE_REASON_ANOTHER_PERSON")
                .good()
                .json();

        assertThat(second(bureau, proposed, true).status()).isEqualTo(409);
        JsonObject seen = auditor.get(path("")).good().json();
        assertThat(seen.has("allowed")).isFalse();
        assertThat(acts(seen)).containsExactly("CASE_ACT_TAKE", "CASE_ACT_PROPOSE");
        JsonObject counts = auditor.get("/v1/review/counts").good().json();
        assertThat(counts.has("proposed")).isTrue();
        assertThat(counts.has("secondByMe")).isFalse();
        assertThat(second(auditor, proposed, true).status()).isEqualTo(403);
        assertThat(state(second(first, proposed, true).good().json())).isEqualTo("CASE_STATE_CONFIRMED");

        String listed = "/v1/review/cases?page_size=500";
        assertThat(first.get(listed).good().text()).contains(elsewhere);
        assertThat(bureau.get(listed).good().text()).contains(anomaly).doesNotContain(elsewhere);
        assertThat(bureau.post("/v1/review/cases/" + elsewhere + "/take", "{'revision': 0}")
                        .status())
                .isEqualTo(404);
    }

    private ApiWorld.Institution elsewhere() {
        return world.institution("C", world.prefecture("Elsewhere"));
    }

    @Test
    void refusesWhatRestsOnAnOldView_andCarriesOutARepeatedRequestOnce() {
        String order = body("{'revision': 0, 'requestId': 'r-1'}");

        first.post(path("take"), order).good();
        JsonObject again = first.post(path("take"), order).good().json();
        Rest.Answer stale = first.post(path("take"), body("{'revision': 0, 'requestId': 'r-2'}"));

        assertThat(acts(again)).containsExactly("CASE_ACT_TAKE");
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("STALE");
        Rest.Answer reused = first.post(path("release"), body("{'revision': 1, 'requestId': 'r-1'}"));
        assertThat(reused.text("code")).isEqualTo("REQUEST_ID_REUSED");
        Rest.Answer unseen = first.post(
                path("decision"),
                body("{'revision': 1, 'reason': 'CASE_REASON_CANNOT_TELL', 'digest': '" + "0".repeat(64) + "'}"));
        assertThat(unseen.status()).isEqualTo(409);
        assertThat(unseen.text("code")).isEqualTo("NOT_WHAT_WAS_SEEN");
        Rest.Answer wrongReason = decide(first, again, true, "CASE_REASON_SAME_PERSON");
        assertThat(wrongReason.status()).isEqualTo(400);
    }

    @Test
    void letsOnePersonHaveACase_untilTheTimeIsOver() {
        JsonObject taken = take(first);
        Rest.Answer refused = other.post(path("take"), body("{'revision': " + revision(taken) + "}"));
        assertThat(refused.text("code")).isEqualTo("CASE_TAKEN");

        world.clock.advance(Duration.ofMinutes(31));

        JsonObject back = await("CASE_STATE_OPEN");
        assertThat(acts(back)).containsExactly("CASE_ACT_TAKE", "CASE_ACT_LAPSE");
        assertThat(status()).isEqualTo("OPEN");
        assertThat(decide(first, back, false, "CASE_REASON_CANNOT_TELL").text("code"))
                .isEqualTo("CASE_STATE");
    }

    @Test
    void givesACaseToOneOfTwoWhoTakeItAtOnce() throws Exception {
        String order = body("{'revision': 0}");

        var one = CompletableFuture.supplyAsync(() -> first.post(path("take"), order));
        Rest.Answer another = other.post(path("take"), order);

        assertThat(List.of(one.get(20, TimeUnit.SECONDS).status(), another.status()))
                .containsExactlyInAnyOrder(200, 409);
        assertThat(acts(first.get(path("")).good().json())).containsExactly("CASE_ACT_TAKE");
    }

    @Test
    void showsWhatTheMachineSaysLater_andTakesItWhenTheCaseIsReleased() {
        JsonObject taken = take(first);
        DATABASE.database().useTransaction(handle -> handle.execute("""
                INSERT INTO anomaly_later (anomaly_id, withdrawn, subjects, since, updated_at, numbers, evidence, calibration,
                                           related_sessions)
                SELECT anomaly_id, false, subjects, since, updated_at + interval '1 minute', '{"looks": 90}', evidence,
                       calibration, ARRAY['earlier'] FROM anomaly WHERE anomaly_id = ?
                """, anomaly));

        JsonObject shown = first.get(path("")).good().json();
        assertThat(looks(shown.getAsJsonObject("summary").getAsJsonObject("anomaly")))
                .isEqualTo(12);
        assertThat(looks(shown.getAsJsonObject("later").getAsJsonObject("anomaly")))
                .isEqualTo(90);
        assertThat(shown.get("digest")).isEqualTo(taken.get("digest"));

        JsonObject released = first.post(path("release"), body("{'revision': " + revision(taken) + "}"))
                .good()
                .json();

        assertThat(looks(released.getAsJsonObject("summary").getAsJsonObject("anomaly")))
                .isEqualTo(90);
        assertThat(released.getAsJsonObject("summary")
                        .getAsJsonObject("anomaly")
                        .getAsJsonArray("relatedSessionIds")
                        .toString())
                .isEqualTo("[\"earlier\"]");
        assertThat(released.has("later")).isFalse();
        assertThat(released.get("digest")).isNotEqualTo(taken.get("digest"));
    }

    @Test
    void hearsTheInstitution_andKeepsWhatItSaysSealed() {
        first.post(path("explanation-request"), body("{'revision': 0, 'note': 'who sat there?'}"))
                .good();
        String png = ApiWorld.PHOTO;
        JsonObject explained = institution
                .post(
                        path("explanation"),
                        body("{'revision': 1, 'text': 'His brother was there.', 'attachments': [{'name': 'list.png',"
                                + " 'content': '" + png + "'}]}"))
                .good()
                .json();

        JsonObject paper = explained.getAsJsonArray("papers").get(0).getAsJsonObject();
        assertThat(paper.get("text").getAsString()).isEqualTo("His brother was there.");
        String attachment = paper.getAsJsonArray("attachments")
                .get(0)
                .getAsJsonObject()
                .get("attachmentId")
                .getAsString();
        assertThat(first.get("/v1/review/attachments/" + attachment).good().text("content"))
                .isEqualTo(png);
        assertThat(world.adminOf(world.b)
                        .get("/v1/review/attachments/" + attachment)
                        .status())
                .isEqualTo(404);
        assertThat(world.adminOf(world.b).get(path("")).status()).isEqualTo(404);
        DATABASE.database()
                .useTransaction(handle -> assertThat(handle.createQuery(
                                        "SELECT encode(sealed_text, 'escape') FROM case_paper WHERE anomaly_id = ?")
                                .bind(0, anomaly)
                                .mapTo(String.class)
                                .one())
                        .doesNotContain("brother"));
        Rest.Answer program = institution.post(
                path("explanation"),
                body("{'revision': 2, 'text': 'x', 'attachments': [{'name': 'a.exe', 'content': 'TVqQAAMAAAA='}]}"));
        assertThat(program.status()).isEqualTo(400);
        assertThat(program.text()).contains("attachments[0].content");
    }

    @Test
    void doesNotTellAnInstitutionWhoWorksOnItsCase() {
        JsonObject taken = take(first);
        decide(first, taken, true, "CASE_REASON_ANOTHER_PERSON").good();

        JsonObject shown = institution.get(path("")).good().json();

        String listed = "/v1/review/cases?filter.state=CASE_STATE_PROPOSED";
        assertThat(first.get(listed).good().text()).contains(anomaly, "CASE_STATE_PROPOSED");
        assertThat(institution.get(listed).good().text()).contains(anomaly).doesNotContain("CASE_STATE_PROPOSED");
        assertThat(institution.get(listed.replace("PROPOSED", "TAKEN")).good().text())
                .contains(anomaly);
        assertThat(state(shown)).isEqualTo("CASE_STATE_TAKEN");
        assertThat(shown.getAsJsonObject("summary").has("proposedByName")).isFalse();
        assertThat(shown.has("events")).isFalse();
        assertThat(institution
                        .get("/v1/review/events?anomaly_id=" + anomaly)
                        .good()
                        .json()
                        .has("events"))
                .isFalse();
        assertThat(institution.post(path("take"), body("{'revision': 2}")).status())
                .isEqualTo(403);
    }

    @Test
    void dismissesOnAppealByAThirdPerson_andVerifiesTheTrainee() {
        JsonObject proposed = decide(first, take(first), true, "CASE_REASON_ANOTHER_PERSON")
                .good()
                .json();
        JsonObject confirmed = second(other, proposed, true).good().json();
        JsonObject appealed = institution
                .post(path("appeal"), body("{'revision': " + revision(confirmed) + ", 'text': 'It was him.'}"))
                .good()
                .json();
        JsonObject seen = third.get(path("")).good().json();
        String order = body("{'revision': " + revision(appealed) + ", 'overturn': true, 'reason':"
                + " 'CASE_REASON_SAME_PERSON', 'note': 'the scar', 'digest': '"
                + seen.get("digest").getAsString() + "'}");

        assertThat(other.post(path("appeal-decision"), order).text("code")).isEqualTo("NOT_YOURS");
        JsonObject overturned =
                third.post(path("appeal-decision"), order).good().json();

        assertThat(state(overturned)).isEqualTo("CASE_STATE_DISMISSED");
        assertThat(directory.listAdjudications(session()))
                .extracting(Adjudication::finding)
                .containsExactly(Adjudication.Finding.RECOGNISED);
        List<String> changes = DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT kind FROM session_change WHERE object_id = ? ORDER BY change_id")
                        .bind(0, anomaly)
                        .mapTo(String.class)
                        .list());
        assertThat(changes)
                .containsExactly("IMPERSONATION_CONFIRMED", "IMPERSONATION_OVERTURNED", "RECOGNITION_CONFIRMED");
    }

    @Test
    void substitutesInASessionThatIsOver_andTakesItBackOnAppeal_andTheHistorySaysWhy() {
        Folds folds = new Folds(DATABASE.database(), world.key, world.clock);
        folds.judge(world.a.session(), world.a.subject(), 45);
        assertThat(history().get(0).getAsJsonObject().get("status").getAsString())
                .isEqualTo("ATTENDANCE_STATUS_PRESENT");

        JsonObject proposed = decide(first, take(first), true, "CASE_REASON_ANOTHER_PERSON")
                .good()
                .json();
        assertThat(folds.store.listDue(0, true, 100)).isEmpty();
        JsonObject confirmed = second(other, proposed, true).good().json();
        assertThat(folds.store.listDue(0, true, 100)).containsExactly(session());
        folds.judge(world.a.session(), world.a.subject(), 45);

        assertThat(folds.store.listDue(0, true, 100)).isEmpty();
        JsonObject substituted = history().get(0).getAsJsonObject();
        assertThat(substituted.get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_SUBSTITUTED");
        assertThat(substituted.has("creditedClassHours")).as("zero is left out").isFalse();
        assertThat(substituted.get("anomalyId").getAsString()).isEqualTo(anomaly);
        assertThat(substituted.getAsJsonArray("causes"))
                .singleElement()
                .satisfies(cause -> assertThat(cause.toString())
                        .contains(
                                "IMPERSONATION_CONFIRMED",
                                anomaly,
                                "CASE_REASON_ANOTHER_PERSON",
                                "\"byName\":\"other\""));

        JsonObject appealed = institution
                .post(path("appeal"), body("{'revision': " + revision(confirmed) + ", 'text': 'It was him.'}"))
                .good()
                .json();
        String digest = third.get(path("")).good().json().get("digest").getAsString();
        third.post(
                        path("appeal-decision"),
                        body("{'revision': " + revision(appealed) + ", 'overturn': true, 'reason':"
                                + " 'CASE_REASON_EXPLAINED', 'note': 'his brother', 'digest': '" + digest + "'}"))
                .good();
        folds.judge(world.a.session(), world.a.subject(), 45);

        JsonArray entries = history();
        JsonObject back = entries.get(0).getAsJsonObject();
        assertThat(back.get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_PRESENT");
        assertThat(back.get("creditedClassHours").getAsDouble()).isEqualTo(1);
        assertThat(back.has("statementId")).isFalse();
        assertThat(back.has("anomalyId")).isFalse();
        assertThat(back.getAsJsonArray("causes").toString())
                .contains("IMPERSONATION_OVERTURNED", "CASE_REASON_EXPLAINED: his brother", "\"byName\":\"third\"");
        assertThat(entries).hasSize(3).allSatisfy(entry -> {
            String id = entry.getAsJsonObject().get("entryId").getAsString();
            JsonObject again = first.get(
                            "/v1/sessions/" + world.a.session() + "/attendance-history/" + id + "/recomputation")
                    .good()
                    .json();
            assertThat(again.get("same").getAsBoolean()).isTrue();
            assertThat(again.get("status")).isEqualTo(entry.getAsJsonObject().get("status"));
        });
    }

    private JsonArray history() {
        return first.get("/v1/sessions/" + world.a.session() + "/attendance-history?subject_id=" + world.a.subject())
                .good()
                .json()
                .getAsJsonArray("entries");
    }

    @Test
    void closesTheTimeToAppealByItself() {
        JsonObject proposed = decide(first, take(first), true, "CASE_REASON_ANOTHER_PERSON")
                .good()
                .json();
        second(other, proposed, true).good();

        // sign-ins do not last until then
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "UPDATE review_case SET appeal_due_at = ?::timestamptz WHERE anomaly_id = ?",
                        world.clock.instant().toString(),
                        anomaly));

        assertThat(acts(await("CASE_STATE_FINAL"))).endsWith("CASE_ACT_APPEAL_LAPSED");
    }

    @Test
    void letsNobodyRewriteTheHistory() {
        take(first);

        for (String change :
                List.of("UPDATE case_event SET note = 'x'", "DELETE FROM case_event", "TRUNCATE case_event")) {
            assertThatThrownBy(() -> DATABASE.database().useTransaction(handle -> handle.execute(change)))
                    .hasStackTraceContaining("append only");
        }
        assertThat(first.get("/v1/review/events?page_size=1&actor_id="
                                + first.get("/v1/me").good().text("accountId"))
                        .good()
                        .text())
                .contains(anomaly, "CASE_ACT_TAKE", "nextPageToken");
    }

    @Test
    void callsTheNamesOfARunningSession_andAnswersTheCases() {
        String url = "/v1/sessions/" + world.a.session() + "/roll-calls";
        assertThat(first.post(url, "{'requestId': 'rc'}").text("code")).isEqualTo("NOT_RUNNING");
        world.clock.advance(Duration.ofMinutes(70));
        try {
            JsonObject call = first.post(url, "{'requestId': 'rc'}").good().json();
            String id = call.get("rollCallId").getAsString();
            assertThat(first.post(url, "{'requestId': 'rc'}").good().text("rollCallId"))
                    .isEqualTo(id);
            assertThat(call.getAsJsonArray("entries")
                            .get(0)
                            .getAsJsonObject()
                            .get("name")
                            .getAsString())
                    .isEqualTo("Zhang San");
            String mark = "{'subjectId': '" + world.a.subject() + "', 'answer': 'ROLL_CALL_ANSWER_NO_ANSWER'}";
            assertThat(other.post("/v1/roll-calls/" + id + "/marks", mark).text("code"))
                    .isEqualTo("NOT_YOURS");
            first.post("/v1/roll-calls/" + id + "/marks", mark).good();
            first.post("/v1/roll-calls/" + id + "/finish", "{'note': 'asked twice'}")
                    .good();
            first.post("/v1/roll-calls/" + id + "/finish", "{}").good();

            JsonObject shown = first.get(path("")).good().json();
            assertThat(acts(shown)).containsExactly("CASE_ACT_ROLL_CALL");
            assertThat(shown.getAsJsonArray("rollCalls").toString()).contains("NO_ANSWER", "asked twice");
            assertThat(first.post("/v1/roll-calls/" + id + "/marks", mark).text("code"))
                    .isEqualTo("ROLL_CALL_FINISHED");
            assertThat(world.adminOf(world.b).get(url).status()).isEqualTo(404);
        } finally {
            world.clock.advance(Duration.ofMinutes(-70));
        }
    }

    @Test
    void putsTheNeighboursAndTheClaimsOnThePage() {
        Instant since = world.clock.instant();
        DATABASE.database().useTransaction(handle -> {
            handle.execute("DELETE FROM observation");
            look(handle, since.plusSeconds(10), 5, 100);
            look(handle, since.plusSeconds(20), 5, 102);
            look(handle, since.minusSeconds(60), 6, 105);
            look(handle, since.plusSeconds(20), 7, 400);
            look(handle, since.plus(Duration.ofHours(5)), 8, 700);
        });

        JsonObject shown = first.get(path("")).good().json();

        JsonArray neighbours = shown.getAsJsonArray("neighbours");
        assertThat(neighbours).hasSize(3);
        assertThat(neighbours.get(0).getAsJsonObject().get("subjectOfCase").getAsBoolean())
                .isTrue();
        assertThat(neighbours.get(1).getAsJsonObject().get("sameSeat").getAsBoolean())
                .isTrue();
        assertThat(neighbours.get(2).getAsJsonObject().has("sameSeat")).isFalse();
        assertThat(shown.getAsJsonObject("face").get("medianFaceHeightPixels").getAsFloat())
                .isEqualTo(40f);
        assertThat(shown.getAsJsonArray("attendance")).hasSize(1);
    }

    private void look(org.jdbi.v3.core.Handle handle, Instant at, long track, int x) {
        handle.execute(
                """
                INSERT INTO observation (captured_at, sample_id, face, session_id, track, x, y, width, height,
                    detector_score, worth, best_subject, cosine, normalised)
                VALUES (?::timestamptz, ?, 0, ?, ?, ?, 50, 40, 40, 0.9, 1, ?, 0.3, 1)
                """,
                at.toString(),
                "s-" + track + "-" + at.getEpochSecond(),
                world.a.session(),
                track,
                x,
                world.a.subject());
    }

    private SessionId session() {
        return new SessionId(world.a.session());
    }

    private String path(String act) {
        return "/v1/review/cases/" + anomaly + (act.isEmpty() ? "" : "/" + act);
    }

    private static String body(String json) {
        return json;
    }

    private JsonObject take(Rest who) {
        JsonObject seen = who.get(path("")).good().json();
        return who.post(path("take"), body("{'revision': " + revision(seen) + "}"))
                .good()
                .json();
    }

    private Rest.Answer decide(Rest who, JsonObject seen, boolean confirm, String reason) {
        return who.post(
                path("decision"),
                body("{'revision': " + revision(seen) + ", 'confirm': " + confirm + ", 'reason': '" + reason
                        + "', 'digest': '" + seen.get("digest").getAsString() + "'}"));
    }

    private Rest.Answer second(Rest who, JsonObject seen, boolean agree) {
        return who.post(
                path("second"),
                body("{'revision': " + revision(seen) + ", 'agree': " + agree + ", 'digest': '"
                        + seen.get("digest").getAsString() + "'}"));
    }

    private static long revision(JsonObject shown) {
        JsonObject summary = shown.getAsJsonObject("summary");
        return summary.has("revision") ? summary.get("revision").getAsLong() : 0;
    }

    private static String state(JsonObject shown) {
        return shown.getAsJsonObject("summary").get("state").getAsString();
    }

    private static List<String> acts(JsonObject shown) {
        JsonArray events = shown.has("events") ? shown.getAsJsonArray("events") : new JsonArray();
        return StreamSupport.stream(events.spliterator(), false)
                .map(event -> event.getAsJsonObject().get("act").getAsString())
                .toList();
    }

    private static int looks(JsonObject anomaly) {
        return anomaly.getAsJsonObject("numbers").get("looks").getAsInt();
    }

    private String status() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery("SELECT status FROM anomaly WHERE anomaly_id = ?")
                        .bind(0, anomaly)
                        .mapTo(String.class)
                        .one());
    }

    /** The clock moves the case within a fifth of a second. */
    private JsonObject await(String state) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        JsonObject shown;
        do {
            shown = first.get(path("")).good().json();
        } while (!state(shown).equals(state) && System.nanoTime() < limit);
        assertThat(state(shown)).isEqualTo(state);
        return shown;
    }
}
