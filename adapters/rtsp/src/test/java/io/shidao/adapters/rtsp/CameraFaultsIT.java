package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.IngestService;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.testkit.camera.CameraMount;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.GstCamera;
import io.shidao.testkit.camera.HangUp;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What ingest says when cameras fail, with its default settings, from the plan to the change on the bus: against our own
 * camera server, and against one that others wrote.
 */
@Timeout(90)
class CameraFaultsIT {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final String PASSWORD = "s3cr@t:pässword";
    private static final String UDP = "#transport=udp";
    private static final Duration OPENED = Duration.ofSeconds(8);
    private static final Duration CUT_NOTICED = Duration.ofSeconds(1);
    private static final Duration STREAMING_AGAIN = Duration.ofSeconds(2);
    private static final Duration FREEZE_NOTICED = Duration.ofSeconds(10);

    private final DataKey key = DataKey.of(DataKey.generate());
    private final SettableClock clock = new SettableClock(NINE);
    private final ScriptedBus bus = new ScriptedBus();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RtspSource source = new RtspSource(RtspConfig.defaults(), clock, meters, AddressCheck.none());
    private final LibavSource libav = new LibavSource(LibavConfig.defaults(), clock);
    private IngestService service;
    private PartitionHandler<SourcePlanned> plans;

    @BeforeEach
    void start() {
        IngestConfig defaults = IngestConfig.defaults();
        IngestConfig config = new IngestConfig(
                defaults.source(),
                new AddressPolicy(false, true),
                defaults.publishTimeout(),
                defaults.tick(),
                defaults.maxSources(),
                defaults.quickestSampling());
        service = IngestService.start(config, "node", bus, List.of(source, libav), key, clock, meters);
        plans = bus.handler(Topics.SOURCES);
        assertThat(plans.assigned(0)).isZero();
    }

    @AfterEach
    void stop() {
        service.close();
        source.close();

        assertThat(bus.published(SourceChange.class))
                .noneMatch(change -> change.detail().contains("s3cr"));
    }

    @Test
    void tellsWhatIsWrongWithEachCamera() {
        try (CameraServer server = CameraServer.open();
                CameraServer another = CameraServer.open()) {
            server.mount("/locked", feed()).requireDigest("admin", "another");
            server.mount("/silent", feed()).faults().blackHole(true);
            server.mount("/garbage", feed()).faults().garbageInsteadOfRtsp(true);
            CameraMount freezing = server.mount("/freezing", feed());
            server.mount("/lossy", feed()).faults().packetLoss(0.02);
            server.mount("/damaged", feed()).faults().damagedKeyFrames(1);
            another.mount("/cut", feed());
            plan("silent", server.url("/silent"));
            plan("locked", server.url("/locked", "admin", PASSWORD));
            plan("missing", server.url("/missing"));
            plan("garbage", server.url("/garbage"));
            plan("freezing", server.url("/freezing"));
            plan("lossy", server.url("/lossy"));
            plan("damaged", server.url("/damaged"));
            plan("cut", another.url("/cut"));
            // the same over UDP, which libavformat reads
            plan("freezing-udp", server.url("/freezing") + UDP);
            plan("cut-udp", another.url("/cut") + UDP);

            comesTo("locked", SourceState.UNAUTHORISED, OPENED);
            comesTo("missing", SourceState.NOT_FOUND, OPENED);
            comesTo("garbage", SourceState.BAD_STREAM, OPENED);
            await().atMost(OPENED)
                    .until(() -> List.of("freezing", "lossy", "damaged", "cut", "freezing-udp", "cut-udp").stream()
                            .allMatch(id -> state(id).isDelivering()));
            freezing.faults().freeze(true);
            long frozenAt = System.nanoTime();
            cutAndComeBack(() -> another.stop(HangUp.RST), another::restart, "cut", "cut-udp");
            comesTo("silent", SourceState.TIMED_OUT, OPENED);
            comesTo("freezing", SourceState.FROZEN, FREEZE_NOTICED.minusNanos(System.nanoTime() - frozenAt));
            comesTo("freezing-udp", SourceState.FROZEN, FREEZE_NOTICED.minusNanos(System.nanoTime() - frozenAt));
            long thawedAt = System.nanoTime();
            freezing.faults().freeze(false);
            comesTo("freezing", SourceState.STREAMING, STREAMING_AGAIN.minusNanos(System.nanoTime() - thawedAt));
            comesTo("freezing-udp", SourceState.STREAMING, STREAMING_AGAIN.minusNanos(System.nanoTime() - thawedAt));

            // packets get lost and pictures are wrong, but the stream goes on, and each sample is whole
            assertThat(meters.counter("rtsp.packets.lost").count()).isPositive();
            assertThat(states("lossy")).allMatch(state -> state.isDelivering() || state == SourceState.CONNECTING);
            assertThat(states("damaged")).containsExactly(SourceState.CONNECTING, SourceState.STREAMING);
            assertThat(samples("lossy"))
                    .isNotEmpty()
                    .allMatch(sample ->
                            TestVideo.UNITS.stream().map(Payload::wrap).anyMatch(sample.payload()::equals));
            assertThat(samples("damaged")).isNotEmpty();
        }
    }

