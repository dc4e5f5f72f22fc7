package io.shidao.app.node;

import io.shidao.api.ApiConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** How many faces the node on this machine stores, as its metrics say. */
final class FaceGauge {
    private static final String NAME = "api_people_faces ";
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private FaceGauge() {}

    /** Empty when no node answers. */
    static Optional<Long> read(ApiConfig config) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + config.port() + "/metrics"))
                .timeout(LONGEST);
        if (!config.metricsToken().isEmpty()) {
            request.header("authorization", "Bearer " + config.metricsToken());
        }
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(LONGEST)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? parse(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Of the text format of Prometheus. */
    static Optional<Long> parse(String metrics) {
        return metrics.lines().filter(line -> line.startsWith(NAME)).findFirst().map(line ->
                (long) Double.parseDouble(line.substring(NAME.length())));
    }
}
