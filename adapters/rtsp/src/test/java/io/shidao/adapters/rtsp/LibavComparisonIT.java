package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our client and libavformat see the same stream: bit by bit, key by key, time by time. */
@Timeout(60)
class LibavComparisonIT {
    private static final int COMPARED = 25;
    private static final Duration TIME_OUT = Duration.ofSeconds(10);

    private static final Path HEVC =
            Path.of("..", "ffmpeg", "src", "test", "resources", "hevc", "four-fields-256x128.hevc");

    private final RecordingListener ours = new RecordingListener();
    private final RecordingListener theirs = new RecordingListener();

    @Test
    void bothDeliverTheSameH264() {
        watch(TestVideo.UNITS);

        assertSame(Codec.H264);
    }

    /** Every kind of packet of RFC 7798, around a picture that x265 made. */
    @Test
    void bothDeliverTheSameH265() throws IOException {
        List<byte[]> nals = nals(Files.readAllBytes(HEVC));
        Packets packets = new Packets(Codec.HEVC, 65_500);
        Random random = new Random(5);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 2 * COMPARED; i++) {
            sent.addAll(packets.unit(
                    packets.payloads(nals, random), 90_000 + 3600L * i)); // libavformat takes 0 for unknown
        }
        try (PacketServer server =
                new PacketServer(ServerSocketFactory.getDefault(), Talk.description("H265", "x=1"), sent)) {
            watch("rtsp://127.0.0.1:" + server.port() + "/room", COMPARED + 5);
        }

        assertSame(Codec.HEVC);
    }

    private static List<byte[]> nals(byte[] unit) {
        return Nals.list(Codec.HEVC, unit).stream()
                .map(nal -> Arrays.copyOfRange(unit, nal.from(), nal.to()))
                .toList();
    }

    private void watch(List<byte[]> units) {
        try (CameraServer server = CameraServer.open()) {
            server.mount("/room", VideoFeed.loop(20, units));
            watch(server.url("/room"), 2 * COMPARED);
        }
    }

    private void watch(String url, int wanted) {
        SourceAddress address = new SourceAddress(url);
        LibavSource libav = new LibavSource(new LibavConfig(TIME_OUT, TIME_OUT, TIME_OUT, 1 << 20), Clock.systemUTC());
        try (RtspSource rtsp = new RtspSource(
                TestConfig.quick(TIME_OUT), Clock.systemUTC(), new SimpleMeterRegistry(), AddressCheck.none())) {
            AccessUnitSource.Connection one = rtsp.open(address, Demand.ALL, ours);
            AccessUnitSource.Connection other = libav.open(address, Demand.ALL, theirs);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> ours.units().size() > wanted && theirs.units().size() > wanted);
            one.close();
            other.close();
            await().until(() -> ours.ends().size() + theirs.ends().size() == 2);
        }
    }

    /** Both may have started at another unit; from the first one that both saw on, all is the same. */
    private void assertSame(Codec codec) {
        assertThat(ours.opened()).containsExactly(codec);
        assertThat(theirs.opened()).containsExactly(codec);
        AccessUnit first = ours.keyUnits().stream()
                .filter(unit -> theirs.units().stream().anyMatch(other -> isSame(unit, other)))
                .findFirst()
                .orElseThrow();
        List<AccessUnit> one = from(ours.units(), first);
        List<AccessUnit> other = from(theirs.units(), first);
        for (int i = 0; i < COMPARED; i++) {
            assertThat(one.get(i).payload())
                    .as("unit " + i)
                    .isEqualTo(other.get(i).payload());
            assertThat(one.get(i).key()).as("unit " + i).isEqualTo(other.get(i).key());
            assertThat(one.get(i).timestampMicros() - one.get(0).timestampMicros())
                    .as("unit " + i)
                    // both round to whole µs, from another zero
                    .isCloseTo(other.get(i).timestampMicros() - other.get(0).timestampMicros(), within(1L));
        }
    }

    private static List<AccessUnit> from(List<AccessUnit> units, AccessUnit first) {
        int at = 0;
        while (!isSame(units.get(at), first)) {
            at++;
        }
        return units.subList(at, units.size());
    }

    /** The stream repeats itself every two seconds. */
    private static boolean isSame(AccessUnit one, AccessUnit other) {
        Duration apart = Duration.between(one.capturedAt(), other.capturedAt()).abs();
        return one.payload().equals(other.payload()) && apart.compareTo(Duration.ofMillis(900)) < 0;
    }
}
