package io.shidao.testkit.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.shidao.kernel.media.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CameraServerIT {
    private static final byte[] SPS = {0x67, 0x42, (byte) 0xc0, 0x1f, 1, 2, 3};
    private static final byte[] PPS = {0x68, 4, 5, 6};

    private final CameraServer server = CameraServer.open();
    private final CameraMount room = server.mount("/room1", VideoFeed.loop(50, group(5)));
    private final String url = server.url("/room1");
    private TinyRtspClient client = connect();

    @BeforeEach
    void answersOptions() throws IOException {
        assertThat(client.request("OPTIONS", url)).contains("200 OK", "DESCRIBE");
    }

    @AfterEach
    void closeEverything() throws IOException {
        client.close();
        server.close();

        await().until(() -> threads().stream().noneMatch(name -> name.startsWith("camera")));
    }

    @Test
    void describesTheTrackWithItsParameterSets() throws IOException {
        String answer = client.request("DESCRIBE", url, "Accept: application/sdp");

        assertThat(answer).contains("200 OK", "Content-Base: " + url + "/", "H264/90000", "a=control:track1");
        assertThat(answer).contains("profile-level-id=42C01F;sprop-parameter-sets=Z0LAHwECAw==,aAQFBg==");
    }

    @Test
    void playsFromAKeyFrameOnOverTheConnection() throws IOException {
        client.setUpAndPlay(url);

        List<List<byte[]>> frames = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            frames.add(RtpDepacketizer.nals(client.readPayloads()));
        }

        assertThat(frames.get(0)).startsWith(SPS, PPS);
        assertThat(frames.get(5)).containsExactlyElementsOf(frames.get(0));
        assertThat(frames.get(1)).containsExactlyElementsOf(AnnexB.nals(group(5).get(1)));
        assertThat(client.request("GET_PARAMETER", url)).contains("200 OK");
        assertThat(client.request("TEARDOWN", url)).contains("200 OK");
        await().until(() -> room.viewers() == 0);
    }

    @Test
    void playsOverUdp() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(3000);
            int port = socket.getLocalPort();
            String answer = client.request(
                    "SETUP", url + "/track1", "Transport: RTP/AVP;unicast;client_port=" + port + "-" + (port + 1));
            assertThat(answer).contains("200 OK", "server_port=");

            client.request("PLAY", url);
            DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
            socket.receive(packet);

            assertThat(packet.getData()[12] & 0x1f)
                    .as("STAP-A with the parameter sets")
                    .isEqualTo(24);
        }
    }

    @Test
    void asksForThePasswordAndRefusesAWrongOne() throws IOException {
        room.requireBasic("admin", "secret");

        assertThat(client.request("DESCRIBE", url)).contains("401 Unauthorized", "WWW-Authenticate: Basic");
        assertThat(client.request("DESCRIBE", url, "Authorization: Basic YWRtaW46Z3Vlc3M="))
                .contains("401");
        assertThat(client.request("DESCRIBE", url, "Authorization: Basic YWRtaW46c2VjcmV0"))
                .contains("200 OK");
        room.faults().refuseCredentials(true);
        assertThat(client.request("DESCRIBE", url, "Authorization: Basic YWRtaW46c2VjcmV0"))
                .contains("401");
        room.requireDigest("admin", "secret");
        assertThat(client.request("DESCRIBE", url))
                .contains("401", "WWW-Authenticate: Digest realm=\"camera\", nonce=");
    }

    @Test
    void escapesUserAndPasswordInTheAddress() {
        assertThat(server.url("/room1", "admin", "p@ss w/1")).startsWith("rtsp://admin:p%40ss%20w%2F1@127.0.0.1:");
    }

    @Test
    void saysNotFound() throws IOException {
        assertThat(client.request("DESCRIBE", server.url("/other"))).contains("404");
        room.faults().notFound(true);
        assertThat(client.request("DESCRIBE", url)).contains("404");
    }

    @Test
    void freezesAndThawsWithAKeyFrame() throws IOException {
        client.setUpAndPlay(url);
        client.readPayloads();

        room.faults().freeze(true);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 20; i++) {
                        client.readPayloads();
                    }
                })
                .isInstanceOf(SocketTimeoutException.class);
        room.faults().freeze(false);

        assertThat(RtpDepacketizer.nals(client.readPayloads())).startsWith(SPS, PPS);
    }

    @Test
    void swallowsRequestsAsABlackHole() {
        room.faults().blackHole(true);

        assertThatThrownBy(() -> client.request("DESCRIBE", url)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void answersGarbage() throws IOException {
        room.faults().garbageInsteadOfRtsp(true);

        client.send("DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 9\r\n\r\n");

        assertThat(client.read(512)).hasSize(512);
        room.faults().clear().garbageInsteadOfVideo(true);
        try (TinyRtspClient other = connect()) {
            other.setUpAndPlay(url);
            assertThat(RtpDepacketizer.nals(other.readPayloads())).allMatch(nal -> AnnexB.type(Codec.H264, nal) == 30);
        }
    }

    @Test
    void losesPacketsAndDamagesKeyFrames() throws IOException {
        room.faults().damagedKeyFrames(1);
        client.setUpAndPlay(url);

        List<byte[]> nals = RtpDepacketizer.nals(client.readPayloads());

        byte[] whole = AnnexB.nals(group(5).get(0)).get(2);
        assertThat(nals.get(2)).hasSameSizeAs(whole).isNotEqualTo(whole);
        assertThat(nals.get(2)).startsWith(Arrays.copyOf(whole, 16));
        room.faults().packetLoss(1);
        assertThatThrownBy(() -> client.read(100_000)).isInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void leavesByFinOrRstAndComesBackOnTheSamePort() throws IOException {
        server.stop(HangUp.FIN);
        assertThat(client.read(1)).isEmpty();
        assertThatThrownBy(() -> new TinyRtspClient(server.port())).isInstanceOf(ConnectException.class);

        server.restart();
        client = connect();
        client.setUpAndPlay(url);
        client.readPayloads();
        server.stop(HangUp.RST);

        assertThatThrownBy(() -> client.read(100_000)).isInstanceOf(SocketException.class);
        server.restart();
        client = connect();
        client.setUpAndPlay(url);
        assertThat(RtpDepacketizer.nals(client.readPayloads())).startsWith(SPS, PPS);
    }

    @Test
    void dropsFramesForAClientThatDoesNotRead() throws IOException {
        CameraMount wide = server.mount("/wide", VideoFeed.loop(100, List.of(unit(true, 400_000))));

        client.setUpAndPlay(server.url("/wide"));

        await().until(() -> wide.framesDropped() > 10);
    }

    private TinyRtspClient connect() {
        try {
            return new TinyRtspClient(server.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toList());
    }

    private static List<byte[]> group(int frames) {
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < frames; i++) {
            units.add(unit(i == 0, 3000));
        }
        return units;
    }

    private static byte[] unit(boolean key, int bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] slice = new byte[bytes];
        new Random(bytes).nextBytes(slice);
        for (int i = 0; i < slice.length; i++) {
            slice[i] |= 0x10; // no start code inside
        }
        slice[0] = (byte) (key ? 0x65 : 0x41);
        for (byte[] nal : key ? List.of(SPS, PPS, slice) : List.of(slice)) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }
}
