package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.registry.PostgresPlanStore;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.proto.bus.v1.SourcePlanned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may switch recording on, and who may see what was recorded. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class RecordingDoorIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private Instant start;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        start = Instant.parse(world.supervisor()
                .get("/v1/sessions/" + world.a.session())
                .good()
                .text("startsAt"));
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void recordsNothingUntilTheAuthoritySwitchesItOn() {
        String path = "/v1/sources/" + world.a.source() + "/recording";
        assertThat(world.adminOf(world.a).get(path).good().text("policy")).isEqualTo("RECORDING_POLICY_OFF");
        assertThat(world.adminOf(world.a)
                        .post(path, "{'policy': 'RECORDING_POLICY_CONTINUOUS'}")
                        .status())
                .isEqualTo(403);
        assertThat(world.supervisor().post(path, "{}").status()).isEqualTo(400);

        world.supervisor()
                .post(path, "{'policy': 'RECORDING_POLICY_CONTINUOUS', 'why': 'file 12'}")
                .good();

        assertThat(world.adminOf(world.a).get(path).good().text("policy")).isEqualTo("RECORDING_POLICY_CONTINUOUS");
        assertThat(world.adminOf(world.b).get(path).status()).isEqualTo(404);
        assertThat(planned(world.a.source())).isEqualTo(SourcePlanned.Recording.RECORDING_CONTINUOUS);
        assertThat(logged("recording-policy"))
                .containsExactly(world.a.source() + " RECORDING_POLICY_CONTINUOUS file 12");
    }

    @Test
    void tellsOfEachCameraHowItIsRecordedAndHowMuchIsStored() {
        stored("segment-1", start, 5_000_000_000L, true);
        stored("segment-2", start.minusSeconds(60), 7, false);

        JsonObject page =
                world.adminOf(world.a).get("/v1/source-recordings").good().json();

        JsonObject only = page.getAsJsonArray("sources").get(0).getAsJsonObject();
        assertThat(page.getAsJsonArray("sources")).hasSize(1);
        assertThat(only.get("sourceId").getAsString()).isEqualTo(world.a.source());
        assertThat(only.get("storedBytes").getAsString()).isEqualTo("5000000000");
        assertThat(only.get("oldest").getAsString()).isEqualTo(start.toString());
        assertThat(page.getAsJsonObject("rules").get("keepFor").getAsString()).isEqualTo("604800s");
        assertThat(world.supervisor().get("/v1/source-recordings").good().json().getAsJsonArray("sources"))
                .hasSize(2);
    }

    private void stored(String id, Instant from, long bytes, boolean kept) {
        DATABASE.database()
                .useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO recording_segment (segment_id, source_id, session_id, from_at, to_at, media_type,
                                                       bytes, sha256, kept)
                        VALUES (:id, :source, :session, :from, :to, 'video/mp4', :bytes, :id, :kept)
                        """)
                        .bind("id", id)
                        .bind("source", world.a.source())
                        .bind("session", world.a.session())
                        .bind("from", Sql.time(from))
                        .bind("to", Sql.time(from.plusSeconds(10)))
                        .bind("bytes", bytes)
                        .bind("kept", kept)
                        .execute());
    }

    /** As the planner will publish it at its next round. */
    private SourcePlanned.Recording planned(String source) {
        PostgresPlanStore plans = new PostgresPlanStore(DATABASE.database());
        plans.replanAll(world.clock.instant());
        return plans.listDue(world.clock.instant(), Duration.ofDays(1), 100).stream()
                .filter(due -> due.source().equals(source))
                .findFirst()
                .orElseThrow()
                .recording();
    }

    @Test
    void tellsWhichSpansAreRecordedAndWhyOthersAreNot() {
        world.clock.set(start.plusSeconds(300));

        JsonObject recording = world.adminOf(world.a)
                .get("/v1/sessions/" + world.a.session() + "/recording")
                .good()
                .json();

        JsonArray spans = recording.getAsJsonArray("spans");
        assertThat(spans).hasSize(2);
        assertThat(spans.get(1).getAsJsonObject().get("gap").getAsString()).isEqualTo("SOURCE_LOST");
        assertThat(world.adminOf(world.b)
                        .get("/v1/sessions/" + world.a.session() + "/recording")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void givesAClipToWhomTheSessionConcernsAndRecordsTheLook() {
        String path = clip(start.plusSeconds(10), start.plusSeconds(20)) + "&why=check";

        Rest.Answer answer = world.adminOf(world.a).get(path).good();

        assertThat(answer.text()).isEqualTo("onetwo" + start.plusSeconds(10) + " " + start.plusSeconds(20));
        assertThat(answer.header("content-type")).isEqualTo("video/mp4; codecs=\"avc1.64001F\"");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("shidao-clip-from"))
                .isEqualTo(start.plusSeconds(9).toString());
        assertThat(looks()).anyMatch(look -> look.startsWith(world.a.session()) && look.endsWith("check"));
    }

    @Test
    void givesNobodyElseAClip() {
        String path = clip(start, start.plusSeconds(20));
        long before = looks().size();

        assertThat(world.nobody.get(path).status()).isEqualTo(401);
        assertThat(world.platformOf(world.a).get(path).status()).isEqualTo(403);
        assertThat(world.adminOf(world.b).get(path).status()).isEqualTo(404);
        assertThat(looks()).hasSize((int) before);
    }

    @Test
    void keepsAClipWithinTheSessionAndBounds() {
        Rest supervisor = world.supervisor();

        assertThat(supervisor
                        .get(clip(start.minusSeconds(300), start.plusSeconds(5)))
                        .good()
                        .text())
                .isEqualTo("onetwo" + start + " " + start.plusSeconds(5));
        assertThat(supervisor.get(clip(start.minusSeconds(300), start)).status())
                .isEqualTo(404);
        assertThat(supervisor.get(clip(start, start.plusSeconds(601))).status()).isEqualTo(400);
        assertThat(supervisor.get(clip(start, start)).status()).isEqualTo(400);
        assertThat(supervisor
                        .get("/v1/sessions/" + world.a.session() + "/clip?from=now")
                        .status())
                .isEqualTo(400);
    }

    private String clip(Instant from, Instant to) {
        return "/v1/sessions/" + world.a.session() + "/clip?from=" + from + "&to=" + to;
    }

    private static List<String> looks() {
        return logged("clip");
    }

    private static List<String> logged(String what) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT object_id || ' ' || why FROM access_log WHERE what = :what")
                        .bind("what", what)
                        .mapTo(String.class)
                        .list());
    }
}
