package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.SubjectPair;
import io.shidao.testkit.fake.ScriptedVision.Face;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pairs of people who look alike: found at enrolment, listed, kept from the machine's judgement, resolved by a person. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class LookalikesIT {
    /** With the face of person 1: .56, which no camera can tell apart. */
    private static final Face TWIN_OF_1 = Face.good(2, 120).turnedTowards(1, 0.83f);

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresSessionDirectory directory;
    private int institutions;
    private ApiWorld.Institution own;
    private Rest admin;
    private SessionId session;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
    }

    /** Each test has an institution of its own. */
    @BeforeEach
    void found() {
        own = world.institution("Own-" + institutions++);
        admin = world.adminOf(own);
        session = new SessionId(own.session());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void listsTheTwoForTheirInstitutionAndTheSupervisorOnly() {
        String anna = enrolled("Anna", Face.good(1, 120));
        String berta = enrolled("Berta", TWIN_OF_1);

        JsonObject pair = onlyPair(admin);

        assertThat(pair.get("kind").getAsString()).isEqualTo("LOOKALIKE_KIND_INSEPARABLE");
        assertThat(pair.get("state").getAsString()).isEqualTo("LOOKALIKE_STATE_OPEN");
        assertThat(pair.get("cosine").getAsFloat()).isBetween(0.55f, 0.57f);
        assertThat(pair.get("modelId").getAsString()).isEqualTo("scripted-1");
        assertThat(pair.getAsJsonArray("people").toString()).contains(anna, berta, "Anna", "Berta", "referenceImage");
        assertThat(pair.getAsJsonArray("classIds").toString()).contains(own.trainingClass());
        assertThat(pairs(world.supervisor(), "?institution_id=" + own.id())).containsExactly(pair);
        assertThat(pairs(world.adminOf(world.b), "")).isEmpty();
        assertThat(world.adminOf(world.b)
                        .get("/v1/lookalikes?institution_id=" + own.id())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsTheAnalyzerAndWhoReadsTheRosterWhomItCannotTellApart() {
        String anna = enrolled("Anna", Face.good(1, 120));
        String berta = enrolled("Berta", TWIN_OF_1);
        enrolled("Carla", Face.good(3, 120));

        assertThat(directory.getRoster(session).inseparable())
                .containsExactly(SubjectPair.of(new SubjectId(anna), new SubjectId(berta)));
        assertThat(record(admin, anna).getAsJsonArray("inseparableFrom").toString())
                .contains(berta);
        assertThat(record(admin, anna).get("enrolment").getAsString()).isEqualTo("ENROLMENT_STATE_ONE_PHOTO");
        assertThat(record(world.platformOf(own), anna, platformsSession()))
                .satisfies(record -> assertThat(record.has("inseparableFrom")).isFalse());
    }

    @Test
    void isNoConcernOfAClassWithOnlyOneOfTheTwo() {
        enrolled("Anna", Face.good(1, 120));
        String berta = world.subject(own.adminToken(), "Berta");
        world.vision.show(TWIN_OF_1);
        world.enrol(admin, berta).good();

        assertThat(list(onlyPair(admin), "classIds")).isEmpty();
        assertThat(directory.getRoster(session).inseparable()).isEmpty();
    }

    @Test
    void onlyASupervisorResolvesAPairAndSaysWhy() {
        enrolled("Anna", Face.good(1, 120));
        enrolled("Berta", TWIN_OF_1);
        String path = "/v1/lookalikes/" + onlyPair(admin).get("lookalikeId").getAsString() + "/resolution";
        long before = directory.revision(session);

        assertThat(admin.post(path, "{'reason': 'we know them'}").status()).isEqualTo(403);
        assertThat(world.supervisor().post(path, "{'reason': ' '}").status()).isEqualTo(400);
        JsonObject resolved = world.supervisor()
                .post(path, "{'reason': 'Berta has left the class'}")
                .good()
                .json();

        assertThat(resolved.get("state").getAsString()).isEqualTo("LOOKALIKE_STATE_RESOLVED");
        assertThat(resolved.get("reason").getAsString()).isEqualTo("Berta has left the class");
        assertThat(resolved.get("resolvedByName").getAsString()).isNotEmpty();
        assertThat(resolved.get("resolvedAt").getAsString()).startsWith("2026-03-02T");
        assertThat(directory.getRoster(session).inseparable()).isEmpty();
        assertThat(directory.revision(session)).isGreaterThan(before);
        assertThat(world.supervisor().post(path, "{'reason': 'again'}").text("code"))
                .isEqualTo("LOOKALIKE_RESOLVED");
        assertThat(pairs(admin, "?state=LOOKALIKE_STATE_OPEN")).isEmpty();
        assertThat(pairs(admin, "?state=LOOKALIKE_STATE_RESOLVED")).hasSize(1);
    }

    @Test
    void opensAResolvedPairAgainWhenItTurnsOutToBeOneFace() {
        enrolled("Anna", Face.good(1, 120));
        String berta = enrolled("Berta", TWIN_OF_1);
        String id = onlyPair(admin).get("lookalikeId").getAsString();
        world.supervisor()
                .post("/v1/lookalikes/" + id + "/resolution", "{'reason': 'sisters, other class'}")
                .good();
        world.vision.show(Face.good(2, 120).turnedTowards(1, 0.7f)); // .71 with Anna

        world.enrol(admin, berta).good();

        JsonObject pair = onlyPair(admin);
        assertThat(pair.get("lookalikeId").getAsString()).isEqualTo(id);
        assertThat(pair.get("kind").getAsString()).isEqualTo("LOOKALIKE_KIND_DUPLICATE");
        assertThat(pair.get("state").getAsString()).isEqualTo("LOOKALIKE_STATE_OPEN");
        assertThat(pair.has("reason") && !pair.get("reason").getAsString().isEmpty())
                .isFalse();
        assertThat(directory.getRoster(session).inseparable()).hasSize(1);
    }

    @Test
    void leavesAResolvedPairResolvedWhenAnotherPhotoSaysTheSame() {
        String anna = enrolled("Anna", Face.good(1, 120));
        enrolled("Berta", TWIN_OF_1);
        JsonObject found = onlyPair(admin);
        world.supervisor()
                .post(
                        "/v1/lookalikes/" + found.get("lookalikeId").getAsString() + "/resolution",
                        "{'reason': 'sisters, other class'}")
                .good();
        world.vision.show(Face.good(1, 120).turnedTowards(2, 0.97f)); // .74 with Berta: one face
        JsonObject graver = enrolledAgain(anna);

        assertThat(graver.get("state").getAsString()).isEqualTo("LOOKALIKE_STATE_OPEN");
        world.supervisor()
                .post(
                        "/v1/lookalikes/" + found.get("lookalikeId").getAsString() + "/resolution",
                        "{'reason': 'still sisters'}")
                .good();
        world.vision.show(Face.good(1, 120).turnedTowards(2, 0.87f)); // .89 with Berta: one face still

        JsonObject same = enrolledAgain(anna);

        assertThat(same.get("cosine").getAsFloat())
                .isGreaterThan(graver.get("cosine").getAsFloat());
        assertThat(same.get("state").getAsString()).isEqualTo("LOOKALIKE_STATE_RESOLVED");
        assertThat(same.get("reason").getAsString()).isEqualTo("still sisters");
    }

    private JsonObject enrolledAgain(String subject) {
        world.enrol(admin, subject).good();
        return onlyPair(admin);
    }

    @Test
    void comparesNobodyWithPeopleOfAnotherInstitution() {
        enrolled("Anna", Face.good(1, 120));
        world.vision.show(Face.good(1, 130));

        Rest.Answer answer =
                world.enrol(world.adminOf(world.b), world.b.subject()).good();

        assertThat(answer.text()).doesNotContain("CODE_DUPLICATE");
        assertThat(pairs(world.supervisor(), "?institution_id=" + world.b.id())).isEmpty();
        assertThat(pairs(world.supervisor(), "?institution_id=" + own.id())).isEmpty();
    }

    @Test
    void missesNoPairOfPeopleWhoAreEnrolledAtTheSameTime() {
        List<String> people = IntStream.range(0, 6)
                .mapToObj(i -> world.subject(own.adminToken(), "Person " + i))
                .toList();
        world.vision.show(Face.good(1, 120));

        people.stream()
                .map(person -> CompletableFuture.supplyAsync(() -> world.enrol(admin, person)))
                .toList()
                .forEach(answer -> answer.join().good());

        assertThat(pairs(admin, "?kind=LOOKALIKE_KIND_DUPLICATE&page_size=100")).hasSize(15);
        Rest.Answer first = admin.get("/v1/lookalikes?page_size=10").good();
        assertThat(first.json().getAsJsonArray("lookalikes")).hasSize(10);
        assertThat(pairs(admin, "?page_size=10&page_token=" + first.text("nextPageToken")))
                .hasSize(5);
    }

    private JsonObject onlyPair(Rest who) {
        JsonArray pairs = pairs(who, "");
        assertThat(pairs).hasSize(1);
        return pairs.get(0).getAsJsonObject();
    }

    private static JsonArray pairs(Rest who, String query) {
        return list(who.get("/v1/lookalikes" + query).good().json(), "lookalikes");
    }

    /** An empty list is left out. */
    private static JsonArray list(JsonObject of, String field) {
        return of.has(field) ? of.getAsJsonArray(field) : new JsonArray();
    }

    /** On the roster of the institution's class. */
    private String enrolled(String name, Face face) {
        String subject = world.subject(own.adminToken(), name);
        admin.post(
                        "/v1/classes/" + own.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + subject + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        world.vision.show(face);
        world.enrol(admin, subject).good();
        return subject;
    }

    private String platformsSession() {
        return admin.post(
                        "/v1/sessions",
                        "{'classId': '" + own.trainingClass() + "', 'kind': 'SESSION_KIND_ONLINE', 'sourceId': '"
                                + own.platform() + "', 'startsAt': '"
                                + world.startsAt().plusSeconds(3600) + "', 'endsAt': '"
                                + world.startsAt().plusSeconds(3600).plusSeconds(2700) + "'}")
                .good()
                .text("sessionId");
    }

    private JsonObject record(Rest who, String subject) {
        return record(who, subject, own.session());
    }

    private static JsonObject record(Rest who, String subject, String session) {
        for (var record :
                who.get("/v1/sessions/" + session + "/attendance").good().json().getAsJsonArray("records")) {
            if (record.getAsJsonObject().get("subjectId").getAsString().equals(subject)) {
                return record.getAsJsonObject();
            }
        }
        throw new AssertionError("no record of " + subject);
    }
}
