package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.proto.bus.v1.PresenceChanged;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.testkit.fake.RecordingBus;
import io.shidao.testkit.fake.ScriptedVision;
import io.shidao.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole door over a real database; only bus, pictures and models are stand-ins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class ApiServerIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void hidesEverythingOfAnotherInstitution() {
        Rest foreign = world.adminOf(world.b);
        ApiWorld.Institution a = world.a;

        for (String path : List.of(
                "/v1/classes/" + a.trainingClass(),
                "/v1/classes/" + a.trainingClass() + "/roster",
                "/v1/subjects/" + a.subject(),
                "/v1/sessions/" + a.session(),
                "/v1/sessions/" + a.session() + "/attendance",
                "/v1/sessions/" + a.session() + "/status",
                "/v1/sessions/" + a.session() + "/events",
                "/v1/classes?institution_id=" + a.id(),
                "/v1/subjects?institution_id=" + a.id(),
                "/v1/sources?institution_id=" + a.id(),
                "/v1/sessions?institution_id=" + a.id())) {
            assertThat(foreign.get(path).status()).as(path).isEqualTo(404);
        }
        assertThat(foreign.post("/v1/classes/" + a.trainingClass() + "/roster", "{'entries': []}")
                        .status())
                .isEqualTo(404);
        assertThat(world.enrol(foreign, a.subject()).status()).isEqualTo(404);
        assertThat(foreign.post("/v1/sessions/" + a.session() + "/claims", "{}").status())
                .isEqualTo(404);
        assertThat(foreign.post("/v1/subjects", "{'institutionId': '" + a.id() + "', 'name': 'X'}")
                        .status())
                .isEqualTo(404);
        assertThat(foreign.get("/v1/institutions").good().text())
                .contains(world.b.id())
                .doesNotContain(a.id());
        assertThat(world.platformOf(a).get("/v1/sessions/" + a.session()).status())
                .as("a platform sees only its own sessions")
                .isEqualTo(404);
    }

    @Test
    void putsOnlyPeopleOfTheClassesInstitutionOnARoster() {
        Rest.Answer answer = world.supervisor()
                .post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + world.b.subject() + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}");

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void keepsOfAnIdNumberAMaskAndAHashThatFindsTheSamePersonTwice() {
        String person = "{'name': 'Li Si', 'idNumber': '11010519491231002X'}";
        Rest.Answer first = world.adminOf(world.a).post("/v1/subjects", person).good();
        Rest.Answer second = world.adminOf(world.a).post("/v1/subjects", person);

        assertThat(first.text("maskedIdNumber")).isEqualTo("1101**********002X");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("code")).isEqualTo("SUBJECT_EXISTS");
        assertThat(second.text()).doesNotContain("11010519491231002X");
        assertThat(world.adminOf(world.b).post("/v1/subjects", person).status())
                .as("another institution may have the same person")
                .isEqualTo(200);
    }

    @Test
    void findsPeopleByAPartOfTheirName() {
        Rest school = world.adminOf(world.a);
        school.post("/v1/subjects", "{'name': 'Ouyang Xiaofeng'}").good();

        assertThat(school.get("/v1/subjects?search=XIAOF").good().text())
                .contains("Ouyang Xiaofeng")
                .doesNotContain(world.a.subject());
        assertThat(school.get("/v1/subjects?search=%25").good().text())
                .as("a sign that a database might take for any text")
                .doesNotContain("Ouyang Xiaofeng");
        assertThat(world.adminOf(world.b)
                        .get("/v1/subjects?search=XIAOF")
                        .good()
                        .text())
                .doesNotContain("Ouyang Xiaofeng");
    }

    @Test
    void namesEveryFieldThatIsWrongAndNothingPersonal() {
        Rest.Answer answer = world.adminOf(world.a)
                .post("/v1/subjects", "{'name': '', 'idNumber': '110105194912310021', 'consent': true}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.text("code")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.text()).contains("name", "id_number", "consent_text_version");
        assertThat(answer.text()).doesNotContain("110105194912310021");
    }

    @Test
    void saysSoWhenTheJsonIsBroken() {
        Rest.Answer answer = world.adminOf(world.a).post("/v1/subjects", "{'name': ");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("content-type")).contains("application/problem+json");
    }

    @Test
    void showsNoPasswordOfASource() {
        Rest.Answer sources = world.adminOf(world.a).get("/v1/sources").good();

        assertThat(sources.text()).contains("rtsp://192.0.2.7/stream").doesNotContain("secret", "password");
    }

    @Test
    void refusesASessionOfAClassThatIsNotApproved() {
        String applied = world.adminOf(world.a)
                .post("/v1/classes", "{'name': 'New', 'programme': 'Mason'}")
                .good()
                .text("classId");
        Rest.Answer answer = world.adminOf(world.a)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + applied + "', 'kind': 'SESSION_KIND_THEORY', 'sourceId': '"
                                + world.a.source() + "', 'startsAt': '2026-03-03T01:00:00Z', 'endsAt':"
                                + " '2026-03-03T02:00:00Z'}");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("code")).isEqualTo("CLASS_NOT_APPROVED");
    }

    @Test
    void refusesTwoSessionsBeforeOneCameraAtOnce() {
        Rest.Answer answer = world.adminOf(world.a)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + world.a.trainingClass() + "', 'kind': 'SESSION_KIND_EXAM', 'sourceId': '"
                                + world.a.source() + "', 'startsAt': '" + world.startsAt() + "', 'endsAt': '"
                                + world.startsAt().plus(Duration.ofHours(2)) + "'}");

        assertThat(answer.text("code")).isEqualTo("TIMETABLE_CONFLICTS");
        assertThat(answer.text()).contains("SOURCE: ", "CLASS: ", "2026-03-02 17:00");
    }

    @Test
    void takesTheSameClaimOnceAndTellsTheAnalyzer() {
        PostgresSessionDirectory directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
        SessionId session = new SessionId(world.a.session());
        String claims = "{'claims': [{'claimId': 'c-1', 'subjectId': '" + world.a.subject()
                + "', 'kind': 'CLAIM_KIND_SIGNATURE', 'madeAt': '2026-03-02T09:01:02.123456789Z'}]}";
        String path = "/v1/sessions/" + session + "/claims";
        long before = directory.revision(session);

        Rest.Answer first = world.adminOf(world.a).post(path, claims).good();
        long after = directory.revision(session);
        Rest.Answer second = world.adminOf(world.a).post(path, claims).good();
        Rest.Answer differing =
                world.adminOf(world.a).post(path, claims.replace("CLAIM_KIND_SIGNATURE", "CLAIM_KIND_CHECK_IN"));

        assertThat(first.json().get("added").getAsInt()).isEqualTo(1);
        assertThat(second.json().get("known").getAsInt()).isEqualTo(1);
        assertThat(differing.text("code")).isEqualTo("CLAIM_DIFFERS");
        assertThat(after).isGreaterThan(before);
        assertThat(directory.revision(session)).isEqualTo(after);
        assertThat(directory.listClaims(session)).hasSize(1);
    }

    @Test
    void listsEverybodyOnTheRosterBeforeAnythingWasAnalysed() {
        Rest.Answer answer = world.adminOf(world.b)
                .get("/v1/sessions/" + world.b.session() + "/attendance")
                .good();

        JsonObject record = answer.json().getAsJsonArray("records").get(0).getAsJsonObject();
        assertThat(record.get("name").getAsString()).isEqualTo("Zhang San");
        assertThat(record.get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_UNVERIFIED");
        assertThat(record.get("provisional").getAsBoolean()).isTrue();
    }

    @Test
    void enrolsAPhotoForTheAnalyzerAndShowsItOnlyInsideTheInstitution() {
        String subject = world.subject(world.a.adminToken(), "Wang Wu");
        world.adminOf(world.a)
                .post(
                        "/v1/classes/" + world.a.trainingClass() + "/roster",
                        "{'entries': [{'subjectId': '" + subject + "', 'role': 'ROSTER_ROLE_TRAINEE'}]}")
                .good();
        PostgresSessionDirectory directory = new PostgresSessionDirectory(DATABASE.database(), world.key);
        SessionId session = new SessionId(world.a.session());
        long before = directory.revision(session);
        world.vision.show(ScriptedVision.Face.good(3, 140));

        Rest.Answer enrolment = world.enrol(world.adminOf(world.a), subject).good();
        String image = enrolment.text("image");

        assertThat(enrolment.json().get("accepted").getAsBoolean()).isTrue();
        assertThat(directory.revision(session)).isGreaterThan(before);
        assertThat(directory.getRoster(session).entries())
                .filteredOn(RosterEntry::isEnrolled)
                .extracting(entry -> entry.subject().value())
                .contains(subject);
        assertThat(world.adminOf(world.a)
                        .get("/v1/evidence/" + image + "?why=review")
                        .status())
                .isEqualTo(200);
        assertThat(world.adminOf(world.b).get("/v1/evidence/" + image).status()).isEqualTo(404);
        assertThat(looksAt(image)).containsExactly("admin-a review");
    }

    @Test
    void countsDifferentPhotosUntilThereAreEnough() {
        Rest admin = world.adminOf(world.a);
        String subject = world.subject(world.a.adminToken(), "Zhao Liu");
        world.vision.show(ScriptedVision.Face.good(20, 140));
        assertThat(admin.get("/v1/subjects/" + subject).good().text("enrolment"))
                .isEqualTo("ENROLMENT_STATE_NONE");

        Rest.Answer first = world.enrol(admin, subject).good();
        Rest.Answer again = world.enrol(admin, subject).good();
        String afterOne = admin.get("/v1/subjects/" + subject).good().text("enrolment");
        world.vision.show(ScriptedVision.Face.good(20, 140).turnedTowards(21, 0.7f));
        world.enrol(admin, subject).good();
        Rest.Answer afterTwo = admin.get("/v1/subjects/" + subject).good();

        assertThat(first.text("nextZh")).contains("改天");
        assertThat(again.text()).contains("CODE_SAME_PHOTO");
        assertThat(again.text("image")).isEqualTo(first.text("image"));
        assertThat(afterOne).isEqualTo("ENROLMENT_STATE_ONE_PHOTO");
        assertThat(afterTwo.text("enrolment")).isEqualTo("ENROLMENT_STATE_ENOUGH");
        assertThat(afterTwo.text("references")).isEqualTo("2");
    }

    private static List<String> looksAt(String image) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT caller_name || ' ' || why FROM access_log WHERE object_id = :image")
                        .bind("image", image)
                        .mapTo(String.class)
                        .list());
    }

    @Test
    void reportsAPhotoThatCannotServeWithoutAnError() {
        world.vision.show();

        Rest.Answer answer =
                world.enrol(world.adminOf(world.a), world.a.subject()).good();

        assertThat(answer.text()).contains("CODE_NO_FACE").doesNotContain("\"accepted\":true");
    }

    @Test
    void tellsIngestWhatToOpen() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(world.bus.published())
                        .filteredOn(event -> event.key().equals(world.a.source()))
                        .isNotEmpty());

        RecordingBus.Published planned = world.bus.published().stream()
                .filter(event -> event.key().equals(world.a.source()))
                .findFirst()
                .orElseThrow();
        SourcePlanned plan = (SourcePlanned) Objects.requireNonNull(planned.value());
        byte[] address = world.key.open(plan.getSealedAddress().toByteArray(), "source:" + world.a.source());
        assertThat(plan.getSessions(0).getSessionId()).isEqualTo(world.a.session());
        assertThat(new String(address, StandardCharsets.UTF_8)).startsWith("rtsp://user:secret@");
    }

    @Test
    void sendsLiveEventsToThoseWhoMaySeeThem() throws IOException {
        try (BufferedReader own = lines(world.adminOf(world.a), "/v1/sessions/" + world.a.session() + "/events");
                BufferedReader other = lines(world.adminOf(world.b), "/v1/events")) {
            publish("event-1", world.a.session(), world.a.subject());
            publish("event-2", world.b.session(), world.b.subject());

            assertThat(next(own, "id:")).isEqualTo("event-1");
            JsonObject event = JsonParser.parseString(next(own, "data:")).getAsJsonObject();
            assertThat(event.getAsJsonObject("presenceChanged").get("status").getAsString())
                    .isEqualTo("PRESENT");
            assertThat(next(other, "id:")).isEqualTo("event-2");
        }
        assertThat(world.adminOf(world.a)
                        .get("/v1/sessions/" + world.a.session() + "/attendance")
                        .good()
                        .text())
                .contains("\"inSight\":true");
    }

    private static BufferedReader lines(Rest rest, String path) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(rest.stream(path).body(), StandardCharsets.UTF_8));
        // the feed is joined once the first comment is there
        assertThat(reader.readLine()).isNotNull();
        return reader;
    }

    private static String next(BufferedReader reader, String field) throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(field)) {
                return line.substring(field.length()).strip();
            }
        }
        throw new AssertionError("the feed ended before a line " + field);
    }

    private void publish(String id, String session, String subject) {
        world.bus.publish(
                Topics.EVENTS,
                session,
                SessionEvent.newBuilder()
                        .setEventId(id)
                        .setSessionId(session)
                        .setPresenceChanged(PresenceChanged.newBuilder()
                                .setSubjectId(subject)
                                .setStatus("PRESENT")
                                .setInSight(true))
                        .build());
    }

    @Test
    void locksANameAfterFiveFailuresWhetherItExistsOrNot() {
        for (String name : List.of("admin-b", "nobody-at-all")) {
            for (int i = 0; i < 5; i++) {
                assertThat(world.signIn(name, "wrong").text("code")).isEqualTo("WRONG_PASSWORD");
            }

            assertThat(world.signIn(name, ApiWorld.PASSWORD).text("code")).isEqualTo("SIGN_IN_LOCKED");
        }
        world.clock.advance(Duration.ofMinutes(15));
        assertThat(world.signIn("admin-b", ApiWorld.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void keepsABrowsersTokenInACookieThatAnotherSiteCannotUse() {
        Rest.Answer signedIn = world.nobody.send(world.nobody
                .request("/v1/sign-in")
                .header("x-shidao-console", "1")
                .header("content-type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        "{\"username\": \"admin\", \"password\": \"" + ApiWorld.PASSWORD + "\"}")));
        String cookie = signedIn.good().header("set-cookie");
        String pair = cookie.substring(0, cookie.indexOf(';'));

        Rest.Answer read = world.nobody.send(world.nobody.request("/v1/me").header("cookie", pair));
        Rest.Answer forged = world.nobody.send(world.nobody
                .request("/v1/institutions")
                .header("cookie", pair)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(cookie).containsIgnoringCase("HttpOnly").contains("SameSite=Strict");
        assertThat(read.status()).isEqualTo(200);
        assertThat(forged.text("code")).isEqualTo("FORGEABLE");
    }

    @Test
    void callsFurtherServicesOnAWorkerAndTellsThemWhoCalls() {
        Rest.Answer answer = world.platformOf(world.a)
                .post("/v1/sessions/" + world.a.session() + "/snapshots", "{}")
                .good();

        assertThat(answer.text("sampleId")).startsWith("api-worker-");
        assertThat(answer.text("sha256")).isEqualTo(world.a.platform());
    }

    @Test
    void endsEveryOtherSignInWhenThePasswordChanges() {
        String oneTime = world.supervisor()
                .post(
                        "/v1/accounts",
                        "{'username': 'changes', 'displayName': 'C', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .text("oneTimePassword");
        String old = world.ownPassword("changes", oneTime);

        String fresh = world.nobody
                .as(old)
                .post(
                        "/v1/me/password",
                        "{'currentPassword': '" + ApiWorld.PASSWORD + "', 'newPassword': 'another long phrase'}")
                .good()
                .text("token");

        assertThat(world.nobody.as(old).get("/v1/me").status()).isEqualTo(401);
        assertThat(world.nobody.as(fresh).get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void endsASignInByWish() {
        String token = world.signIn("admin", ApiWorld.PASSWORD).good().text("token");
        Rest person = world.nobody.as(token);

        assertThat(person.get("/v1/me").status()).isEqualTo(200);
        person.post("/v1/sign-out", "{}").good();

        assertThat(person.get("/v1/me").text("code")).isEqualTo("BAD_CREDENTIAL");
    }

    @Test
    void walksThroughAListPageByPage() {
        for (int i = 0; i < 3; i++) {
            world.adminOf(world.b)
                    .post("/v1/classes", "{'name': 'Page " + i + "', 'programme': 'P'}")
                    .good();
        }

        Rest.Answer first =
                world.adminOf(world.b).get("/v1/classes?page_size=3").good();
        Rest.Answer second = world.adminOf(world.b)
                .get("/v1/classes?page_size=3&page_token=" + first.text("nextPageToken"))
                .good();

        assertThat(first.json().getAsJsonArray("classes")).hasSize(3);
        assertThat(second.json().getAsJsonArray("classes")).hasSize(1);
        assertThat(world.adminOf(world.b)
                        .get("/v1/classes?page_token=nonsense!")
                        .status())
                .isEqualTo(400);
        assertThat(world.adminOf(world.b).get("/v1/sessions?page_size=1").good().text())
                .contains(world.b.session());
    }

    @Test
    void showsTheConsoleDescriptionHealthAndMetrics() {
        assertThat(world.nobody.get("/").status()).isEqualTo(200);
        assertThat(world.nobody.get("/sessions/some-id").header("content-security-policy"))
                .contains("default-src 'self'");
        assertThat(world.nobody.get("/openapi.json").good().text()).contains("\"/v1/sessions/{session_id}/claims\"");
        assertThat(world.nobody.get("/healthz").status()).isEqualTo(200);
        assertThat(DateTimeFormatter.RFC_1123_DATE_TIME.parse(
                        world.nobody.get("/healthz").header("date"), Instant::from))
                .as("pages go by this clock, not by the computer's")
                .isEqualTo(world.clock.instant().truncatedTo(ChronoUnit.SECONDS));
        assertThat(world.nobody.get("/readyz").good().text()).contains("\"store\":true");
        assertThat(world.nobody.get("/metrics").good().text()).contains("api_gate_received");
        assertThat(world.nobody
                        .send(world.nobody.request("/metrics").header("x-forwarded-for", "192.0.2.9"))
                        .status())
                .isEqualTo(404);
    }
}
