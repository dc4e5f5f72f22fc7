package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.analyzer.picture.KeptView;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.ingest.sourcetest.SourceTestConfig;
import io.shidao.ingest.sourcetest.SourceTests;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.fake.ScriptedSource;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of cameras; what the analyzer has learnt of one, and who may make it forget. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
@SuppressWarnings("try") // tests are done by an ingest that is open
class CamerasIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;
    private PostgresAnalysisStore store;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        store = new PostgresAnalysisStore(DATABASE.database(), world.clock);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void isForgottenForGoodWhenTheAuthorityResetsIt_andOnlyThen() {
        SourceId source = new SourceId(world.a.source());
        String path = "/v1/sources/" + source + "/view";
        assertThat(store.getView(source)).isEqualTo(SourceViewState.none(source));
        learn(source, 0, 30);
        learn(source, 0, 60);
        assertThat(store.getView(source).view()).isEqualTo(view(60));
        assertThat(world.adminOf(world.a).get(path).good().text("learntAt")).isNotEmpty();

        assertThat(world.adminOf(world.a)
                        .post(path + "-reset", "{'why': 'moved'}")
                        .status())
                .isEqualTo(403);
        assertThat(world.adminOf(world.b).get(path).status()).isEqualTo(404);
        assertThat(world.supervisor().post(path + "-reset", "{}").status()).isEqualTo(400);
        long revision = revision();
        world.supervisor()
                .post(path + "-reset", "{'why': 'moved to the front'}")
                .good();

        assertThat(store.getView(source)).isEqualTo(new SourceViewState(source, 1, null));
        assertThat(revision()).as("sessions are read again").isEqualTo(revision + 1);
        learn(source, 0, 90);
        assertThat(store.getView(source).view()).as("learnt before the reset").isNull();
        learn(source, 1, 30);
        assertThat(store.getView(source)).isEqualTo(new SourceViewState(source, 1, view(30)));
        assertThat(logged()).containsExactly(source + " moved to the front");
    }

    @Test
    void isTestedByAnIngestForWhoeverMayEnterIt_andTheLogHasIt() throws Exception {
        ScriptedSource camera = new ScriptedSource();
        Rest admin = world.adminOf(world.a);
        String before = admin.post("/v1/source-tests", "{'sourceId': '" + world.a.source() + "'}")
                .text();
        assertThat(before).contains("NO_INGEST", "start one");

        try (SourceTests ingest = ingest(camera)) {
            CompletableFuture<Rest.Answer> stored = CompletableFuture.supplyAsync(
                    () -> admin.post("/v1/source-tests", "{'sourceId': '" + world.a.source() + "'}"));
            ScriptedSource.Stream stream = opened(camera, 0);
            assertThat(stream.address().uri()).contains("user:secret@");
            stream.open(Codec.HEVC);
            bring(stream, 0);
            stream.end(SourceState.ENDED, "with secret");
            Rest.Answer good = stored.get(20, TimeUnit.SECONDS).good();

            assertThat(good.json().get("usable").getAsBoolean()).isTrue();
            assertThat(good.text("state")).isEqualTo("STREAMING");
            assertThat(good.text("codec")).isEqualTo("HEVC");
            assertThat(good.json().getAsJsonArray("steps")).hasSize(OpeningStep.values().length - 3);
            assertThat(good.text())
                    .contains("WARNING_NO_LIVE_VIEW", "WARNING_PICTURE_SMALL", "WARNING_BROKE_OFF")
                    .contains("\"samplingInterval\"")
                    .doesNotContain("secret", "password");

            CompletableFuture<Rest.Answer> entered = CompletableFuture.supplyAsync(() -> admin.post(
                    "/v1/source-tests", "{'address': ' rtsp://admin:geheim@192.168.7.7:8554/key/in/the/path '}"));
            opened(camera, 1).end(SourceState.UNAUTHORISED, "cannot be opened: 401 from 192.168.7.7");
            Rest.Answer refused = entered.get(20, TimeUnit.SECONDS).good();
            assertThat(refused.json().has("usable")).isFalse();
            assertThat(refused.text("failedStep")).isEqualTo("SOURCE_TEST_STEP_SIGN_IN");
            assertThat(refused.text()).doesNotContain("geheim", "192.168", "401");

            String forbidden = admin.post("/v1/source-tests", "{'address': 'rtsp://203.0.113.7/1'}")
                    .good()
                    .text("failedStep");
            assertThat(forbidden).isEqualTo("SOURCE_TEST_STEP_ADDRESS");
        }

        assertThat(tested())
                .containsSubsequence(
                        "source-test " + world.a.source() + " rtsp://192.0.2.7",
                        "source-test-result " + world.a.source() + " rtsp://192.0.2.7 STREAMING",
                        "source-test " + world.a.id() + " rtsp://192.168.7.7:8554",
                        "source-test-result " + world.a.id() + " rtsp://192.168.7.7:8554 UNAUTHORISED SIGN_IN");
    }

    @Test
    void isNotTestedForOthers_norInVain_norTooOften() {
        Rest admin = world.adminOf(world.b);
        assertThat(test(admin, "{'sourceId': '" + world.a.source() + "'}")).isEqualTo(404);
        assertThat(test(admin, "{'institutionId': '" + world.a.id() + "', 'address': 'x'}"))
                .isEqualTo(404);
        assertThat(test(admin, "{}")).isEqualTo(400);
        assertThat(test(admin, "{'sourceId': '" + world.b.source() + "', 'address': 'rtsp://10.0.0.1/1'}"))
                .isEqualTo(400);
        assertThat(test(admin, "{'address': 'rtsp://127.0.0.1/1'}")).isEqualTo(400);
        assertThat(test(admin, "{'address': 'file:///etc/passwd'}")).isEqualTo(400);
        assertThat(test(admin, "{'sourceId': '" + world.b.platform() + "'}")).isEqualTo(400);
        assertThat(test(world.platformOf(world.b), "{'sourceId': '" + world.b.source() + "'}"))
                .isEqualTo(403);

        try (SourceTests ingest = ingest(new ScriptedSource())) {
            Rest.Answer answer = forbidden(admin).good();
            for (int i = 0; i < 6 && answer.status() == 200; i++) {
                answer = forbidden(admin);
            }
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text()).contains("TESTS_TOO_OFTEN");
            assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 10);
        }
    }

    private static int test(Rest who, String body) {
        return who.post("/v1/source-tests", body).status();
    }

    /** Answered without a connection. */
    private static Rest.Answer forbidden(Rest who) {
        return who.post("/v1/source-tests", "{'address': 'rtsp://203.0.113.7/1'}");
    }

    private SourceTests ingest(ScriptedSource camera) {
        return SourceTests.start(
                new SourceTestConfig(Duration.ofSeconds(10), 4, List.of("192.0.2.0/24")),
                AddressPolicy.defaults(),
                List.of(camera),
                () -> SMALL,
                world.live,
                world.key,
                world.clock,
                new SimpleMeterRegistry());
    }

    private static ScriptedSource.Stream opened(ScriptedSource camera, int number) {
        await().until(() -> camera.streams().size() > number);
        return camera.streams().get(number);
    }

    private static void bring(ScriptedSource.Stream stream, long micros) {
        stream.bring(new AccessUnit(Codec.HEVC, true, Instant.EPOCH, micros, Payload.wrap(new byte[] {1})));
    }

    private static final PictureDecoder SMALL = new PictureDecoder() {
        @Override
        public boolean supports(Codec codec) {
            return true;
        }

        @Override
        public Picture decode(Codec codec, Payload payload) {
            return new Picture(640, 360, ByteBuffer.allocateDirect(640 * 360 * 3), () -> {});
        }
    };

    private static List<String> tested() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT what || ' ' || object_id FROM access_log WHERE starts_with(what, 'source-test')"
                                        + " ORDER BY entry_id")
                        .mapTo(String.class)
                        .list());
    }

    private void learn(SourceId source, long generation, int samples) {
        store.commit(AnalysisCommit.of(store.take(0))
                .views(List.of(new SourceViewState(source, generation, view(samples))))
                .build());
    }

    private static KeptView view(int samples) {
        byte[] bytes = new byte[13 + 2 * 4 * 240];
        bytes[0] = 1;
        bytes[1] = (byte) samples;
        return KeptView.of(bytes);
    }

    private long revision() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery("SELECT revision FROM training_session WHERE session_id = :id")
                        .bind("id", world.a.session())
                        .mapTo(Long.class)
                        .one());
    }

    private static List<String> logged() {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(
                                "SELECT object_id || ' ' || why FROM access_log WHERE what = 'source-view-reset'")
                        .mapTo(String.class)
                        .list());
    }
}
