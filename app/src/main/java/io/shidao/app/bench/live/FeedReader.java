package io.shidao.app.bench.live;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A client of the feed of live events, as a console is: signed in, over HTTP. One thread reads until the server ends it. */
final class FeedReader {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DATA = "data:";

    private final Consumer<JsonObject> events;
    private final CountDownLatch open = new CountDownLatch(1);

    private FeedReader(Consumer<JsonObject> events) {
        this.events = events;
    }

    /**
     * Returns when the feed is open.
     *
     * @param events gets each event; called by the reader's thread
     */
    static void start(URI server, String token, Consumer<JsonObject> events) {
        FeedReader reader = new FeedReader(events);
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/v1/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build();
        Thread thread = new Thread(() -> reader.read(request), "bench-feed");
        thread.setDaemon(true);
        thread.start();
        try {
            if (!reader.open.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("bench: the feed did not open within " + PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private void read(HttpRequest request) {
        try {
            HttpResponse<Stream<String>> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("bench: /v1/events answered " + answer.statusCode());
            }
            try (Stream<String> lines = answer.body()) {
                lines.forEach(this::line);
            }
        } catch (IOException | UncheckedIOException e) {
            // the server ends it when the bench is done
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void line(String line) {
        open.countDown();
        if (line.startsWith(DATA)) {
            events.accept(JsonParser.parseString(line.substring(DATA.length())).getAsJsonObject());
        }
    }
}
