package io.shidao.adapters.postgres.access;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls the REST side as somebody. */
record Rest(HttpClient client, int port, String credential) {
    static Rest nobody(int port) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        return new Rest(client, port, "");
    }

    Rest as(String other) {
        return new Rest(client, port, other);
    }

    /** What came back; a text that is no JSON object has no fields. */
    record Answer(int status, HttpHeaders headers, String text) {
        JsonObject json() {
            return JsonParser.parseString(text).getAsJsonObject();
        }

        String text(String field) {
            JsonElement value = json().get(field);
            return value == null ? "" : value.getAsString();
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The answer to a call that has to work. */
        Answer good() {
            if (status != 200) {
                throw new AssertionError("answer " + status + ": " + text);
            }
            return this;
        }
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return send(request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.replace('\'', '"'))));
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<InputStream> stream(String path) {
        try {
            return client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return credential.isEmpty() ? request : request.header("authorization", "Bearer " + credential);
    }
}
