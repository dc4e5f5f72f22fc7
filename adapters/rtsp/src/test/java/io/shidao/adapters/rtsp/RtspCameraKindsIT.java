package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.camera.CameraCertificate;
import io.shidao.testkit.camera.CameraMount;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.HevcSample;
import io.shidao.testkit.camera.SignIn;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.RecordingListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kinds of cameras there are, as the camera server plays them; what libavformat can do as well is in the contract. */
@Timeout(60)
class RtspCameraKindsIT {
    private static final Duration TIME_OUT = Duration.ofSeconds(3);
    private static final String PASSWORD = "s3cr@t:pässword";
    private static final int FRAMES_PER_SECOND = TestVideo.FRAMES_PER_SECOND;

    private final RecordingListener heard = new RecordingListener();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private CameraServer server;
    private CameraMount room;
    private RtspSource source;

    @TempDir
    private Path folder;

    @BeforeEach
    void openCamera() {
        server = CameraServer.open();
        room = server.mount("/room1", VideoFeed.loop(FRAMES_PER_SECOND, TestVideo.UNITS));
        source = new RtspSource(TestConfig.quick(TIME_OUT), Clock.systemUTC(), meters, AddressCheck.none());
    }

    @AfterEach
    void closeCamera() {
        source.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource(SignIn.class)
    void isUnauthorisedWithAWrongPassword(SignIn how) {
        room.require(how, "admin", "another");

        open(server.url("/room1", "admin", PASSWORD));

        await().until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends()).extracting(RecordingListener.End::state).containsExactly(SourceState.UNAUTHORISED);
    }

