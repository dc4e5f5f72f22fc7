package io.shidao.app.bench.live;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium of this machine with one page, driven by its own protocol (DevTools) over a WebSocket: no library needed.
 * For one thread.
 */
final class Chromium implements AutoCloseable {
    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--autoplay-policy=no-user-gesture-required",
            "--window-size=1366,900",
            "--remote-debugging-port=0");
    private static final String READY = "DevTools listening on ";
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Process process;
    private final Path profile;
    private final WebSocket socket;
    private final Messages messages = new Messages();
    private final AtomicInteger number = new AtomicInteger();

    private Chromium(Process process, Path profile, URI browser) {
        this.process = process;
        this.profile = profile;
        HttpClient http = HttpClient.newHttpClient();
        this.socket = get(
                http.newWebSocketBuilder().connectTimeout(ANSWER).buildAsync(page(http, browser), messages), ANSWER);
    }

    /** Where it usually is. */
    static Optional<Path> installed() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path executable) {
        Path profile;
        Process process;
        try {
            profile = Files.createTempDirectory("shidao-chromium");
            List<String> command = new ArrayList<>(List.of(executable.toString()));
            command.addAll(FLAGS);
            command.add("--user-data-dir=" + profile);
            command.add("about:blank");
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("bench: " + executable + " cannot be started", e);
        }
        try {
            return new Chromium(process, profile, get(CompletableFuture.supplyAsync(() -> listening(process)), START));
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** What it prints when it is ready; what it prints later is thrown away by a thread of its own. */
    private static URI listening(Process process) {
        BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    Thread rest = new Thread(() -> lines.lines().forEach(ignored -> {}), "chromium-messages");
                    rest.setDaemon(true);
                    rest.start();
                    return URI.create(line.substring(READY.length()).strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("bench: Chromium ended before it was ready");
    }

    private static URI page(HttpClient http, URI browser) {
        URI list = URI.create("http://" + browser.getHost() + ":" + browser.getPort() + "/json/list");
        HttpResponse<String> answer = get(
                http.sendAsync(
                        HttpRequest.newBuilder(list).timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString()),
                ANSWER);
        for (var target : JsonParser.parseString(answer.body()).getAsJsonArray()) {
            JsonObject page = target.getAsJsonObject();
            if (page.get("type").getAsString().equals("page")) {
                return URI.create(page.get("webSocketDebuggerUrl").getAsString());
            }
        }
        throw new IllegalStateException("bench: Chromium has no page");
    }

    void open(String address) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("url", address);
        call("Page.navigate", parameters, ANSWER);
    }

    /** A picture of the page, PNG. */
    byte[] screenshot() {
        return java.util.Base64.getDecoder()
                .decode(call("Page.captureScreenshot", new JsonObject(), ANSWER)
                        .get("data")
                        .getAsString());
    }

    /** The value of an expression, awaited if it is a promise; the script must give JSON as text. */
    String evaluate(String script, Duration limit) {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", script);
        parameters.addProperty("awaitPromise", true);
        parameters.addProperty("returnByValue", true);
        JsonObject answer = call("Runtime.evaluate", parameters, limit);
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException("bench: the page answered " + answer.get("exceptionDetails"));
        }
        JsonObject result = answer.getAsJsonObject("result");
        return result.has("value") ? result.get("value").getAsString() : "";
    }

    private JsonObject call(String method, JsonObject parameters, Duration limit) {
        int id = number.incrementAndGet();
        JsonObject message = new JsonObject();
        message.addProperty("id", id);
        message.addProperty("method", method);
        message.add("params", parameters);
        CompletableFuture<JsonObject> answer = messages.expect(id);
        WebSocket unused = get(socket.sendText(message.toString(), true), ANSWER);
        JsonObject got = get(answer, limit);
        if (got.has("error")) {
            throw new IllegalStateException("bench: " + method + " answered " + got.get("error"));
        }
        return got.getAsJsonObject("result");
    }

    private static <T> T get(CompletableFuture<T> future, Duration limit) {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bench: Chromium: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("bench: Chromium did not answer within " + limit, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
    }

    /** Answers by the number of their question. */
    private static final class Messages implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonObject>> open = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();

        private CompletableFuture<JsonObject> expect(int id) {
            return open.computeIfAbsent(id, fresh -> new CompletableFuture<>());
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = JsonParser.parseString(text.toString()).getAsJsonObject();
                text.setLength(0);
                CompletableFuture<JsonObject> asked =
                        message.has("id") ? open.remove(message.get("id").getAsInt()) : null;
                if (asked != null) {
                    asked.complete(message);
                }
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable cause) {
            open.values().forEach(asked -> asked.completeExceptionally(cause));
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> {
                boolean unused = file.toFile().delete();
            });
        } catch (IOException e) {
            // a temporary directory that stays
        }
    }
}
