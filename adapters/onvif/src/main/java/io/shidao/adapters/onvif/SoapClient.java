package io.shidao.adapters.onvif;

import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.kernel.signin.Authenticator;
import io.shidao.kernel.signin.Credentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.w3c.dom.Element;

/**
 * Asks a device over HTTP. Redirects are not followed, answers are bounded in length and time, and the password goes
 * out only as a digest: in the message first, as HTTP Digest when the device challenges. Thread-safe.
 */
final class SoapClient {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 16;

    private final HttpClient http;
    private final OnvifConfig config;
    private final Clock clock;

    SoapClient(OnvifConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        http = HttpClient.newBuilder()
                .connectTimeout(config.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** A question: the operation's namespace and name, and the elements in it. */
    record Question(String namespace, String operation, String content) {
        String body() {
            return "<q:" + operation + " xmlns:q=\"" + namespace + "\" xmlns:tt=\"" + Namespaces.SCHEMA + "\">"
                    + content + "</q:" + operation + ">";
        }

        String answer() {
            return operation + "Response";
        }
    }

    /**
     * Asks and returns the answer's element.
     *
     * @param clockOffset the device's clock minus ours
     */
    Element ask(URI service, Question question, CameraLogin login, Duration clockOffset) {
        String token = login.isNone()
                ? ""
                : UsernameToken.header(login, clock.instant().plus(clockOffset), nonce());
        HttpResponse<byte[]> response = post(service, question, token, "");
        if (response.statusCode() == 401 && !login.isNone()) {
            response = post(service, question, "", proof(service, login, response));
        }
        return open(service, question, response);
    }

    private static String proof(URI service, CameraLogin login, HttpResponse<byte[]> refusal) {
        Authenticator authenticator = Authenticator.digestOnly(
                new Credentials(login.user(), login.password()),
                () -> HexFormat.of().formatHex(nonce()));
        if (!authenticator.challenged(refusal.headers().allValues("WWW-Authenticate"))) {
            throw Soap.unauthorised();
        }
        return authenticator.authorization("POST", pathAndQuery(service)).orElseThrow(Soap::unauthorised);
    }

    private static byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        return nonce;
    }

    private static String pathAndQuery(URI service) {
        String path = service.getRawPath().isEmpty() ? "/" : service.getRawPath();
        return service.getRawQuery() == null ? path : path + "?" + service.getRawQuery();
    }

    /** Faults come with 400 or 500 and an envelope. */
    private static Element open(URI service, Question question, HttpResponse<byte[]> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            throw Soap.unauthorised();
        }
        if (status != 200 && status != 400 && status != 500) {
            throw new CameraException(
                    ErrorCode.BAD_ANSWER,
                    service + ": HTTP status " + status + " (expected: 200; likely cause: another path or port, ONVIF"
                            + " switched off in the device's settings" + (status / 100 == 3 ? ", or only https" : "")
                            + ")");
        }
        return Soap.open(response.body(), question.namespace(), question.answer());
    }

    private HttpResponse<byte[]> post(URI service, Question question, String header, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service)
                .timeout(config.timeout())
                .header(
                        "Content-Type",
                        "application/soap+xml; charset=utf-8; action=\"" + question.namespace() + "/"
                                + question.operation() + "\"")
                .POST(HttpRequest.BodyPublishers.ofString(
                        Soap.envelope(header, question.body()), StandardCharsets.UTF_8));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        CompletableFuture<HttpResponse<byte[]>> answer =
                http.sendAsync(request.build(), info -> new BoundedBody(config.maxAnswerBytes()));
        try {
            // the client's own time-out ends with the headers; a body may trickle for ever
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw timedOut(service, e);
        } catch (ExecutionException e) {
            throw failure(service, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CameraException(ErrorCode.TIMED_OUT, service + ": interrupted", e);
        }
    }

    private CameraException timedOut(URI service, Throwable cause) {
        return new CameraException(
                ErrorCode.TIMED_OUT,
                service + ": no whole answer within " + config.timeout().toMillis()
                        + " ms (likely cause: a firewall drops packets, or the device is overloaded)",
                cause);
    }

    private CameraException failure(URI service, Throwable cause) {
        for (Throwable reason : List.of(cause, cause.getCause() == null ? cause : cause.getCause())) {
            if (reason instanceof java.net.http.HttpTimeoutException) {
                return timedOut(service, cause);
            }
            if (reason instanceof BoundedBody.TooLongException) {
                return new CameraException(
                        ErrorCode.BAD_ANSWER,
                        service + ": an answer of " + reason.getMessage() + " (likely cause: no ONVIF device)",
                        cause);
            }
            if (reason instanceof SSLException) {
                return new CameraException(
                        ErrorCode.UNREACHABLE,
                        service + ": no secure connection (likely cause: the device signed its certificate itself; ask"
                                + " it over http, the password is not sent readable, or install its certificate)",
                        cause);
            }
        }
        return new CameraException(
                ErrorCode.UNREACHABLE,
                service + ": cannot be reached, " + cause.getClass().getSimpleName()
                        + " (check address and port, and that ONVIF is switched on in the device's settings)",
                cause);
    }
}
