package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.ingest.sourcetest.SourceTestConfig;
import io.shidao.ingest.sourcetest.SourceTests;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.SourceTestAsked;
import io.shidao.proto.bus.v1.SourceTestTold;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.HangUp;
import io.shidao.testkit.camera.HevcSample;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.wire.SourceTestChannel;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a test tells of real cameras, asked as the api asks: each is in another state, and all are tested at once. */
@Timeout(60)
@SuppressWarnings("try") // tests are done by nodes that are open
class SourceTestsIT {
    private static final String PASSWORD = "s3cr@t:pässword";
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final String UDP = "#transport=udp";
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    private final DataKey key = DataKey.of(DataKey.generate());
    private final SourceTestChannel channel = new SourceTestChannel(key);
    private final MemoryLiveState live = new MemoryLiveState(Clock.systemUTC());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RtspSource rtsp =
            new RtspSource(TestConfig.quick(Duration.ofSeconds(2)), Clock.systemUTC(), meters, AddressCheck.none());
    private final KeyFrameDecoder decoder =
            KeyFrameDecoder.open(new KeyFrameDecoderConfig(1, 1, 1 << 20, Duration.ofSeconds(5)));
    private final CameraServer server = CameraServer.open();

    @AfterEach
    void close() {
        server.close();
        rtsp.close();
        decoder.close();
    }

    @Test
    void tellsOfEachCameraHowFarItGets() {
        CameraServer off = CameraServer.open();
        server.mount("/good", feed())
                .requireDigest("admin", PASSWORD)
                .traits()
                .clock(Clock.offset(Clock.systemUTC(), FIVE_MINUTES));
        server.mount("/silent", feed()).faults().blackHole(true);
        server.mount("/garbage", feed()).faults().garbageInsteadOfRtsp(true);
        server.mount("/frozen", feed()).faults().freeze(true);
        server.mount("/keyless", new Keyless()).traits().startAnywhere(true);
        server.mount("/damaged", feed()).faults().damagedKeyFrames(1);
        server.mount("/rare", VideoFeed.loop(5, TestVideo.UNITS.subList(0, 10)));
        server.mount("/hevc", VideoFeed.loop(Codec.HEVC, 20, HevcSample.units()));
        off.mount("/good", feed());
        off.stop(HangUp.FIN);
        off.close();
        try (SourceTests tests = tests(new AddressPolicy(false, true), 32)) {
            var good = ask(server.url("/good", "admin", PASSWORD));
            var udp = ask(server.url("/hevc") + UDP);
            var wrong = ask(server.url("/good", "admin", PASSWORD + "x"));
            var missing = ask(server.url("/missing"));
            var refused = ask(off.url("/good"));
            var silent = ask(server.url("/silent"));
            var garbage = ask(server.url("/garbage"));
            var frozen = ask(server.url("/frozen"));
            var keyless = ask(server.url("/keyless"));
            var damaged = ask(server.url("/damaged"));
            var rare = ask(server.url("/rare"));
            var hevc = ask(server.url("/hevc"));

            isGood(good.join());
            failed(wrong.join(), SourceState.UNAUTHORISED, OpeningStep.SIGN_IN);
            failed(missing.join(), SourceState.NOT_FOUND, OpeningStep.DESCRIPTION);
            failed(refused.join(), SourceState.REFUSED, OpeningStep.CONNECTION);
            failed(silent.join(), SourceState.TIMED_OUT, OpeningStep.SIGN_IN);
            failed(garbage.join(), SourceState.BAD_STREAM, OpeningStep.SIGN_IN);
            assertThat(frozen.join().getFailedStep()).isEqualTo(OpeningStep.KEY_FRAME.name());
            failed(keyless.join(), SourceState.BAD_STREAM, OpeningStep.KEY_FRAME);
            failed(damaged.join(), SourceState.BAD_STREAM, OpeningStep.PICTURE);
            isRare(rare.join());
            isHevc(hevc.join());
            isHevc(udp.join());

            assertThat(List.of(good, silent, frozen, keyless))
                    .allSatisfy(one ->
                            assertThat(Times.duration(one.join().getTook())).isLessThan(LONGEST.plusSeconds(3)));
            assertThat(server.clients()).as("left alone afterwards").isLessThanOrEqualTo(12);
            assertThat(meters.get("ingest.source.tests.received").counter().count())
                    .isEqualTo(meters.get("ingest.source.tests.passed").counters().stream()
                            .mapToDouble(counter -> counter.count())
                            .sum());
        }
    }

