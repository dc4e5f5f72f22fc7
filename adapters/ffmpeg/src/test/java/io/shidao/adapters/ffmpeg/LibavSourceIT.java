package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_MJPEG;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.fake.RecordingListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything but RTSP: files, HTTP, HLS and RTMP. */
@Timeout(60)
class LibavSourceIT {
    private static final int TS_PACKET = 188;
    private static final Duration TIME_OUT = Duration.ofSeconds(3);

    private final RecordingListener heard = new RecordingListener();
    private final AccessUnitSource source =
            new LibavSource(new LibavConfig(TIME_OUT, TIME_OUT, TIME_OUT, 1 << 20), Clock.systemUTC());

    @TempDir
    private Path folder;

    private Path raw;
    private HttpServer server;

    @BeforeEach
    void prepare() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        TestVideo.UNITS.forEach(stream::writeBytes);
        raw = Files.write(folder.resolve("raw.h264"), stream.toByteArray());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void turnsLengthPrefixedUnitsOfAFileIntoAnnexBAndPlaysThemInRealTime() {
        Path file = folder.resolve("class room.mp4");
        TestMuxer.write(file.toString(), "mp4");
        long started = System.nanoTime();

        open(file.toUri().toString());

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        // 40 frames at 20 frames/s: the last one comes after 1.95 s
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isBetween(Duration.ofMillis(1900), TIME_OUT);
        assertThat(heard.ends()).extracting(RecordingListener.End::state).containsExactly(SourceState.ENDED);
        assertThat(heard.units()).hasSize(40);
        assertDecodable();
    }

