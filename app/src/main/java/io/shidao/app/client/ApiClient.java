package io.shidao.app.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.shidao.testkit.platform.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API as any client does: JSON over HTTP with a token. The demonstration has no other way in, so what it
 * shows is what a user gets. Thread-safe.
 */
public final class ApiClient {
    private static final Duration TIME_OUT = Duration.ofSeconds(30);
    private static final int PAGE = 100;

    private final HttpClient http;
    private final URI base;
    private final String token;
    private final @Nullable Signing signing;

    /** How a platform signs, by the service's time. */
    private record Signing(RequestSigner signer, Clock clock) {}

    public ApiClient(URI base, String token) {
        this(HttpClient.newBuilder().connectTimeout(TIME_OUT).build(), base, token, null);
    }

    private ApiClient(HttpClient http, URI base, String token, @Nullable Signing signing) {
        this.http = http;
        this.base = base;
        this.token = token;
        this.signing = signing;
    }

    public String token() {
        return token;
    }

    public ApiClient withToken(String newToken) {
        return new ApiClient(http, base, newToken, null);
    }

    /** The same as a platform, whose requests are signed. */
    public ApiClient withSigner(RequestSigner signer, Clock clock) {
        return new ApiClient(http, base, "", new Signing(signer, clock));
    }

    public ApiClient signIn(String username, String password) {
        return withToken(
                Json.text(post("/v1/sign-in", Json.object("username", username, "password", password)), "token"));
    }

    /** Signs in with a one-time password and changes it, as whoever has one must. */
    public ApiClient firstSignIn(String username, String oneTimePassword, String newPassword) {
        JsonObject changed = signIn(username, oneTimePassword)
                .post("/v1/me/password", Json.object("currentPassword", oneTimePassword, "newPassword", newPassword));
        return withToken(Json.text(changed, "token"));
    }

    /** Sends {@code body} and returns the answer; any answer but 2xx is an {@link ApiException}. */
    public JsonObject post(String path, JsonObject body) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        if (signing != null) {
            signing.signer()
                    .headers("POST", path, bytes, signing.clock().instant())
                    .forEach(request::header);
        }
        return send(request.POST(HttpRequest.BodyPublishers.ofByteArray(bytes)));
    }

    public JsonObject get(String path) {
        return send(request(path).GET());
    }

    /** The answer's list under {@code field}; protobuf JSON leaves an empty list out. */
    public List<JsonObject> list(String path, String field) {
        JsonElement list = get(path).get(field);
        return list == null
                ? List.of()
                : StreamSupport.stream(list.getAsJsonArray().spliterator(), false)
                        .map(JsonElement::getAsJsonObject)
                        .toList();
    }

    /** The list under {@code field} of all pages, however many there are. */
    public List<JsonObject> listAll(String path, String field) {
        List<JsonObject> all = new ArrayList<>();
        String token = "";
        do {
            String query = (path.contains("?") ? "&" : "?") + "page_size=" + PAGE + "&page_token=" + token;
            JsonObject page = get(path + query);
            all.addAll(Json.objects(page, field));
            token = URLEncoder.encode(Json.text(page, "nextPageToken"), StandardCharsets.UTF_8);
        } while (!token.isEmpty());
        return all;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIME_OUT);
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private JsonObject send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new ApiException(
                        request.method() + " " + request.uri().getPath() + " answered " + answer.statusCode() + ": "
                                + answer.body(),
                        answer.statusCode());
            }
            return JsonParser.parseString(answer.body()).getAsJsonObject();
        } catch (IOException e) {
            throw new ApiException(request.method() + " " + request.uri().getPath() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("stopped", e);
        }
    }
}
