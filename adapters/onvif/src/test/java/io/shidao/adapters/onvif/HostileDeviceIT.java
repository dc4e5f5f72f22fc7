package io.shidao.adapters.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.testkit.time.SettableClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever sits at the address, asking it ends soon, with a reason. */
class HostileDeviceIT {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        assertEnds(ErrorCode.BAD_ANSWER, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream body = exchange.getResponseBody();
            byte[] block = "<a>".repeat(10_000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                body.write(block);
            }
        });
    }

    @Test
    void anAnswerThatNeverEndsTimesOut() {
        assertEnds(ErrorCode.TIMED_OUT, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('<');
            exchange.getResponseBody().flush();
            await();
        });
    }

    @Test
    void noAnswerTimesOut() {
        assertEnds(ErrorCode.TIMED_OUT, exchange -> await());
    }

    @Test
    void aRedirectIsNotFollowed() {
        assertEnds(ErrorCode.BAD_ANSWER, exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
            exchange.sendResponseHeaders(302, -1);
        });
    }

    @Test
    void aChallengeForBasicIsNotAnswered() {
        assertEnds(ErrorCode.UNAUTHORISED, exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isNull();
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"give it to me\"");
            exchange.sendResponseHeaders(401, -1);
        });
    }

    @Test
    void aWebPageIsNoDevice() {
        assertEnds(ErrorCode.BAD_ANSWER, exchange -> reply(exchange, "<html><body>Welcome</body></html>"));
        server.removeContext("/");
        assertEnds(ErrorCode.BAD_ANSWER, exchange -> reply(exchange, "<!DOCTYPE html><title>Welcome</title>"));
    }

    @Test
    void soap11IsNoDevice() {
        assertEnds(
                ErrorCode.BAD_ANSWER,
                exchange -> reply(
                        exchange,
                        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>"));
    }

    private void assertEnds(ErrorCode code, HttpHandler handler) {
        server.createContext("/", handler);
        OnvifConfig config = new OnvifConfig(Duration.ofMillis(700), 1 << 20, 10, 10);
        OnvifCameraFinder finder = OnvifCameraFinder.create(
                config, new AddressPolicy(false, true), new SettableClock(Instant.parse("2026-11-27T01:00:00Z")));
        URI service = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/onvif/device_service");

        assertThatThrownBy(() -> finder.describe(service, new CameraLogin("user", "secret-password")))
                .isInstanceOfSatisfying(
                        CameraException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining("secret-password");
    }

    private static void reply(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void await() {
        try {
            assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