    @Test
    void tellsTheSameOfCamerasThatOthersWrote() {
        Optional<String> missing = GstCamera.missing();
        assumeTrue(missing.isEmpty(), missing.orElse(""));
        Map<String, String> pipelines = Map.of("/room", GstCamera.ball(0), "/b", GstCamera.ball(2));
        try (GstCamera open = GstCamera.open(pipelines);
                GstCamera locked = GstCamera.open(pipelines, "admin", PASSWORD)) {
            plan("locked", locked.url("/room", "admin", "another"));
            plan("freezing", locked.url("/room", "admin", PASSWORD));
            plan("missing", open.url("/missing"));
            plan("cut", open.url("/room"));
            plan("b", open.url("/b"));
            comesTo("locked", SourceState.UNAUTHORISED, OPENED);
            comesTo("missing", SourceState.NOT_FOUND, OPENED);
            comesTo("b", SourceState.STREAMING, OPENED);
            comesTo("cut", SourceState.STREAMING, OPENED);
            comesTo("freezing", SourceState.STREAMING, OPENED);

            locked.freeze();
            long frozenAt = System.nanoTime();
            cutAndComeBack(open::cut, open::comeBack, "cut");
            comesTo("freezing", SourceState.FROZEN, FREEZE_NOTICED.minusNanos(System.nanoTime() - frozenAt));
            locked.thaw();
            comesTo("freezing", SourceState.STREAMING, STREAMING_AGAIN);

            assertThat(samples("freezing")).isNotEmpty();
            assertThat(samples("b")).isNotEmpty();
        }
    }

    /** With these sources streaming. */
    private void cutAndComeBack(Runnable cut, Runnable comeBack, String... ids) {
        Map<String, Integer> before = new HashMap<>();
        for (String id : ids) {
            before.put(id, states(id).size());
        }
        cut.run();
        await().atMost(CUT_NOTICED)
                .until(() -> before.entrySet().stream()
                        .allMatch(entry -> states(entry.getKey()).size() > entry.getValue()));
        before.forEach((id, states) -> assertThat(states(id).get(states)).as(id).isEqualTo(SourceState.ENDED));

        long back = System.nanoTime();
        comeBack.run();
        for (String id : ids) {
            comesTo(id, SourceState.STREAMING, STREAMING_AGAIN.minusNanos(System.nanoTime() - back));
        }
    }

    private static VideoFeed feed() {
        return VideoFeed.loop(TestVideo.FRAMES_PER_SECOND, TestVideo.UNITS);
    }

    private void plan(String id, String address) {
        byte[] sealed = key.seal(address.getBytes(StandardCharsets.UTF_8), "source:" + id);
        SourcePlanned plan = SourcePlanned.newBuilder()
                .setSourceId(id)
                .setSealedAddress(ByteString.copyFrom(sealed))
                .addSessions(SourcePlanned.PlannedSession.newBuilder()
                        .setSessionId("session-1")
                        .setStartsAt(Times.timestamp(NINE.minus(Duration.ofMinutes(5))))
                        .setEndsAt(Times.timestamp(NINE.plus(Duration.ofMinutes(45))))
                        .setSamplingInterval(Times.duration(Duration.ofSeconds(5))))
                .build();
        plans.handle(0, List.of(new BusRecord<>(0, 0, id, plan)));
        plans.idle(0);
    }

    private void comesTo(String id, SourceState wanted, Duration within) {
        await(id + " is " + wanted)
                .pollInterval(Duration.ofMillis(20))
                .atMost(within)
                .until(() -> state(id) == wanted);
    }

    private SourceState state(String id) {
        List<SourceState> states = states(id);
        return states.isEmpty() ? SourceState.CLOSED : states.get(states.size() - 1);
    }

    /** Without what is told again because something else about the source became known. */
    private List<SourceState> states(String id) {
        List<SourceState> states = new ArrayList<>();
        bus.published(SourceChange.class).stream()
                .filter(change -> change.source().value().equals(id))
                .map(SourceChange::state)
                .filter(state -> states.isEmpty() || states.get(states.size() - 1) != state)
                .forEachOrdered(states::add);
        return states;
    }

    private List<Sample> samples(String id) {
        return bus.published(Sample.class).stream()
                .filter(sample -> sample.source().value().equals(id))
                .toList();
    }
}
