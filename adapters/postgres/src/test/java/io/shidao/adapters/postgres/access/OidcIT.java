package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.api.oidc.OidcConfig;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a real identity provider, as a browser does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OidcIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private TestProvider provider;
    private ApiWorld world;

    /** What the provider sends the browser back with, and the cookie of the start. */
    private record Return(Map<String, String> query, String cookie) {
        Return with(String name, String value) {
            Map<String, String> changed = new HashMap<>(query);
            changed.put(name, value);
            return new Return(changed, cookie);
        }
    }

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        provider = TestProvider.start(folder);
        // the claim's value names a prefecture that is made afterwards: its id is not known before
        OidcConfig config = new OidcConfig(
                provider.issuer(),
                TestProvider.CLIENT,
                TestProvider.SECRET,
                "https://shidao.example",
                "Test provider",
                List.of("openid", "profile"),
                "groups",
                List.of(
                        "auditors=AUDITOR",
                        "bureau-kuche=BUREAU_SUPERVISOR:kuche",
                        "bureau-none=BUREAU_SUPERVISOR:never-made"),
                Duration.ofSeconds(10));
        world = new ApiWorld(DATABASE.database(), config);
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO prefecture (prefecture_id, name, created_at) VALUES ('kuche', 'Kuche', now())"));
    }

    @AfterAll
    void close() throws IOException {
        world.close();
        provider.close();
    }

    @Test
    void tellsTheSignInPageThatThereIsAProvider() {
        assertThat(world.nobody.get("/v1/provider").good().text()).contains("\"on\":true", "Test provider");
    }

    @Test
    void signsInWithARoleFromTheClaimAndFollowsItsChanges() throws Exception {
        provider.group("bureau.kuche", "bureau-kuche", "something-else");
        Rest.Answer first = complete(signInAtProvider("bureau.kuche")).good();

        Rest bureau = world.nobody.as(first.text("token"));
        Rest.Answer me = bureau.get("/v1/me").good();
        assertThat(me.text("role")).isEqualTo("ROLE_BUREAU_SUPERVISOR");
        assertThat(me.text("prefectureId")).isEqualTo("kuche");
        assertThat(me.text("username")).isEqualTo("bureau.kuche");
        assertThat(me.text("displayName")).isEqualTo("Name of bureau.kuche");
        assertThat(me.text("withoutPassword")).isEqualTo("true");
        assertThat(bureau.get("/v1/me/sign-ins").good().text()).contains("METHOD_PROVIDER");
        assertThat(bureau.post("/v1/me/password", "{'currentPassword': 'x', 'newPassword': 'y'}")
                        .text("code"))
                .isEqualTo("NO_PASSWORD");

        provider.changeKey();
        provider.group("bureau.kuche", "auditors");
        Rest.Answer second = complete(signInAtProvider("bureau.kuche")).good();
        assertThat(second.text()).contains("ROLE_AUDITOR").doesNotContain("kuche\",\"prefectureId");
        assertThat(bureau.get("/v1/me").status())
                .as("a sign-in with the role of before")
                .isEqualTo(401);
        String id = me.text("accountId");
        assertThat(world.supervisor()
                        .get("/v1/accounts/" + id + "/history")
                        .good()
                        .text())
                .contains("WHAT_ROLE_CHANGED", "WHAT_CREATED");

        provider.group("bureau.kuche");
        assertThat(complete(signInAtProvider("bureau.kuche")).text("code")).isEqualTo("NO_ROLE");
    }

    @Test
    void letsNobodyInWhoIsNeitherLinkedNorGivenOneRole() throws Exception {
        Rest.Answer unknown = complete(signInAtProvider("nobody"));
        provider.group("two.hats", "auditors", "bureau-kuche");
        Rest.Answer contradicting = complete(signInAtProvider("two.hats"));
        provider.group("two.hats", "bureau-none");
        Rest.Answer nowhere = complete(signInAtProvider("two.hats"));

        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.text("code")).isEqualTo("ACCOUNT_NOT_LINKED");
        assertThat(contradicting.text("code")).isEqualTo("ROLES_CONTRADICT");
        assertThat(nowhere.text("code")).isEqualTo("ACCOUNT_NOT_LINKED");
    }

    @Test
    void signsInWithTheAccountThatASupervisorLinked() throws Exception {
        String oneTime = world.supervisor()
                .post("/v1/accounts", "{'username': 'lihua', 'displayName': 'L', 'role': 'ROLE_AUTHORITY_SUPERVISOR'}")
                .good()
                .json()
                .getAsJsonObject("account")
                .get("accountId")
                .getAsString();
        String link = "/v1/accounts/" + oneTime + "/provider-link";
        assertThat(complete(signInAtProvider("li.hua")).text("code")).isEqualTo("ACCOUNT_NOT_LINKED");

        world.supervisor()
                .post(link, "{'providerSubject': 'li.hua', 'reason': 'shown her card'}")
                .good();
        Rest.Answer signedIn = complete(signInAtProvider("li.hua")).good();

        Rest supervisor = world.nobody.as(signedIn.text("token"));
        assertThat(supervisor.get("/v1/me").good().text()).doesNotContain("mustChangePassword");
        assertThat(supervisor.get("/v1/accounts").status())
                .as("the one-time password is none of this sign-in's")
                .isEqualTo(200);
        assertThat(world.supervisor()
                        .post(link, "{'providerSubject': '', 'reason': 'left'}")
                        .good()
                        .text("providerSubject"))
                .isEmpty();
        assertThat(complete(signInAtProvider("li.hua")).text("code")).isEqualTo("ACCOUNT_NOT_LINKED");
    }

    @Test
    void isFinishedOnceAndOnlyByTheBrowserThatBegan() throws Exception {
        provider.group("li.hua", "auditors");
        Return back = signInAtProvider("nobody");
        Return other = signInAtProvider("nobody");

        assertThat(complete(new Return(back.query(), "")).text("code")).isEqualTo("PROVIDER_SIGN_IN_BROKEN");
        assertThat(complete(new Return(back.query(), other.cookie())).text("code"))
                .isEqualTo("PROVIDER_SIGN_IN_BROKEN");
        assertThat(complete(back.with("state", other.query().getOrDefault("state", "")))
                        .text("code"))
                .isEqualTo("PROVIDER_SIGN_IN_BROKEN");
        assertThat(complete(back.with("iss", "https://elsewhere.example")).text("code"))
                .isEqualTo("PROVIDER_REFUSED");
        assertThat(complete(back.with("code", other.query().getOrDefault("code", "")))
                        .text("code"))
                .as("a code of another verifier")
                .isEqualTo("PROVIDER_REFUSED");
        assertThat(complete(back).text("code")).isEqualTo("ACCOUNT_NOT_LINKED");
        assertThat(complete(back).text("code")).as("the code is spent").isEqualTo("PROVIDER_REFUSED");
        world.clock.advance(Duration.ofMinutes(11));
        assertThat(complete(other).text("code")).isEqualTo("PROVIDER_SIGN_IN_BROKEN");
    }

    /** Begins here, signs in at the provider's own form, and is sent back. */
    private Return signInAtProvider(String user) throws IOException, InterruptedException {
        HttpResponse<String> begun = browser(new CookieManager())
                .send(HttpRequest.newBuilder(here("/v1/provider/start")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(begun.statusCode()).isEqualTo(302);
        String cookie = begun.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie).contains("HTTPOnly", "Secure", "SameSite=Strict");
        URI authorize = URI.create(begun.headers().firstValue("location").orElseThrow());
        assertThat(authorize.getQuery())
                .contains("code_challenge_method=S256", "response_type=code", "nonce=", "state=");

        HttpClient browser = browser(new CookieManager());
        get(browser, authorize);
        HttpResponse<String> form = get(browser, URI.create(provider.issuer() + "/login"));
        Matcher csrf = CSRF.matcher(form.body());
        assertThat(csrf.find()).isTrue();
        String body = "username=" + encoded(user) + "&password=" + encoded(TestProvider.PASSWORD) + "&_csrf="
                + encoded(csrf.group(1));
        HttpResponse<String> signedIn = browser.send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/login"))
                        .header("content-type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> back = get(
                browser, URI.create(signedIn.headers().firstValue("location").orElseThrow()));
        URI returned = URI.create(back.headers().firstValue("location").orElseThrow());
        assertThat(returned.toString()).startsWith(TestProvider.RETURN + "?code=");
        return new Return(query(returned.getRawQuery()), cookie.substring(0, cookie.indexOf(';')));
    }

    private Rest.Answer complete(Return back) {
        HttpRequest.Builder request = world.nobody
                .request("/v1/provider/sign-in")
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"code\": \"" + back.query().get("code") + "\", \"state\": \""
                                + back.query().get("state") + "\", \"issuer\": \""
                                + back.query().getOrDefault("iss", "") + "\"}"));
        return world.nobody.send(back.cookie().isEmpty() ? request : request.header("cookie", back.cookie()));
    }

    private URI here(String path) {
        return URI.create("http://127.0.0.1:" + world.server.port() + path);
    }

    private static HttpResponse<String> get(HttpClient browser, URI address) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(address).header("accept", "text/html").build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpClient browser(CookieManager cookies) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
    }

    private static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
