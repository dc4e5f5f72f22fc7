package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Shows what the analyzer left in its tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RecordsIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private Sha256 image;

    @BeforeAll
    void conclude() {
        world = new ApiWorld(DATABASE.database());
        image = world.blobs.put(Payload.wrap(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1}));
        String evidence = "[{\"purpose\":\"CAPTURED_FACE\",\"image\":\"" + image
                + "\",\"sample\":\"s-1\",\"takenAt\":\"2026-03-02T09:10:00Z\",\"box\":{\"x\":1,\"y\":2,\"width\":3,"
                + "\"height\":4},\"subject\":null}]";
        DATABASE.database().useTransaction(handle -> {
            handle.execute("""
                    INSERT INTO attendance (session_id, subject_id, role, status, provisional, first_seen, last_seen,
                                            seen_ms, sampled_ms, intervals, credited_class_hours, error_probability,
                                            claimed, evidence, calibration)
                    VALUES (?, ?, 'TRAINEE', 'PRESENT', false, '2026-03-02T09:00:10Z', '2026-03-02T09:44:00Z', 2600000,
                            2700000, '[{"from": "2026-03-02T09:00:10Z", "to": "2026-03-02T09:44:00Z"}]', 1, 0.0001, true,
                            ?::jsonb, 'model-1/shipped')
                    """, world.a.session(), world.a.subject(), evidence);
            for (int i = 0; i < 3; i++) {
                handle.execute("""
                        INSERT INTO anomaly (anomaly_id, session_id, kind, severity, subjects, since, updated_at, numbers,
                                             evidence, calibration)
                        VALUES (?, ?, 'IMPERSONATION', 'CRITICAL', ARRAY[?], '2026-03-02T09:05:00Z',
                                '2026-03-02T09:06:00Z', '{"looks": 12}', ?::jsonb, 'model-1/shipped')
                        """, "anomaly-" + i, world.a.session(), world.a.subject(), evidence);
            }
            handle.execute("""
                    INSERT INTO session_progress (session_id, source_state, samples_analysed, newest_sample_at,
                                                  median_face_height, source_since, key_interval_ms, undecided_faces)
                    VALUES (?, 'STREAMING', 270, '2026-03-02T09:44:50Z', 52.5, '2026-03-02T08:59:00Z', 4000, 3)
                    """, world.a.session());
            handle.execute("""
                    INSERT INTO session_coverage (session_id, source_id, spans, seen_ms, unseen_ms)
                    SELECT session_id, source_id,
                           '[{"from": "2026-03-02T09:00:00Z", "to": "2026-03-02T09:44:00Z", "sight": "SEEN",
                              "sourceState": null},
                             {"from": "2026-03-02T09:44:00Z", "to": "2026-03-02T09:45:00Z", "sight": "NOT_CONNECTED",
                              "sourceState": "REFUSED"}]', 2640000, 60000
                      FROM training_session WHERE session_id = ?
                    """, world.a.session());
            handle.execute(
                    "UPDATE training_session SET starts_at = '2026-01-01T00:00:00Z' WHERE session_id = ?",
                    world.a.session());
        });
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void showsTheStatementAboutAPersonWithItsEvidence() {
        Rest.Answer answer = world.adminOf(world.a)
                .get("/v1/sessions/" + world.a.session() + "/attendance")
                .good();

        JsonObject record = answer.json().getAsJsonArray("records").get(0).getAsJsonObject();
        assertThat(record.get("status").getAsString()).isEqualTo("ATTENDANCE_STATUS_PRESENT");
        assertThat(record.get("calibration").getAsString()).isEqualTo("model-1/shipped");
        assertThat(record.get("seen").getAsString()).isEqualTo("2600s");
        assertThat(record.getAsJsonArray("intervals")).hasSize(1);
        assertThat(record.getAsJsonArray("evidence").toString()).contains(image.hex(), "PURPOSE_CAPTURED_FACE");
    }

    @Test
    void countsWhatASessionCameTo() {
        Rest.Answer session =
                world.adminOf(world.a).get("/v1/sessions/" + world.a.session()).good();
        Rest.Answer status = world.adminOf(world.a)
                .get("/v1/sessions/" + world.a.session() + "/status")
                .good();

        assertThat(session.json().get("present").getAsInt()).isEqualTo(1);
        assertThat(session.json().get("openAnomalies").getAsInt()).isEqualTo(3);
        assertThat(status.text("sourceState")).isEqualTo("STREAMING");
        assertThat(status.text("samplesAnalysed")).isEqualTo("270");
        assertThat(status.text("undecidedFaces")).isEqualTo("3");
    }

    @Test
    void listsSuspicionsPageByPageWithTheNamesOfThePeople() {
        Rest admin = world.adminOf(world.a);
        Rest.Answer first = admin.get("/v1/anomalies?page_size=2&session_id=" + world.a.session())
                .good();
        Rest.Answer second = admin.get("/v1/anomalies?page_size=2&page_token=" + first.text("nextPageToken"))
                .good();

        assertThat(first.json().getAsJsonArray("anomalies")).hasSize(2);
        assertThat(second.json().getAsJsonArray("anomalies")).hasSize(1);
        assertThat(second.text())
                .contains("Zhang San", "model-1/shipped", "\"looks\":12.0", "SEVERITY_CRITICAL", "ANOMALY_STATUS_OPEN");
        assertThat(admin.get("/v1/anomalies?status=ANOMALY_STATUS_CONFIRMED")
                        .good()
                        .text())
                .doesNotContain("anomaly-0");
        assertThat(admin.get("/v1/anomalies/anomaly-1").status()).isEqualTo(200);
    }

    @Test
    void tellsWhichTimesASourceShowed_andWhyNotTheOthers() {
        Rest.Answer answer = world.adminOf(world.a)
                .get("/v1/sessions/" + world.a.session() + "/coverage")
                .good();

        JsonObject source = answer.json().getAsJsonArray("sources").get(0).getAsJsonObject();
        assertThat(source.get("seen").getAsString()).isEqualTo("2640s");
        assertThat(source.get("unseen").getAsString()).isEqualTo("60s");
        assertThat(source.getAsJsonArray("spans").get(1).toString())
                .contains("2026-03-02T09:44:00Z", "SIGHT_NOT_CONNECTED", "REFUSED");
    }

    @Test
    void listsHowTheCamerasFare() {
        Rest.Answer answer = world.adminOf(world.a).get("/v1/source-health").good();

        assertThat(answer.text())
                .contains(
                        "STREAMING",
                        "\"keyInterval\":\"4s\"",
                        "\"since\":\"2026-03-02T08:59:00Z\"",
                        "\"unseen\":\"60s\"",
                        "samplingInterval")
                .doesNotContain("rtsp:");
    }

    @Test
    void showsAnotherInstitutionNoneOfIt() {
        Rest foreign = world.adminOf(world.b);

        assertThat(foreign.get("/v1/sessions/" + world.a.session() + "/coverage")
                        .status())
                .isEqualTo(404);
        assertThat(foreign.get("/v1/source-health").good().text()).doesNotContain("STREAMING");

        assertThat(foreign.get("/v1/anomalies/anomaly-1").status()).isEqualTo(404);
        assertThat(foreign.get("/v1/anomalies").good().text()).doesNotContain("anomaly-0");
        assertThat(foreign.get("/v1/evidence/" + image).status()).isEqualTo(404);
    }

    /** A teacher whom another institution has entered is on this one's roster, and so is what became of them here. */
    @Test
    void showsTheRecordsOfASessionWhoeverEnteredThePerson() {
        teaches(world.b.subject(), world.a.session());

        String path = "/v1/sessions/" + world.a.session() + "/attendance";
        assertThat(world.adminOf(world.a).get(path).good().text())
                .contains(world.a.subject())
                .contains(world.b.subject());
        Rest.Answer foreign = world.adminOf(world.b).get(path);
        assertThat(foreign.status() == 404 || !foreign.text().contains(world.b.subject()))
                .isTrue();
    }

    /**
     * Pictures of a session go with the session, photos of an enrolment with the institution that enrolled the person: who
     * engages a teacher of another institution sees the first, and is offered none of the second.
     */
    @Test
    void showsThePicturesOfASessionWhoeverEnteredThePerson_andNoEnrolmentPhotoOfAnotherInstitution() {
        ApiWorld.Institution c = world.institution("C");
        String teacher = world.b.subject();
        teaches(teacher, c.session());
        String photo = kept("enrolment photo");
        String inCase = kept("enrolled face beside a captured one, in a case");
        String captured = kept("captured in a session of C");
        String later = kept("captured later");
        String elsewhere = kept("captured in a session of B");
        DATABASE.database().useTransaction(handle -> {
            for (String one : new String[] {photo, inCase}) {
                handle.execute("""
                        INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                                                         face_height_pixels, sharpness, enrolled_at, enrolled_by)
                        VALUES (?, ?, 'm', '\\x01', ?, 100, 50, ?::timestamptz, 'x')
                        """, "of " + one, teacher, one, one.equals(photo) ? "2026-03-02" : "2026-03-01");
            }
            seen(handle, c.session(), teacher, captured);
            seen(handle, world.b.session(), teacher, elsewhere);
            handle.execute("""
                    INSERT INTO anomaly (anomaly_id, session_id, kind, severity, subjects, since, updated_at, evidence)
                    VALUES ('of the teacher', ?, 'TEACHER_ABSENT', 'MAJOR', ARRAY[?], now(), now(), ?::jsonb)
                    """, c.session(), teacher, evidence("ENROLLED_FACE", inCase));
            handle.execute("""
                    INSERT INTO anomaly_later (anomaly_id, withdrawn, subjects, since, updated_at, from_at, to_at, numbers,
                                               evidence, calibration)
                    SELECT anomaly_id, false, subjects, since, updated_at, since, since, numbers, ?::jsonb, ''
                      FROM anomaly WHERE anomaly_id = 'of the teacher'
                    """, evidence("CAPTURED_FACE", later));
        });
        Rest engaging = world.adminOf(c);
        Rest entering = world.adminOf(world.b);

        assertThat(statuses(engaging, captured, inCase, later)).containsOnly(200);
        assertThat(statuses(engaging, photo, elsewhere)).containsOnly(404);
        assertThat(statuses(entering, photo, inCase, elsewhere)).containsOnly(200);
        assertThat(statuses(entering, captured, later)).containsOnly(404);
        String path = "/v1/sessions/" + c.session() + "/attendance";
        assertThat(engaging.get(path).good().text())
                .as("offers what it gives, and nothing else")
                .contains(captured)
                .doesNotContain(photo, inCase);
        assertThat(entering.get("/v1/sessions/" + world.b.session() + "/attendance")
                        .good()
                        .text())
                .doesNotContain(captured);
        assertThat(world.supervisor().get(path).good().text()).contains(captured, photo);
    }

    private static void teaches(String teacher, String session) {
        DATABASE.database().useTransaction(handle -> handle.execute("""
                        INSERT INTO roster_entry (class_id, subject_id, role, added_at)
                        SELECT class_id, ?, 'TEACHER', now() FROM training_session WHERE session_id = ?
                        ON CONFLICT DO NOTHING
                        """, teacher, session));
    }

    private static void seen(Handle handle, String session, String teacher, String face) {
        handle.execute("""
                INSERT INTO attendance (session_id, subject_id, role, status, provisional, seen_ms, sampled_ms,
                                        credited_class_hours, error_probability, claimed, evidence)
                VALUES (?, ?, 'TEACHER', 'PRESENT', false, 1, 1, 0, 0.0001, false, ?::jsonb)
                """, session, teacher, evidence("CAPTURED_FACE", face));
    }

    private String kept(String text) {
        return world.blobs
                .put(Payload.wrap(text.getBytes(StandardCharsets.UTF_8)))
                .hex();
    }

    private static String evidence(String purpose, String image) {
        return "[{\"purpose\": \"" + purpose + "\", \"image\": \"" + image
                + "\", \"takenAt\": \"2026-03-02T09:10:00Z\"}]";
    }

    private static List<Integer> statuses(Rest who, String... images) {
        return Stream.of(images)
                .map(one -> who.get("/v1/evidence/" + one).status())
                .toList();
    }

    @Test
    void givesAPictureThatNothingOnTheWayMayKeep() {
        Rest.Answer picture =
                world.adminOf(world.a).get("/v1/evidence/" + image).good();

        assertThat(picture.header("cache-control")).isEqualTo("private, no-store");
        assertThat(picture.header("content-type")).isEqualTo("image/jpeg");
        assertThat(picture.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(picture.header("content-security-policy")).contains("sandbox");
    }
}