    @Test
    void playsARawFileWithoutTimesAt25FramesASecond() {
        open(raw.toUri().toString());

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.units()).hasSize(40);
        assertDecodable();
    }

    @Test
    void stopsToPlayAFileWhenClosed() {
        AccessUnitSource.Connection connection = open(raw.toUri().toString());
        await().until(() -> heard.units().size() >= 2);

        connection.close();

        await().atMost(1, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends().get(0).state()).isEqualTo(SourceState.CLOSED);
    }

    @Test
    void playsAFileOverHttpInRealTime() {
        TestMuxer.write(folder + "/web.mp4", "mp4");
        long started = System.nanoTime();

        open(url("/web.mp4"));

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(1900));
        assertThat(heard.ends()).extracting(RecordingListener.End::state).containsExactly(SourceState.ENDED);
        assertDecodable();
    }

    @Test
    void playsHls() {
        TestMuxer.write(folder + "/live.m3u8", "hls");

        open(url("/live.m3u8"));

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends()).extracting(RecordingListener.End::state).containsExactly(SourceState.ENDED);
        assertThat(heard.units()).hasSize(40);
        assertDecodable();
    }

    /** Of what libavformat reads, MPEG-TS (HLS) has counters by which a loss shows. */
    @Test
    void tellsOfUnitsThatCameIncomplete() throws IOException {
        TestMuxer.write(folder + "/whole.ts", "mpegts");
        byte[] whole = Files.readAllBytes(folder.resolve("whole.ts"));
        int lost = inMiddleOfPicture(whole);
        byte[] lossy = new byte[whole.length - TS_PACKET];
        System.arraycopy(whole, 0, lossy, 0, lost);
        System.arraycopy(whole, lost + TS_PACKET, lossy, lost, lossy.length - lost);
        Path file = Files.write(folder.resolve("lossy.ts"), lossy);

        open(file.toUri().toString());

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.damagedUnits()).isPositive();
        assertThat(heard.units().size() + heard.skippedUnits()).isEqualTo(40);
        assertThat(heard.keyUnits()).isNotEmpty();
        assertThat(heard.units().size()).isLessThan(40);
        assertDecodable();
    }

    /** A packet of the video, PID 0x100, that does not begin a picture (ISO/IEC 13818-1, 2.4.3.2). */
    private static int inMiddleOfPicture(byte[] stream) {
        int at = stream.length / 2 / TS_PACKET * TS_PACKET;
        while (stream[at + 1] != 0x01 || stream[at + 2] != 0) {
            at += TS_PACKET;
        }
        return at;
    }

    @Test
    void playsRtmp() throws Exception {
        int port = freePort();
        TestMuxer.Publisher publisher = TestMuxer.publish("rtmp://127.0.0.1:" + port + "/live/secret-key");
        try {
            connectRepeatedly("rtmp://127.0.0.1:" + port + "/live/secret-key");

            await().atMost(10, TimeUnit.SECONDS).until(() -> heard.keyUnits().size() >= 2);
            assertDecodable();
        } finally {
            publisher.close();
        }
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> heard.ends().stream().anyMatch(end -> end.state() == SourceState.ENDED));
        assertThat(heard.ends()).noneMatch(end -> end.detail().contains("secret"));
    }

    @Test
    void isNotFoundWhenTheFileIsMissing() {
        open(folder.resolve("nothing.mp4").toUri().toString());

        assertEnds(SourceState.NOT_FOUND);
    }

    @Test
    void mapsHttpRefusals() {
        open(url("/missing.mp4"));
        assertEnds(SourceState.NOT_FOUND);
    }

    @Test
    void isUnauthorisedWhenTheServerWantsAPassword() {
        open(url("/locked.mp4"));
        assertEnds(SourceState.UNAUTHORISED);
    }

    @Test
    void isRefusedWhenTheNameDoesNotResolve() {
        open("rtsp://camera.invalid/1");

        await().atMost(30, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends().get(0).state()).isEqualTo(SourceState.REFUSED);
    }

    @Test
    void isABadStreamWhenItIsNoVideo() throws IOException {
        Path text = Files.writeString(folder.resolve("text.mp4"), "no video at all\n".repeat(1000));

        open(text.toUri().toString());

        assertEnds(SourceState.BAD_STREAM);
    }

    @Test
    void isABadStreamWhenThereIsSoundOnly() {
        TestMuxer.writeSound(folder + "/sound.mov");

        open(folder.resolve("sound.mov").toUri().toString());

        assertEnds(SourceState.BAD_STREAM);
        assertThat(heard.ends().get(0).detail()).contains("no video");
    }

    @Test
    void isABadStreamWhenTheCodecIsAnother() {
        TestMuxer.write(folder + "/jpeg.mov", "mov", AV_CODEC_ID_MJPEG);

        open(folder.resolve("jpeg.mov").toUri().toString());

        assertEnds(SourceState.BAD_STREAM);
        assertThat(heard.ends().get(0).detail()).contains("mjpeg", "expected: h264 or hevc");
    }

    @Test
    void doesNotFollowAPlaylistFromTheNetworkToAFile() throws IOException {
        Files.writeString(
                folder.resolve("evil.m3u8"),
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + raw.toUri() + "\n#EXT-X-ENDLIST\n");

        open(url("/evil.m3u8"));

        await().atMost(10, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        assertThat(heard.units()).isEmpty();
    }

    private AccessUnitSource.Connection open(String uri) {
        return source.open(new SourceAddress(uri), Demand.ALL, heard);
    }

    /** The publisher needs some time until it listens. */
    private void connectRepeatedly(String uri) {
        await().atMost(15, TimeUnit.SECONDS).until(() -> {
            int ends = heard.ends().size();
            open(uri);
            await().until(() -> heard.ends().size() > ends || !heard.opened().isEmpty());
            return !heard.opened().isEmpty();
        });
    }

    private void assertEnds(SourceState state) {
        await().atMost(TIME_OUT.plusSeconds(2)).until(() -> !heard.ends().isEmpty());
        assertThat(heard.ends()).hasSize(1);
        assertThat(heard.ends().get(0).state()).as(heard.ends().get(0).detail()).isEqualTo(state);
    }

    private void assertDecodable() {
        assertThat(heard.opened()).containsExactly(Codec.H264);
        assertThat(heard.keyUnits()).isNotEmpty().allSatisfy(unit -> {
            List<Integer> types = Nals.list(Codec.H264, unit.payload().toByteArray()).stream()
                    .map(Nals.Nal::type)
                    .toList();
            assertThat(types).contains(7, 8, 5);
            assertThat(types.indexOf(7)).isLessThan(types.indexOf(5));
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
        if (file.endsWith("locked.mp4")) {
            exchange.sendResponseHeaders(401, -1);
        } else if (Files.exists(file)) {
            byte[] content = Files.readAllBytes(file);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
