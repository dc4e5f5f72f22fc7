package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.fake.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** RTSPS against a camera with a certificate that the JDK's keytool made. */
@Timeout(60)
class RtspSourceTlsIT {
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    @TempDir
    private Path folder;

    private final RecordingListener heard = new RecordingListener();

    @Test
    void playsFromACameraWhoseCertificateIsTrusted() throws Exception {
        KeyStore keys = certificate("IP:127.0.0.1");

        watch(keys, trusted(keys));

        assertThat(heard.keyUnits()).hasSize(1);
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        watch(certificate("IP:127.0.0.1"), Path.of(""));

        assertRefused();
    }

    @Test
    void refusesTheCertificateOfAnotherHost() throws Exception {
        KeyStore keys = certificate("IP:127.0.0.2");

        watch(keys, trusted(keys));

        assertRefused();
    }

    private void assertRefused() {
        assertThat(heard.units()).isEmpty();
        assertThat(heard.ends()).singleElement().satisfies(end -> {
            assertThat(end.state()).isEqualTo(SourceState.BAD_STREAM);
            assertThat(end.detail()).contains("TLS failed", "rtsp.trusted-certificates");
        });
    }

    private void watch(KeyStore keys, Path trusted) throws IOException, GeneralSecurityException {
        Packets packets = new Packets(Codec.H264, 1);
        List<byte[]> sent =
                packets.unit(List.of(packets.nal(7, 9, 1), packets.nal(8, 4, 2), packets.nal(5, 900, 3)), 1000);
        RtspConfig usual = TestConfig.quick(Duration.ofSeconds(10));
        RtspConfig config = new RtspConfig(
                1,
                usual.connectTimeout(),
                usual.replyTimeout(),
                usual.readTimeout(),
                usual.keyTimeout(),
                usual.maxUnitBytes(),
                usual.maxHeadBytes(),
                usual.maxBodyBytes(),
                usual.maxRedirects(),
                trusted);
        try (PacketServer server = new PacketServer(sockets(keys), Talk.H264_DESCRIPTION, new ArrayList<>(sent));
                RtspSource source =
                        new RtspSource(config, Clock.systemUTC(), new SimpleMeterRegistry(), AddressCheck.none())) {
            source.open(new SourceAddress("rtsps://127.0.0.1:" + server.port() + "/room"), Demand.ALL, heard);
            await().atMost(15, TimeUnit.SECONDS)
                    .until(() -> !heard.units().isEmpty() || !heard.ends().isEmpty());
        }
    }

    private static ServerSocketFactory sockets(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    /** Its own issuer. */
    private KeyStore certificate(String name) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "camera",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=camera",
                        "-validity",
                        "2",
                        "-ext",
                        "SAN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(STORE_PASSWORD),
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
    }

    private Path trusted(KeyStore keys) throws IOException, GeneralSecurityException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("camera").getEncoded());
        return Files.writeString(
                folder.resolve("trusted.pem"),
                "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
    }
}
