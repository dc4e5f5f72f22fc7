package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.analysis.PostgresAcrossStore;
import io.shidao.adapters.postgres.registry.PostgresPlanStore;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.adapters.postgres.snapshot.PostgresSnapshotLedger;
import io.shidao.analyzer.across.AcrossConfig;
import io.shidao.analyzer.across.AcrossRules;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.api.session.PlanStore;
import io.shidao.ingest.snapshot.SnapshotConfig;
import io.shidao.ingest.snapshot.SnapshotDoor;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.testkit.fake.RecordingBus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The life of a class through the running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ClassLifeIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;

    @BeforeAll
    void open() {
        world = new ApiWorld(
                DATABASE.database(),
                its -> new SnapshotDoor(
                        SnapshotConfig.defaults(),
                        new PostgresSessionDirectory(DATABASE.database(), its.key),
                        new PostgresSnapshotLedger(DATABASE.database(), its.clock),
                        its.bus,
                        its.clock,
                        new SimpleMeterRegistry()));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void goesFromApplicationToAcceptanceAndKeepsWhoDidWhat() {
        String id = apply();
        move(world.supervisor(), id, "approval", "计划齐全").good();
        String session = session(id, Duration.ofHours(1));

        world.clock.advance(Duration.ofHours(1).plusMinutes(1));
        await().atMost(Duration.ofSeconds(10)).until(() -> "CLASS_STATUS_RUNNING".equals(status(id)));
        Rest.Answer early = move(world.adminOf(world.a), id, "end", "");
        world.clock.advance(Duration.ofHours(1));
        move(world.adminOf(world.a), id, "end", "").good();
        move(world.adminOf(world.a), id, "filing", "").good();
        move(world.supervisor(), id, "return", "教学日志缺第3课次").good();
        move(world.adminOf(world.a), id, "filing", "已补").good();
        move(world.supervisor(), id, "acceptance", "").good();

        assertThat(early.text("code")).isEqualTo("CLASS_HAS_SESSIONS");
        assertThat(history(id))
                .extracting(event -> event.get("transition").getAsString().substring(17))
                .containsExactly("APPLY", "APPROVE", "BEGIN", "END", "FILE", "RETURN", "FILE", "ACCEPT");
        JsonObject begun = history(id).get(2);
        assertThat(Instant.parse(begun.get("at").getAsString()))
                .isEqualTo(Instant.parse(
                        world.supervisor().get("/v1/sessions/" + session).good().text("startsAt")));
        assertThat(begun.has("byId")).as("by the clock").isFalse();
        assertThat(history(id).get(5).get("reason").getAsString()).isEqualTo("教学日志缺第3课次");
        assertThat(history(id).get(5).get("byName").getAsString()).isNotEmpty();
    }

    @Test
    void letsNobodyDecideAboutTheirOwnInstitution() {
        String id = apply();

        for (String act : List.of("approval", "rejection", "suspension", "resumption", "acceptance", "return")) {
            assertThat(move(world.adminOf(world.a), id, act, "x").status())
                    .as(act)
                    .isEqualTo(403);
        }
        for (String act : List.of("end", "filing", "application")) {
            assertThat(move(world.supervisor(), id, act, "x").status()).as(act).isEqualTo(403);
        }
        assertThat(move(world.adminOf(world.b), id, "end", "x").status()).isEqualTo(404);
        assertThat(world.adminOf(world.b).get("/v1/classes/" + id + "/history").status())
                .isEqualTo(404);
    }

    @Test
    void refusesAMoveThatDoesNotBeginWhereTheClassStands() {
        String id = apply();

        Rest.Answer answer = move(world.supervisor(), id, "acceptance", "");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("CLASS_STATUS");
        assertThat(answer.text("detail")).contains("APPLIED", "expected: FILED");
        assertThat(history(id)).hasSize(1);
    }

    @Test
    void refusesADecisionAboutAnApplicationThatHasChangedMeanwhile() {
        String id = apply();
        world.adminOf(world.a)
                .post(
                        "/v1/classes/" + id + "/application",
                        "{'name': 'Better', 'programme': 'Mason', 'application': {'startsOn': '2026-03-02', 'endsOn':"
                                + " '2026-03-20', 'trainees': 40, 'classHours': 60}, 'expectedRevision': 1}")
                .good();

        Rest.Answer stale = world.supervisor()
                .post("/v1/classes/" + id + "/approval", "{'expectedRevision': 1, 'reason': 'unread'}");
        Rest.Answer fresh =
                world.supervisor().post("/v1/classes/" + id + "/approval", "{'expectedRevision': 2, 'reason': 'read'}");

        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("CLASS_CHANGED");
        assertThat(fresh.good()
                        .json()
                        .getAsJsonObject("application")
                        .get("endsOn")
                        .getAsString())
                .isEqualTo("2026-03-20");
    }

    @Test
    void wantsAReasonForARejectionAndLetsTheInstitutionApplyAgain() {
        String id = apply();

        Rest.Answer without = move(world.supervisor(), id, "rejection", "");
        move(world.supervisor(), id, "rejection", "no plan of lessons").good();
        Rest.Answer again = world.adminOf(world.a)
                .post("/v1/classes/" + id + "/application", "{'name': 'Class', 'programme': 'Mason'}");

        assertThat(without.status()).isEqualTo(400);
        assertThat(without.text()).contains("reason");
        assertThat(again.good().text("status")).isEqualTo("CLASS_STATUS_APPLIED");
        assertThat(history(id))
                .extracting(event -> event.get("transition").getAsString().substring(17))
                .containsExactly("APPLY", "REJECT", "APPLY_AGAIN");
    }

    @Test
    void opensNothingOfASuspendedClassAndSaysSo() {
        String id = apply();
        move(world.supervisor(), id, "approval", "").good();
        String soon = session(id, Duration.ofHours(2));
        String later = session(id, Duration.ofHours(26));
        PlanStore plans = new PostgresPlanStore(DATABASE.database());
        PostgresSessionDirectory directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
        assertThat(directory.findSession(new SessionId(soon))).isPresent();

        move(world.supervisor(), id, "suspension", "cameras turned away").good();

        assertThat(phase(soon)).isEqualTo("SESSION_PHASE_SUSPENDED");
        assertThat(directory.findSession(new SessionId(soon))).isEmpty();
        assertThat(planned(plans)).doesNotContain(soon, later);
        assertThat(world.supervisor()
                        .get("/v1/sessions?phase=SESSION_PHASE_SUSPENDED")
                        .text())
                .contains(soon, later);

        world.clock.advance(Duration.ofHours(3));
        move(world.supervisor(), id, "resumption", "put right").good();

        assertThat(phase(soon)).as("passed while suspended").isEqualTo("SESSION_PHASE_CANCELLED");
        assertThat(phase(later)).isEqualTo("SESSION_PHASE_SCHEDULED");
        assertThat(status(id)).isEqualTo("CLASS_STATUS_APPROVED");
    }

    @Test
    void seesARunningSessionOfASuspendedClassToItsEnd() {
        String id = apply();
        move(world.supervisor(), id, "approval", "").good();
        String running = session(id, Duration.ofMinutes(1));
        world.clock.advance(Duration.ofMinutes(2));

        move(world.supervisor(), id, "suspension", "reported").good();

        assertThat(phase(running)).isEqualTo("SESSION_PHASE_RUNNING");
        assertThat(history(id))
                .extracting(event -> event.get("to").getAsString())
                .containsExactly(
                        "CLASS_STATUS_APPLIED",
                        "CLASS_STATUS_APPROVED",
                        "CLASS_STATUS_RUNNING",
                        "CLASS_STATUS_SUSPENDED");
        move(world.supervisor(), id, "resumption", "cleared").good();
        assertThat(status(id)).isEqualTo("CLASS_STATUS_RUNNING");
    }

    @Test
    void aPlatformThatTeachesASuspendedClassIsOneCaseOfTheQueue() {
        String id = apply();
        move(world.supervisor(), id, "approval", "").good();
        Rest admin = world.adminOf(world.a);
        String one = world.subject(world.a.adminToken(), "Li Si");
        String other = world.subject(world.a.adminToken(), "Wang Wu");
        admin.post(
                        "/v1/classes/" + id + "/roster",
                        "{'entries': [{'subjectId': '%s', 'role': 'ROSTER_ROLE_TRAINEE'}, {'subjectId': '%s', 'role':"
                                        .formatted(one, other)
                                + " 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        Instant starts = world.clock.instant().plus(Duration.ofHours(1));
        String session = admin.post(
                        "/v1/sessions",
                        "{'classId': '%s', 'kind': 'SESSION_KIND_ONLINE', 'sourceId': '%s', 'startsAt': '%s', 'endsAt': '%s'}"
                                .formatted(id, world.a.platform(), starts, starts.plus(Duration.ofMinutes(30))))
                .good()
                .text("sessionId");
        String early = snapshot(session, one, "0").text("detail");
        move(world.supervisor(), id, "suspension", "reported").good();
        world.clock.advance(Duration.ofHours(1).plusMinutes(5));

        Rest.Answer refused = snapshot(session, one, "1");
        snapshot(session, one, "2");
        assertThat(judge()).as("one may be a slip").isEmpty();
        snapshot(session, other, "3");

        assertThat(early).contains("does not run");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("detail")).contains("suspended", "noted");
        assertThat(world.bus.published())
                .as("no picture of them is looked at")
                .extracting(RecordingBus.Published::key)
                .doesNotContain(session);
        judge();
        judge();
        JsonElement found = world.supervisor()
                .get("/v1/review/cases?session_id=" + session)
                .good()
                .json()
                .getAsJsonArray("cases");
        assertThat(found.getAsJsonArray())
                .singleElement()
                .satisfies(item -> assertThat(item.toString())
                        .contains("ANOMALY_KIND_UNAPPROVED_SESSION", "SEVERITY_MAJOR", "people_turned_away")
                        .doesNotContain(one, other));
        world.clock.advance(Duration.ofHours(1));
        move(world.supervisor(), id, "resumption", "cleared").good();
        assertThat(judge())
                .as("what was cancelled by the suspension stays a case")
                .hasSize(1);
    }

    private Rest.Answer snapshot(String session, String subject, String client) {
        return world.platformOf(world.a)
                .post(
                        "/v1/sessions/" + session + "/snapshots",
                        "{'subjectId': '%s', 'clientId': '%s', 'capturedAt': '%s', 'image': '%s'}"
                                .formatted(subject, client, world.clock.instant(), ApiWorld.PHOTO));
    }

    /** As the analyzer's watch does each minute. */
    private List<Anomaly> judge() {
        AcrossConfig config = AcrossConfig.defaults();
        Instant now = world.clock.instant();
        PostgresAcrossStore store = new PostgresAcrossStore(DATABASE.database(), world.clock);
        List<Anomaly> found = new AcrossRules(
                        config,
                        ShippedCalibrations.find(new ModelId("fr_feature-87aacdfe"))
                                .orElseThrow())
                .unapproved(
                        store.listBarred(
                                now.minus(config.unapproved().within()),
                                now,
                                config.unapproved().people(),
                                config.unapproved().grace()),
                        now);
        store.commit(found, AcrossRules.WITHDRAWN, now.minus(config.meetings()), changes -> List.of());
        return found;
    }

    @Test
    void listsByStatusAndByPartOfTheName() {
        String id = world.adminOf(world.a)
                .post("/v1/classes", "{'name': '架子工 2026-9 班', 'programme': 'Scaffolder'}")
                .good()
                .text("classId");

        assertThat(world.adminOf(world.a)
                        .get("/v1/classes?status=CLASS_STATUS_APPLIED&search=SCAFF")
                        .text())
                .contains(id);
        assertThat(world.adminOf(world.a)
                        .get("/v1/classes?status=CLASS_STATUS_APPROVED&search=scaff")
                        .text())
                .doesNotContain(id);
    }

    private String apply() {
        return world.adminOf(world.a)
                .post("/v1/classes", "{'name': 'Class', 'programme': 'Mason'}")
                .good()
                .text("classId");
    }

    private Rest.Answer move(Rest who, String id, String act, String reason) {
        return who.post("/v1/classes/" + id + "/" + act, "{'reason': '" + reason + "'}");
    }

    private String session(String trainingClass, Duration ahead) {
        Instant starts = world.clock.instant().plus(ahead);
        String source = world.adminOf(world.a)
                .post("/v1/sources", "{'name': 'Camera', 'address': 'rtsp://192.0.2.7/stream'}")
                .good()
                .text("sourceId");
        return world.adminOf(world.a)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + trainingClass + "', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '" + source
                                + "', 'startsAt': '" + starts + "', 'endsAt': '" + starts.plus(Duration.ofMinutes(30))
                                + "'}")
                .good()
                .text("sessionId");
    }

    private String status(String id) {
        return world.supervisor().get("/v1/classes/" + id).good().text("status");
    }

    private String phase(String session) {
        return world.supervisor().get("/v1/sessions/" + session).good().text("phase");
    }

    private List<JsonObject> history(String id) {
        return StreamSupport.stream(
                        world.supervisor()
                                .get("/v1/classes/" + id + "/history")
                                .good()
                                .json()
                                .getAsJsonArray("events")
                                .spliterator(),
                        false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private List<String> planned(PlanStore plans) {
        plans.replanAll(world.clock.instant());
        return plans.listDue(world.clock.instant(), Duration.ofDays(2), 100).stream()
                .flatMap(due -> due.sessions().stream())
                .map(PlanStore.Planned::session)
                .toList();
    }
}