    @Test
    void isDroppedWhenItDoesNotKeepItsSessionAlive() {
        // a camera that offers nothing to keep a session alive with
        room.traits()
                .sessionTimeout(Duration.ofSeconds(1))
                .without("GET_PARAMETER")
                .without("OPTIONS");

        open(server.url("/room1"));

        await().until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends()).extracting(RecordingListener.End::state).containsExactly(SourceState.ENDED);
        assertThat(heard.keyUnits()).isNotEmpty();
    }

    @Test
    void keepsSessionsAliveByWhatTheCameraKnows_signingInAnewWhenANonceIsStale() {
        List<CameraMount> mounts = new ArrayList<>();
        Map<String, RecordingListener> clients = new LinkedHashMap<>();
        for (SignIn how : SignIn.values()) {
            for (String unknown : List.of("GET_PARAMETER", "SET_PARAMETER")) {
                String path = "/" + how + "-without-" + unknown;
                CameraMount mount = server.mount(path, VideoFeed.loop(FRAMES_PER_SECOND, TestVideo.UNITS));
                mount.require(how, "admin", PASSWORD)
                        .traits()
                        .requestsPerNonce(1)
                        .without(unknown);
                mount.traits().sessionTimeout(Duration.ofSeconds(2));
                mounts.add(mount);
                clients.put(path, new RecordingListener());
            }
        }

        clients.forEach((path, client) ->
                source.open(new SourceAddress(server.url(path, "admin", PASSWORD)), Demand.ALL, client));

        // longer than a session without a sign of life
        int units = 7 * FRAMES_PER_SECOND / 2;
        await().atMost(Duration.ofSeconds(15))
                .until(() -> clients.values().stream()
                        .allMatch(client ->
                                client.units().size() >= units || !client.ends().isEmpty()));
        assertThat(clients.values()).allMatch(client -> client.ends().isEmpty());
        assertThat(mounts).allMatch(mount -> mount.viewers() == 1);
    }

    @Test
    void followsARedirectToAnotherPortWithThePasswordThatItNames() {
        try (CameraServer elsewhere = CameraServer.open()) {
            elsewhere
                    .mount("/moved", VideoFeed.loop(FRAMES_PER_SECOND, TestVideo.UNITS))
                    .requireDigest("guest", "guest");
            room.traits().redirect(elsewhere.url("/moved", "guest", "guest"));

            open(server.url("/room1", "admin", PASSWORD));

            await().until(() -> heard.keyUnits().size() >= 2);
            assertThat(server.clients()).isZero();
        }
    }

    @Test
    void givesUpWhenCamerasSendItInCircles() {
        room.traits().redirect(server.url("/room1"));

        open(server.url("/room1"));

        await().until(() -> !heard.ends().isEmpty());
        assertThat(heard.opened()).isEmpty();
    }

    @Test
    void tellsTheTimeOfACameraWhoseClockIsSlow() {
        Duration slow = Duration.ofSeconds(90);
        room.traits().clock(Clock.offset(Clock.systemUTC(), slow.negated()));

        open(server.url("/room1"));

        await().until(() -> heard.units().size() >= 5);
        AccessUnit unit = heard.units().get(4);
        assertThat(unit.cameraTime()).isNotNull();
        assertThat(Duration.between(unit.cameraTime(), unit.capturedAt())).isCloseTo(slow, Duration.ofMillis(500));
    }

    @Test
    void takesTheParameterSetsOfH265FromTheDescription() {
        server.mount("/hevc", VideoFeed.loop(Codec.HEVC, FRAMES_PER_SECOND, HevcSample.units()))
                .traits()
                .parameterSetsInBand(false);

        open(server.url("/hevc"));

        await().until(() -> heard.keyUnits().size() >= 2);
        assertThat(heard.keyUnits()).allSatisfy(unit -> assertThat(types(unit)).startsWith(32, 33, 34));
    }

    @Test
    void startsWithTheNextKeyFrameOfALongGroupOfPictures() {
        List<byte[]> longGroup = new ArrayList<>(TestVideo.UNITS.subList(0, 10));
        IntStream.range(0, 20).forEach(i -> longGroup.add(TestVideo.UNITS.get(1 + i % 9)));
        server.mount("/long", VideoFeed.loop(FRAMES_PER_SECOND, longGroup))
                .traits()
                .startAnywhere(true);
        RecordingListener first = new RecordingListener();
        source.open(new SourceAddress(server.url("/long")), Demand.ALL, first);
        await().until(() -> first.units().size() >= 5);

        open(server.url("/long"));

        await().until(() -> heard.units().size() >= 2);
        assertThat(heard.units().get(0).key()).isTrue();
        assertThat(heard.skippedUnits()).as("units before the key frame").isGreaterThan(10);
    }

    @Test
    void goesOnWhenTheResolutionChanges() {
        List<byte[]> units = new ArrayList<>(TestVideo.UNITS.subList(0, 10));
        units.addAll(pictures(160, 120, 10));
        server.mount("/changing", VideoFeed.loop(FRAMES_PER_SECOND, units));

        open(server.url("/changing"));

        await().until(() -> heard.keyUnits().size() >= 4);
        List<byte[]> sets = heard.keyUnits().stream()
                .map(unit -> set(unit.payload().toByteArray()))
                .toList();
        assertThat(sets.get(0)).isNotEqualTo(sets.get(1)).isEqualTo(sets.get(2));
        assertThat(sets.get(1)).isEqualTo(sets.get(3));
        assertThat(heard.opened()).hasSize(1);
    }

    @Test
    void keepsTheTimesOfPicturesThatAreSentOutOfTheirOrder() {
        server.mount("/b", VideoFeed.reordered(VideoFeed.loop(FRAMES_PER_SECOND, TestVideo.UNITS)));

        open(server.url("/b"));

        await().until(() -> heard.units().size() >= 7);
        List<Long> frames = heard.units().stream()
                .limit(7)
                .map(unit -> Math.round(unit.timestampMicros() * FRAMES_PER_SECOND / 1e6))
                .toList();
        assertThat(frames).containsExactly(0L, 3L, 1L, 2L, 6L, 4L, 5L);
    }

    @Test
    void losesNoPictureButThoseThatMissPackets() {
        room.faults().packetLoss(0.05);

        open(server.url("/room1"));

        await().until(() -> meters.counter("rtsp.packets.lost").count() >= 3
                && heard.keyUnits().size() >= 2);
        assertThat(heard.ends()).isEmpty();
        assertThat(heard.units()).allMatch(RtspCameraKindsIT::isWhole);
    }

    @Test
    void readsACameraThatEncrypts() {
        CameraCertificate certificate = CameraCertificate.create(folder);
        try (CameraServer secure = CameraServer.open(certificate);
                RtspSource trusting = trusting(certificate.pem())) {
            secure.mount("/room1", VideoFeed.loop(FRAMES_PER_SECOND, TestVideo.UNITS))
                    .requireDigest("admin", PASSWORD);
            String address = secure.url("/room1", "admin", PASSWORD);
            assertThat(address).startsWith("rtsps://");
            RecordingListener distrusting = new RecordingListener();
            source.open(new SourceAddress(address), Demand.ALL, distrusting);

            trusting.open(new SourceAddress(address), Demand.ALL, heard);

            await().until(() ->
                    heard.keyUnits().size() >= 2 && !distrusting.ends().isEmpty());
            assertThat(distrusting.ends().get(0).state()).isEqualTo(SourceState.BAD_STREAM);
            assertThat(distrusting.ends().get(0).detail()).contains("rtsp.trusted-certificates");
        }
    }

    @Test
    void twoHundredClientsWatchOneCamera() {
        List<RecordingListener> clients =
                Stream.generate(RecordingListener::new).limit(200).toList();

        clients.forEach(client -> source.open(new SourceAddress(server.url("/room1")), Demand.KEY_FRAMES, client));

        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        clients.stream().allMatch(client -> client.keyUnits().size() >= 4));
        assertThat(room.viewers()).isEqualTo(200);
        assertThat(clients).allMatch(client -> client.ends().isEmpty());
        assertThat(clients).allSatisfy(client -> assertThat(client.keyUnits()).allMatch(RtspCameraKindsIT::isWhole));
    }

    private void open(String address) {
        source.open(new SourceAddress(address), Demand.ALL, heard);
    }

    private static boolean isWhole(AccessUnit unit) {
        byte[] bits = unit.payload().toByteArray();
        return TestVideo.UNITS.stream().anyMatch(whole -> Arrays.equals(whole, bits));
    }

    private RtspSource trusting(Path pem) {
        RtspConfig quick = TestConfig.quick(TIME_OUT);
        RtspConfig trusting = new RtspConfig(
                quick.eventLoops(),
                quick.connectTimeout(),
                quick.replyTimeout(),
                quick.readTimeout(),
                quick.keyTimeout(),
                quick.maxUnitBytes(),
                quick.maxHeadBytes(),
                quick.maxBodyBytes(),
                quick.maxRedirects(),
                pem);
        return new RtspSource(trusting, Clock.systemUTC(), new SimpleMeterRegistry(), AddressCheck.none());
    }

    private static List<byte[]> pictures(int width, int height, int count) {
        List<byte[]> units = new ArrayList<>();
        try (H264Encoder encoder = H264Encoder.open(width, height, FRAMES_PER_SECOND, count, 200_000)) {
            for (int i = 0; i < count; i++) {
                byte[] picture = new byte[width * height * 3];
                Arrays.fill(picture, (byte) (10 * i));
                units.add(encoder.encode(picture));
            }
        }
        return units;
    }

    private static List<Integer> types(AccessUnit unit) {
        return Nals.list(unit.codec(), unit.payload().toByteArray()).stream()
                .map(Nals.Nal::type)
                .toList();
    }

    /** The sequence parameter set, which tells the resolution. */
    private static byte[] set(byte[] bits) {
        Nals.Nal first = Nals.list(Codec.H264, bits).stream()
                .filter(nal -> nal.type() == 7)
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(bits, first.from(), first.to());
    }
}
