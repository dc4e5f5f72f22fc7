package io.shidao.testkit.onvif;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ONVIF device on loopback: answers probes by UDP and questions by HTTP, checks every proof of the password, and keeps
 * the names of what it was asked. User {@code operator}, password {@code s3cr<t&"}. Thread-safe.
 */
public final class OnvifDevice implements AutoCloseable {
    public static final String USER = "operator";
    public static final String PASSWORD = "s3cr<t&\"";

    private static final Pattern OPERATION = Pattern.compile("<(?:\\w+:)?Body>\\s*<(?:\\w+:)?(\\w+)");
    private static final Pattern TOKEN = Pattern.compile("ProfileToken>([^<]*)<");
    private static final Pattern MESSAGE_ID = Pattern.compile("MessageID>([^<]*)<");

    private final DeviceTraits traits;
    private final Clock clock;
    private final LoginCheck logins;
    private final DeviceAnswers answers;
    private final HttpServer http;
    private final DatagramSocket udp;
    private final ExecutorService threads = Executors.newFixedThreadPool(3, OnvifDevice::daemon);
    private final String endpoint = "urn:uuid:" + UUID.randomUUID();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    private OnvifDevice(DeviceTraits traits, Clock clock) throws IOException {
        this.traits = traits;
        this.clock = Clock.offset(clock, traits.clockOffset());
        logins = new LoginCheck(USER, PASSWORD, this.clock);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        String host =
                traits.namedHost().isEmpty() ? "127.0.0.1:" + http.getAddress().getPort() : traits.namedHost();
        answers = new DeviceAnswers(traits, "http://" + host);
        http.setExecutor(threads);
        http.createContext("/onvif/", this::serve);
        http.start();
        threads.execute(this::answerProbes);
    }

    /** Starts one. */
    public static OnvifDevice start(DeviceTraits traits, Clock clock) {
        try {
            return new OnvifDevice(traits, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("onvif device: cannot listen", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "onvif-device");
        thread.setDaemon(true);
        return thread;
    }

    public URI service() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/onvif/device_service");
    }

    /** Where it listens for probes. */
    public int discoveryPort() {
        return udp.getLocalPort();
    }

    public String endpoint() {
        return endpoint;
    }

    /** Names of all operations that it was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** Everything that it received: no password may be readable in it. */
    public List<String> received() {
        return List.copyOf(received);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String operation = first(OPERATION, body);
            Optional<String> authorization =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            asked.add(operation);
            received.add(body + authorization.orElse(""));
            if (!operation.equals("GetSystemDateAndTime") && !isAllowed(exchange, body, authorization)) {
                return;
            }
            boolean media2 = exchange.getRequestURI().getPath().endsWith("media2");
            Optional<String> answer = answer(operation, media2, body);
            reply(
                    exchange,
                    answer.isPresent() ? 200 : 400,
                    answer.orElse(DeviceAnswers.fault("ActionNotSupported", "no such action")));
        }
    }

    /** Refuses what is not proved, and then has answered. */
    private boolean isAllowed(HttpExchange exchange, String body, Optional<String> authorization) throws IOException {
        switch (traits.proof()) {
            case NONE -> {
                return true;
            }
            case MESSAGE -> {
                if (!logins.acceptsMessage(body)) {
                    reply(exchange, 400, DeviceAnswers.fault("NotAuthorized", "Sender not authorized"));
                    return false;
                }
                return true;
            }
            case HTTP -> {
                String nonce = "n0nce";
                if (!logins.acceptsHttp(authorization, exchange.getRequestMethod(), nonce)) {
                    exchange.getResponseHeaders()
                            .add(
                                    "WWW-Authenticate",
                                    "Digest realm=\"" + LoginCheck.REALM + "\", qop=\"auth\", nonce=\"" + nonce + "\"");
                    reply(exchange, 401, "");
                    return false;
                }
                return true;
            }
        }
        throw new IllegalStateException("proof " + traits.proof());
    }

    private Optional<String> answer(String operation, boolean media2, String body) {
        return switch (operation) {
            case "GetSystemDateAndTime" ->
                Optional.of(DeviceAnswers.time(clock.instant().atZone(ZoneOffset.UTC)));
            case "GetDeviceInformation" -> Optional.of(answers.information());
            case "GetServices" -> traits.media2() ? Optional.of(answers.services()) : Optional.empty();
            case "GetCapabilities" -> Optional.of(answers.capabilities());
            case "GetProfiles" -> Optional.of(answers.profiles(media2));
            case "GetStreamUri" -> Optional.of(answers.streamUri(media2, first(TOKEN, body)));
            default -> Optional.empty();
        };
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/soap+xml; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Answers each probe twice, as devices do because packets get lost, with something else in between. */
    private void answerProbes() {
        byte[] buffer = new byte[65_507];
        try {
            while (!udp.isClosed()) {
                DatagramPacket probe = new DatagramPacket(buffer, buffer.length);
                udp.receive(probe);
                String text = new String(buffer, 0, probe.getLength(), StandardCharsets.UTF_8);
                send(probe, probeMatch(first(MESSAGE_ID, text)));
                send(probe, "no XML");
                send(probe, probeMatch("urn:uuid:" + UUID.randomUUID()).replace(endpoint, "urn:uuid:stranger"));
                send(probe, probeMatch(first(MESSAGE_ID, text)));
            }
        } catch (IOException e) {
            if (!udp.isClosed()) {
                throw new UncheckedIOException("onvif device: probes", e);
            }
        }
    }

    private void send(DatagramPacket to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        udp.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
    }

    private String probeMatch(String relatesTo) {
        return "<E:Envelope xmlns:E=\"http://www.w3.org/2003/05/soap-envelope\""
                + " xmlns:W=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
                + " xmlns:D=\"http://schemas.xmlsoap.org/ws/2005/04/discovery\"><E:Header><W:RelatesTo>" + relatesTo
                + "</W:RelatesTo></E:Header><E:Body><D:ProbeMatches><D:ProbeMatch><W:EndpointReference><W:Address>"
                + endpoint + "</W:Address></W:EndpointReference><D:Scopes>onvif://www.onvif.org/type/video_encoder"
                + " onvif://www.onvif.org/name/Room%20101 onvif://www.onvif.org/hardware/EX-4</D:Scopes><D:XAddrs>"
                + "http://192.0.2.7/onvif/device_service " + service() + " file:///etc/passwd</D:XAddrs></D:ProbeMatch>"
                + "</D:ProbeMatches></E:Body></E:Envelope>";
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    @Override
    public void close() {
        udp.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
