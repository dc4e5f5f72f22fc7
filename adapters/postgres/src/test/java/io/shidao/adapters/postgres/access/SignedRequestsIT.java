package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.testkit.platform.RequestSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a platform's signature is good for, and what each that is not good is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class SignedRequestsIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Path README = Path.of("..", "..", "api", "README.md");

    private ApiWorld world;
    private String platform;
    private String session;
    private String keyId;
    private String secret;
    private RequestSigner signer;

    @BeforeAll
    void open() {
        world = new ApiWorld(DATABASE.database());
        Rest.Answer made = world.supervisor()
                .post("/v1/platforms", "{'name': 'Signing', 'institutionId': '" + world.a.id() + "'}")
                .good();
        platform = made.text("platformId");
        keyId = made.text("keyId");
        secret = made.text("key");
        signer = RequestSigner.hmac(keyId, secret);
        session = world.adminOf(world.a)
                .post(
                        "/v1/sessions",
                        "{'classId': '" + world.a.trainingClass() + "', 'kind': 'SESSION_KIND_ONLINE', 'sourceId': '"
                                + platform + "', 'startsAt': '"
                                + world.startsAt().plusSeconds(7200) + "', 'endsAt': '"
                                + world.startsAt().plusSeconds(9000) + "'}")
                .good()
                .text("sessionId");
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void takesARequestSignedWithTheSecretOnce() {
        byte[] body = snapshot("one");
        Map<String, String> headers = signer.headers("POST", snapshots(), body, now());

        Rest.Answer first = send("POST", snapshots(), body, headers);
        Rest.Answer again = send("POST", snapshots(), body, headers);

        assertThat(first.good().text("sha256")).as("who called").isEqualTo(platform);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text("code")).isEqualTo("SIGNATURE_REPLAYED");
        assertThat(again.header("content-type")).contains("application/problem+json");
    }

    @Test
    void readsWithASignatureAndReachesNothingElse() {
        assertThat(get("/v1/sessions/" + session).status()).isEqualTo(200);
        assertThat(get("/v1/sessions?page_size=5").good().text()).contains(session);
        assertThat(get("/v1/sessions/" + world.a.session()).status()).isEqualTo(404);
        assertThat(get("/v1/accounts").text("code")).isEqualTo("ROLE");
    }

    @Test
    void tellsWhatIsWrongWithASignature() {
        byte[] body = snapshot("two");

        assertThat(code(body, changed(body, "signature", value -> "sig1=:" + "A".repeat(43) + "=:")))
                .isEqualTo("SIGNATURE_WRONG");
        assertThat(code(snapshot("other"), signed(body, now()))).isEqualTo("SIGNATURE_DIGEST");
        assertThat(code(body, signed(body, now().minusSeconds(61)))).isEqualTo("SIGNATURE_EXPIRED");
        assertThat(code(body, signed(body, now().plusSeconds(61)))).isEqualTo("SIGNATURE_EARLY");
        assertThat(code(body, changed(body, "signature-input", value -> value.replace("\"@path\" ", ""))))
                .isEqualTo("SIGNATURE_INCOMPLETE");
        assertThat(code(body, changed(body, "signature-input", value -> value.replace(" \"content-digest\"", ""))))
                .isEqualTo("SIGNATURE_INCOMPLETE");
        assertThat(code(body, changed(body, "signature-input", value -> value.replace(keyId, "AAAAAAAAAAAA"))))
                .isEqualTo("SIGNATURE_KEY_UNKNOWN");
        assertThat(code(body, changed(body, "signature-input", value -> value + ";alg=\"ed25519\"")))
                .isEqualTo("SIGNATURE_ALGORITHM");
        assertThat(code(body, changed(body, "signature-input", value -> value + ";expires=1")))
                .isEqualTo("SIGNATURE_EXPIRED");
        assertThat(code(
                        body,
                        changed(body, "signature-input", value -> value.replaceFirst("nonce=\"[^\"]*", "nonce=\"x"))))
                .isEqualTo("SIGNATURE_MALFORMED");
        assertThat(code(body, changed(body, "signature", value -> ""))).isEqualTo("SIGNATURE_MALFORMED");
        assertThat(code(body, RequestSigner.hmac(keyId, secret + "x").headers("POST", snapshots(), body, now())))
                .isEqualTo("SIGNATURE_WRONG");
    }

    @Test
    void aSignatureServesForNoOtherAddress() {
        byte[] body = snapshot("three");
        Map<String, String> headers = signed(body, now());

        assertThat(send("POST", snapshots() + "?x=1", body, headers).text("code"))
                .isEqualTo("SIGNATURE_INCOMPLETE");
        assertThat(send("POST", "/v1/sessions/" + session + "/claims", body, headers)
                        .text("code"))
                .isEqualTo("SIGNATURE_WRONG");
        Map<String, String> query = signer.headers("GET", "/v1/sessions?page_size=5", new byte[0], now());
        assertThat(send("GET", "/v1/sessions?page_size=6", new byte[0], query).text("code"))
                .isEqualTo("SIGNATURE_WRONG");
    }

    @Test
    void exchangesAKeyForAnotherWhileBothAreGood() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String keys = "/v1/platforms/" + platform + "/keys";
        String wanted = "{'kind': 'PLATFORM_KEY_KIND_ED25519', 'publicKey': '"
                + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()) + "'}";

        Rest.Answer added = world.supervisor().post(keys, wanted).good();
        RequestSigner next = RequestSigner.ed25519(added.text("keyId"), pair.getPrivate());
        String path = "/v1/sessions/" + session;

        assertThat(added.text("secret")).isEmpty();
        assertThat(world.supervisor().post(keys, wanted).text("code")).isEqualTo("PLATFORM_KEYS_FULL");
        assertThat(send("GET", path, new byte[0], next.headers("GET", path, new byte[0], now()))
                        .status())
                .isEqualTo(200);
        assertThat(get(path).status()).as("the old one").isEqualTo(200);

        world.supervisor()
                .post(keys + "/" + added.text("keyId") + "/revocation", "{'reason': 'lost'}")
                .good();
        assertThat(send("GET", path, new byte[0], next.headers("GET", path, new byte[0], now()))
                        .text("code"))
                .isEqualTo("SIGNATURE_KEY_UNKNOWN");
        assertThat(world.supervisor().get(keys).good().text())
                .contains("\"reason\":\"lost\"", "\"createdByName\":\"admin\"");
        assertThat(world.supervisor()
                        .post(keys, "{'kind': 'PLATFORM_KEY_KIND_ED25519', 'publicKey': 'AAAA'}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aNonceIsForgottenOnlyWhenItsTimeIsOverAnyway() {
        byte[] nothing = new byte[0];
        String path = "/v1/sessions/" + session;
        Instant ahead = now().plusSeconds(60);
        Map<String, String> early = signer.headers("GET", path, nothing, ahead);
        assertThat(send("GET", path, nothing, early).status()).isEqualTo(200);

        world.clock.advance(Duration.ofMinutes(2));

        assertThat(send("GET", path, nothing, early).text("code")).isEqualTo("SIGNATURE_REPLAYED");
        world.clock.advance(Duration.ofSeconds(2));
        assertThat(send("GET", path, nothing, early).text("code")).isEqualTo("SIGNATURE_EXPIRED");
    }

    /** The worked example of the README, as it stands there. */
    @Test
    void theExampleOfTheReadmeIsTaken(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                runs("openssl", "version") && runs("curl", "--version"),
                "SKIPPED: no openssl or curl, so the README's example was not tried (Debian: apt-get install openssl curl)");
        String readme = Files.readString(README);
        int begin = readme.indexOf("```bash", readme.indexOf("## Signed requests")) + "```bash".length();
        String script = readme.substring(begin, readme.indexOf("```", begin));
        Files.write(folder.resolve("face.jpg"), ApiWorld.photo());

        ProcessBuilder builder = new ProcessBuilder("bash", "-eu", "-c", script).directory(folder.toFile());
        builder.environment()
                .putAll(Map.of(
                        "SHIDAO",
                        "http://127.0.0.1:" + world.server.port(),
                        "KEY_ID",
                        keyId,
                        "SECRET",
                        secret,
                        "SESSION",
                        session,
                        "SUBJECT",
                        world.a.subject(),
                        // the service's clock in this test
                        "CREATED",
                        Long.toString(now().getEpochSecond())));
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("\"sha256\":\"" + platform + "\"");
        assertThat(process.exitValue()).isZero();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Instant now() {
        return world.clock.instant();
    }

    private String snapshots() {
        return "/v1/sessions/" + session + "/snapshots";
    }

    private byte[] snapshot(String id) {
        return ("{\"subjectId\": \"" + world.a.subject() + "\", \"clientId\": \"" + id + "\", \"capturedAt\": \""
                        + now() + "\", \"image\": \"" + ApiWorld.PHOTO + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private Map<String, String> signed(byte[] body, Instant created) {
        return signer.headers("POST", snapshots(), body, created);
    }

    private Map<String, String> changed(byte[] body, String header, UnaryOperator<String> change) {
        Map<String, String> headers = new LinkedHashMap<>(signed(body, now()));
        headers.compute(header, (name, value) -> change.apply(String.valueOf(value)));
        return headers;
    }

    private String code(byte[] body, Map<String, String> headers) {
        Rest.Answer answer = send("POST", snapshots(), body, headers);
        assertThat(answer.status()).isEqualTo(401);
        return answer.text("code");
    }

    private Rest.Answer get(String path) {
        return send("GET", path, new byte[0], signer.headers("GET", path, new byte[0], now()));
    }

    private Rest.Answer send(String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = world.nobody.request(path).header("content-type", "application/json");
        headers.forEach(request::header);
        return world.nobody.send(request.method(method, HttpRequest.BodyPublishers.ofByteArray(body)));
    }
}