    @Test
    void touchesNothingThatMayNotBeTested_andIsAskedByNobodyElse() {
        server.mount("/good", feed());
        try (SourceTests tests = tests(AddressPolicy.defaults(), 1)) {
            failed(ask(server.url("/good")).join(), SourceState.REFUSED, OpeningStep.ADDRESS);
            failed(ask("rtsp://192.0.2.7/public").join(), SourceState.REFUSED, OpeningStep.ADDRESS);
            assertThat(server.clients()).isZero();

            SourceTestChannel stranger = new SourceTestChannel(DataKey.of(DataKey.generate()));
            live.broadcast(SourceTestChannel.ASKED, stranger.seal(asked("x", server.url("/good"))));
            assertThat(meters.get("ingest.source.tests.dropped")
                            .tag("reason", "not_ours")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void oneNodeTakesATest_andOneWithoutRoomLeavesItToTheOther() {
        server.mount("/good", feed());
        try (SourceTests one = tests(new AddressPolicy(false, true), 1);
                SourceTests two = tests(new AddressPolicy(false, true), 1)) {
            var first = ask(server.url("/good"));
            var second = ask(server.url("/good"));

            assertThat(first.join().getState()).isEqualTo(SourceState.STREAMING.name());
            assertThat(second.join().getState()).isEqualTo(SourceState.STREAMING.name());
            assertThat(meters.get("ingest.source.tests.passed").counter().count())
                    .isEqualTo(2);
        }
    }

    private static void isGood(SourceTested good) {
        assertThat(good.getState()).isEqualTo(SourceState.STREAMING.name());
        assertThat(good.getFailedStep()).isEmpty();
        assertThat(good.getReachedList())
                .extracting(SourceTested.Reached::getStep)
                .containsExactly(List.of(OpeningStep.values()).stream()
                        .map(OpeningStep::name)
                        .toArray(String[]::new));
        assertThat(good.getCodec()).isEqualTo(Codec.H264.name());
        assertThat(good.getWidth()).isEqualTo(TestVideo.WIDTH);
        assertThat(good.getHeight()).isEqualTo(TestVideo.HEIGHT);
        assertThat(Times.duration(good.getKeyInterval())).isBetween(Duration.ofMillis(450), Duration.ofMillis(560));
        assertThat(good.getKeyIntervalAtLeast()).isFalse();
        assertThat(good.getFramesPerSecond()).isBetween(10.0, 30.0);
        assertThat(good.getKilobitsPerSecond()).isPositive();
        assertThat(Times.duration(good.getClockOffset()))
                .isBetween(FIVE_MINUTES.minusSeconds(5), FIVE_MINUTES.plusSeconds(5));
        assertThat(good.toString()).doesNotContain("s3cr");
    }

    private static void isRare(SourceTested rare) {
        assertThat(rare.getState()).isEqualTo(SourceState.STREAMING.name());
        assertThat(Times.duration(rare.getKeyInterval())).isGreaterThan(Duration.ofMillis(1500));
    }

    private static void isHevc(SourceTested hevc) {
        assertThat(hevc.getState()).isEqualTo(SourceState.STREAMING.name());
        assertThat(hevc.getCodec()).isEqualTo(Codec.HEVC.name());
        assertThat(hevc.getWidth()).isEqualTo(320);
    }

    private static void failed(SourceTested tested, SourceState state, OpeningStep step) {
        assertThat(tested.getState()).isEqualTo(state.name());
        assertThat(tested.getFailedStep()).isEqualTo(step.name());
        assertThat(tested.getWidth()).isZero();
        assertThat(tested.toString()).doesNotContain("s3cr");
    }

    private SourceTests tests(AddressPolicy policy, int atOnce) {
        return SourceTests.start(
                new SourceTestConfig(LONGEST, atOnce, List.of()),
                policy,
                List.of(rtsp, new LibavSource(LibavConfig.defaults(), Clock.systemUTC())),
                () -> decoder,
                live,
                key,
                Clock.systemUTC(),
                meters);
    }

    private CompletableFuture<SourceTested> ask(String address) {
        String id = Ids.fresh();
        CompletableFuture<SourceTested> answer = new CompletableFuture<>();
        var unused = live.listen(
                SourceTestChannel.told(id),
                bytes -> channel.openTold(id, bytes)
                        .filter(SourceTestTold::hasTested)
                        .ifPresent(told -> answer.complete(told.getTested())));
        live.broadcast(SourceTestChannel.ASKED, channel.seal(asked(id, address)));
        return answer.orTimeout(20, TimeUnit.SECONDS);
    }

    private static SourceTestAsked asked(String id, String address) {
        return SourceTestAsked.newBuilder()
                .setTestId(id)
                .setAddress(address)
                .setExpiresAt(Times.timestamp(Clock.systemUTC().instant().plusSeconds(30)))
                .build();
    }

    private static VideoFeed feed() {
        return VideoFeed.loop(TestVideo.FRAMES_PER_SECOND, TestVideo.UNITS);
    }

    /** A camera whose one key frame, without which it could not describe itself, is long gone. */
    private static final class Keyless implements VideoFeed {
        private int next;

        @Override
        public int framesPerSecond() {
            return TestVideo.FRAMES_PER_SECOND;
        }

        @Override
        public byte[] next() {
            return TestVideo.UNITS.get(next == 0 ? next++ : 1 + next++ % 9);
        }
    }
}
