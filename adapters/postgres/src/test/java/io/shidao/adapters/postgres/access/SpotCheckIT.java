package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.ProofCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Draws and checks through the running server, from the plan to the proof. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class SpotCheckIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private Rest planner;
    private Rest witness;
    private Rest auditor;
    private Rest elsewhere;
    private final List<ApiWorld.Institution> institutions = new ArrayList<>();
    private int count;
    private Instant next = Instant.MIN;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        institutions.addAll(List.of(world.a, world.b));
        next = world.startsAt();
        planner = world.supervisor();
        String bureau = ", 'prefectureId': '" + world.prefecture + "'";
        witness = world.nobody.as(world.account("witness", "ROLE_BUREAU_SUPERVISOR", bureau));
        auditor = world.nobody.as(world.account("auditor", "ROLE_AUDITOR", ""));
        String other = ", 'prefectureId': '" + world.prefecture("Other") + "'";
        elsewhere = world.nobody.as(world.account("elsewhere", "ROLE_BUREAU_SUPERVISOR", other));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void aWitnessDrawsWhatThePlannerCommittedToAndTheProofShowsIt() {
        String draw = planned("'beacon': 'SPOT_BEACON_KIND_WITNESS'");
        JsonObject committed = auditor.get("/v1/spot-draws/" + draw).good().json();
        JsonObject before =
                auditor.get("/v1/spot-draws/" + draw + "/proof").good().json();

        assertThat(committed.has("seed")).isFalse();
        assertThat(before.get("json").getAsString()).doesNotContain("\"seed\"");
        assertThat(run(witness, draw, "heads").text("code")).isEqualTo("NOT_YET");

        pass(Duration.ofMinutes(10));
        assertThat(run(planner, draw, "heads").text("code")).isEqualTo("SECOND_PERSON");
        JsonObject drawn = run(witness, draw, " heads ").good().json();
        assertThat(drawn.get("state").getAsString()).isEqualTo("SPOT_DRAW_STATE_DRAWN");
        assertThat(run(witness, draw, "heads").good().json())
                .as("the same again")
                .isEqualTo(drawn);
        assertThat(run(witness, draw, "tails").text("code")).isEqualTo("DRAW_ENDED");
        assertThat(cancel(planner, draw).text("code")).isEqualTo("DRAW_ENDED");

        DrawProof proof = proof(draw);
        assertThat(ProofCheck.of(proof)).allMatch(ProofCheck.Finding::good);
        assertThat(ProofCheck.committed(proof, committed.get("commitmentSha256").getAsString())
                        .good())
                .isTrue();
        assertThat(proof.commitment())
                .isEqualTo(DrawProof.read(before.get("json").getAsString()).commitment());
        assertThat(acts(draw)).isEqualTo("PLANNED DRAWN ");
    }

    @Test
    void anInstitutionHearsOfACheckWhenItsResultIsRecorded() {
        String draw = planned("'beacon': 'SPOT_BEACON_KIND_PUBLICATION', 'publication': 'Lottery of 3 March'");
        pass(Duration.ofMinutes(10));
        run(planner, draw, "03 17 22").good();
        JsonArray checks = checks(planner, "?draw_id=" + draw);
        JsonObject check = checks.get(0).getAsJsonObject();
        ApiWorld.Institution of = institutions.stream()
                .filter(one -> one.id().equals(check.get("institutionId").getAsString()))
                .findFirst()
                .orElseThrow();
        String result = "/v1/spot-checks/" + check.get("checkId").getAsString() + "/result";
        String good =
                "{'outcome': 'SPOT_OUTCOME_IN_ORDER', 'way': 'SPOT_WAY_ON_SITE', 'counted': 12, 'expectedRevision': 1}";

        assertThat(checks).hasSize(1);
        assertThat(ids(world.adminOf(of))).doesNotContain(check.get("checkId").getAsString());
        assertThat(world.adminOf(of).get("/v1/spot-draws").status()).isEqualTo(403);
        assertThat(elsewhere.post(result, good).status()).isEqualTo(404);
        assertThat(witness.post(result, good).text("code")).isEqualTo("NOT_BEGUN");

        pass(Duration.ofHours(2));
        witness.post(result, good).good();
        JsonObject seen = world.adminOf(of)
                .get("/v1/spot-checks")
                .good()
                .json()
                .getAsJsonArray("checks")
                .get(0)
                .getAsJsonObject();
        assertThat(seen.get("checkId")).isEqualTo(check.get("checkId"));
        assertThat(seen.keySet()).doesNotContain("drawId", "lots", "place", "recordedByName");

        String corrected =
                "{'outcome': 'SPOT_OUTCOME_FINDINGS', 'way': 'SPOT_WAY_ON_SITE', 'counted': 11, 'note': 'One too"
                        + " few', 'expectedRevision': ";
        assertThat(planner.post(result, corrected + "1}").text("code")).isEqualTo("STALE");
        planner.post(result, corrected + "2}").good();
        assertThat(acts(draw)).isEqualTo("PLANNED DRAWN RECORDED CORRECTED ");
    }

    @Test
    void aCancelledDrawStaysWithItsReasonAndItsSeed() {
        String draw = planned("'beacon': 'SPOT_BEACON_KIND_DRAND'");

        assertThat(run(planner, draw, "ab").text("code")).isEqualTo("INVALID_REQUEST");
        JsonObject cancelled = cancel(planner, draw).good().json();

        assertThat(cancelled.get("seed").getAsString()).hasSize(64);
        assertThat(auditor.get("/v1/spot-draws?state=SPOT_DRAW_STATE_CANCELLED").text())
                .contains(draw);
        assertThat(ProofCheck.of(proof(draw))).allMatch(ProofCheck.Finding::good);
        assertThat(checks(planner, "?draw_id=" + draw)).isEmpty();
    }

    @Test
    void repeatsAPlanAndRefusesWhatCannotBeDrawn() {
        String body = body("again", "'beacon': 'SPOT_BEACON_KIND_WITNESS'");
        JsonObject first = planner.post("/v1/spot-draws", body).good().json();

        assertThat(planner.post("/v1/spot-draws", body).good().json()).isEqualTo(first);
        assertThat(planner.post("/v1/spot-draws", body.replace("'count': 1", "'count': 2"))
                        .text("code"))
                .isEqualTo("REQUEST_ID_TAKEN");
        assertThat(planner.post("/v1/spot-draws", body.replace("again", "many").replace("'count': 1", "'count': 99"))
                        .text("code"))
                .isEqualTo("POPULATION_TOO_SMALL");
        assertThat(planner.post("/v1/spot-draws", "{}").text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(elsewhere.get("/v1/spot-draws").text())
                .doesNotContain(first.get("drawId").getAsString());
    }

    @Test
    void eachDrawNamesTheOneBeforeAndEveryFactorIsShown() {
        JsonObject one = planner.post("/v1/spot-draws", body("one", "'beacon': 'SPOT_BEACON_KIND_WITNESS'"))
                .good()
                .json();
        JsonObject two = planner.post("/v1/spot-draws", body("two", "'beacon': 'SPOT_BEACON_KIND_WITNESS'"))
                .good()
                .json();

        assertThat(two.get("previousSha256")).isEqualTo(one.get("commitmentSha256"));
        assertThat(two.get("number").getAsLong()).isEqualTo(one.get("number").getAsLong() + 1);
        JsonObject candidate = auditor.get("/v1/spot-draws/" + two.get("drawId").getAsString() + "/candidates")
                .good()
                .json()
                .getAsJsonArray("candidates")
                .get(0)
                .getAsJsonObject();
        int lots = 0;
        for (JsonElement factor : candidate.getAsJsonArray("factors")) {
            JsonElement its = factor.getAsJsonObject().get("lots");
            lots += its == null ? 0 : its.getAsInt();
        }
        assertThat(candidate.getAsJsonArray("factors")).hasSize(5);
        assertThat(candidate.get("lots").getAsInt()).isEqualTo(lots);
    }

    @Test
    void countsAnomaliesOfClassAndInstitutionAsLots() {
        ApiWorld.Institution of = world.institution("Risky" + ++count);
        institutions.add(of);
        anomaly(of, "OPEN", "MAJOR", 3);
        anomaly(of, "OPEN", "MINOR", 3);
        anomaly(of, "OPEN", "MAJOR", 100);
        anomaly(of, "CONFIRMED", "CRITICAL", 200);
        anomaly(of, "CONFIRMED", "CRITICAL", 400);
        anomaly(of, "DISMISSED", "MAJOR", 3);

        JsonObject draw = planner.post("/v1/spot-draws", body("risky", "'beacon': 'SPOT_BEACON_KIND_WITNESS'"))
                .good()
                .json();
        JsonArray candidates = planner.get(
                        "/v1/spot-draws/" + draw.get("drawId").getAsString() + "/candidates?institution_id=" + of.id())
                .good()
                .json()
                .getAsJsonArray("candidates");

        assertThat(candidates).hasSize(1);
        assertThat(candidates.get(0).getAsJsonObject().get("lots").getAsInt())
                .as("floor, open, confirmed")
                .isEqualTo(4 + 1 + 3);
    }

    private void anomaly(ApiWorld.Institution of, String status, String severity, int daysAgo) {
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        """
                INSERT INTO anomaly (anomaly_id, session_id, kind, severity, status, since, updated_at)
                VALUES (gen_random_uuid()::text, ?, 'OUTSIDER', ?, ?, ?, now())
                """,
                        of.session(),
                        severity,
                        status,
                        world.clock.instant().minus(Duration.ofDays(daysAgo)).atOffset(java.time.ZoneOffset.UTC)));
    }

    @Test
    void theDatabaseKeepsWhatWasCommittedToAndDrawn() {
        planned("'beacon': 'SPOT_BEACON_KIND_WITNESS'");
        for (String change : new String[] {
            "DELETE FROM spot_draw",
            "DELETE FROM spot_check",
            "UPDATE spot_candidate SET lots = 5",
            "UPDATE spot_draw SET seed_sha256 = 'x' WHERE state = 'PLANNED'",
            "UPDATE spot_event SET detail = 'x'",
            "TRUNCATE spot_event"
        }) {
            assertThatThrownBy(() -> DATABASE.database().useTransaction(handle -> handle.execute(change)))
                    .as(change)
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private String planned(String beacon) {
        return planner.post("/v1/spot-draws", body("request-" + ++count, beacon))
                .good()
                .text("drawId");
    }

    /** Of the first prefecture, in five minutes; sessions of the institutions made here begin within the hour. */
    private String body(String request, String beacon) {
        Instant now = world.clock.instant();
        freshSession();
        return "{'requestId': '" + request + "', 'title': 'Spot check', 'prefectureId': '" + world.prefecture
                + "', 'count': 1, 'drawAt': '" + now.plusSeconds(300) + "', 'from': '" + now.plusSeconds(300)
                + "', 'to': '" + now.plusSeconds(7200) + "', " + beacon + "}";
    }

    /** The class has one session at a time, so another is planned when the one before has begun. */
    private void freshSession() {
        if (next.isBefore(world.clock.instant().plusSeconds(300))) {
            next = world.startsAt();
            world.session(world.a.adminToken(), world.a.trainingClass(), world.a.source());
        }
    }

    private Rest.Answer run(Rest who, String draw, String value) {
        return who.post("/v1/spot-draws/" + draw + "/drawing", "{'value': '" + value + "'}");
    }

    private Rest.Answer cancel(Rest who, String draw) {
        return who.post("/v1/spot-draws/" + draw + "/cancellation", "{'reason': 'Typhoon'}");
    }

    private void pass(Duration time) {
        world.clock.advance(time);
    }

    private DrawProof proof(String draw) {
        return DrawProof.read(
                auditor.get("/v1/spot-draws/" + draw + "/proof").good().text("json"));
    }

    private String acts(String draw) {
        StringBuilder acts = new StringBuilder();
        auditor.get("/v1/spot-draws/" + draw + "/events")
                .good()
                .json()
                .getAsJsonArray("events")
                .forEach(event -> acts.append(event.getAsJsonObject().get("act").getAsString())
                        .append(' '));
        return acts.toString();
    }

    private static JsonArray checks(Rest who, String query) {
        JsonElement checks = who.get("/v1/spot-checks" + query).good().json().get("checks");
        return checks == null ? new JsonArray() : checks.getAsJsonArray();
    }

    private static Set<String> ids(Rest who) {
        Set<String> ids = new TreeSet<>();
        checks(who, "")
                .forEach(check -> ids.add(check.getAsJsonObject().get("checkId").getAsString()));
        return ids;
    }
}
