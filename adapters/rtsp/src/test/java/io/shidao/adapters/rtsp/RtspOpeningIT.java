package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.RecordingListener;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens before a camera is spoken to. */
@Timeout(60)
class RtspOpeningIT {
    private static final RtspConfig CONFIG = TestConfig.quick(Duration.ofSeconds(5));

    private final RecordingListener heard = new RecordingListener();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CameraServer server = CameraServer.open();

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void connectsToNoHostThatTheCheckObjectsTo() {
        server.mount("/room", VideoFeed.loop(20, TestVideo.UNITS));

        try (RtspSource source =
                source(host -> host.isLoopbackAddress() ? Optional.of("this machine") : Optional.empty())) {
            // by name, so that only the resolved address tells
            source.open(new SourceAddress("rtsp://localhost:" + server.port() + "/room"), Demand.ALL, heard);
            awaitEnd();
        }

        assertThat(heard.ends().get(0).state()).isEqualTo(SourceState.REFUSED);
        assertThat(heard.ends().get(0).detail()).contains("must not be opened: this machine");
        assertThat(server.clients()).isZero();
        assertThat(meters.counter("rtsp.streams.ended", "state", "refused").count())
                .isEqualTo(1);
    }

    @Test
    void checksWhereARedirectLeads() throws IOException {
        server.mount("/room", VideoFeed.loop(20, TestVideo.UNITS));
        try (PacketServer camera = redirecting("127.0.0.9");
                RtspSource source = source(RtspOpeningIT::onlyOne)) {
            source.open(new SourceAddress("rtsp://127.0.0.1:" + camera.port() + "/room"), Demand.ALL, heard);
            awaitEnd();
        }

        assertThat(heard.ends().get(0).detail()).contains("must not be opened: not 127.0.0.1");
    }

    @Test
    void followsARedirectToAnotherCamera() throws IOException {
        server.mount("/room", VideoFeed.loop(20, TestVideo.UNITS));
        try (PacketServer camera = redirecting("127.0.0.1");
                RtspSource source = source(AddressCheck.none())) {
            source.open(new SourceAddress("rtsp://127.0.0.1:" + camera.port() + "/room"), Demand.ALL, heard);
            await().atMost(20, TimeUnit.SECONDS).until(() -> !heard.keyUnits().isEmpty());
        }
    }

    @Test
    void isRefusedWhenTheNameDoesNotResolve() {
        try (RtspSource source = source(AddressCheck.none())) {
            source.open(new SourceAddress("rtsp://camera.invalid/1"), Demand.ALL, heard);
            await().atMost(30, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
        }

        // a name service that does not answer takes longer than we wait
        assertThat(heard.ends().get(0).state()).isIn(SourceState.REFUSED, SourceState.TIMED_OUT);
    }

    @Test
    void tellsEveryStreamWhenItIsClosed() {
        server.mount("/room", VideoFeed.loop(20, TestVideo.UNITS));
        try (RtspSource source = source(AddressCheck.none())) {
            for (int i = 0; i < 5; i++) {
                source.open(new SourceAddress(server.url("/room")), Demand.ALL, heard);
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> heard.opened().size() == 5);
        }

        assertThat(heard.ends())
                .extracting(RecordingListener.End::state)
                .containsOnly(SourceState.CLOSED)
                .hasSize(5);
    }

    @Test
    void leavesUdpToOthers() {
        try (RtspSource source = source(AddressCheck.none())) {
            assertThat(source.supports(new SourceAddress("rtsp://camera/1?x=2")))
                    .isTrue();
            assertThat(source.supports(new SourceAddress("rtsps://camera/1"))).isTrue();
            assertThat(source.supports(new SourceAddress("rtsp://camera/1?x=2#transport=udp")))
                    .isFalse();
            assertThat(source.supports(new SourceAddress("rtmp://camera/1"))).isFalse();
        }
    }

    private RtspSource source(AddressCheck check) {
        return new RtspSource(CONFIG, Clock.systemUTC(), meters, check);
    }

    private static Optional<String> onlyOne(InetAddress host) {
        return host.getHostAddress().equals("127.0.0.1") ? Optional.empty() : Optional.of("not 127.0.0.1");
    }

    private PacketServer redirecting(String host) throws IOException {
        String answer =
                "RTSP/1.0 302 Found\r\nCSeq: 2\r\nLocation: rtsp://" + host + ":" + server.port() + "/room\r\n\r\n";
        return new PacketServer(ServerSocketFactory.getDefault(), answer, List.of());
    }

    private void awaitEnd() {
        await().atMost(20, TimeUnit.SECONDS).until(() -> !heard.ends().isEmpty());
    }
}
