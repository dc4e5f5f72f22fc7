package io.shidao.adapters.postgres.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.api.ApiConfig;
import io.shidao.api.account.AccountStore;
import io.shidao.api.account.Act;
import io.shidao.api.gate.LimitsConfig;
import io.shidao.api.page.PageRequest;
import io.shidao.api.timetable.TimetableRules;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.Role;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can be seen and done about accounts and sign-ins, and how often somebody may try. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class AccountsIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private ApiWorld world;

    @BeforeAll
    void open() {
        // few calls a second, so that too many are soon made
        ApiConfig config = ApiConfig.defaults()
                .withTimetable(TimetableRules.none())
                .withLimits(new LimitsConfig(60, 10, 20, 500, 6, List.of()));
        world = new ApiWorld(DATABASE.database(), config);
    }

    @AfterAll
    void close() {
        world.close();
    }

    @Test
    void showsOnesOwnSignInsAndEndsThem() {
        Rest first = world.nobody.as(world.account("own", "ROLE_AUDITOR", ""));
        Rest second = world.nobody.as(signInFromElsewhere("own"));
        Rest third = signedIn("own");

        List<JsonObject> signIns = signIns(second.get("/v1/me/sign-ins").good());
        JsonObject current =
                signIns.stream().filter(one -> one.has("current")).findFirst().orElseThrow();

        // the first of all ended when its one-time password was changed
        assertThat(signIns).hasSize(4);
        assertThat(signIns.get(3).get("end").getAsString()).isEqualTo("END_PASSWORD_CHANGED");
        assertThat(current.get("agent").getAsString()).isEqualTo("Lynx/2.9");
        assertThat(current.get("address").getAsString())
                .as("nobody said that a proxy is to be believed")
                .isEqualTo("127.0.0.1");

        String other = signIns.get(0).get("signInId").getAsString();
        end(second, "'signInId': '" + other + "'");
        assertThat(third.get("/v1/me").status()).isEqualTo(401);
        assertThat(first.get("/v1/me").status()).isEqualTo(200);
        end(second, "'allOthers': true");
        assertThat(first.get("/v1/me").status()).isEqualTo(401);
        assertThat(second.get("/v1/me").status()).isEqualTo(200);
        assertThat(second.post("/v1/me/sign-ins/ending", "{}").status()).isEqualTo(400);
        assertThat(world.supervisor()
                        .post("/v1/me/sign-ins/ending", "{'signInId': '" + other + "'}")
                        .status())
                .as("somebody else's")
                .isEqualTo(404);
    }

    @Test
    void supervisorsSeeAndEndEverybodysSignIns() {
        Rest somebody = world.nobody.as(world.account("watched", "ROLE_AUDITOR", ""));
        String id = somebody.get("/v1/me").good().text("accountId");

        String all = world.supervisor().get("/v1/sign-ins?page_size=500").good().text();
        Rest.Answer ended = world.supervisor()
                .post("/v1/accounts/" + id + "/sign-ins/ending", "{'all': true, 'reason': 'lost laptop'}")
                .good();

        assertThat(all).contains("\"username\":\"watched\"", "\"username\":\"admin\"");
        assertThat(ended.json().get("ended").getAsInt()).isEqualTo(1);
        assertThat(somebody.get("/v1/me").status()).isEqualTo(401);
        assertThat(signIns(world.supervisor()
                        .get("/v1/sign-ins?open=true&account_id=" + id)
                        .good()))
                .isEmpty();
        assertThat(world.supervisor()
                        .get("/v1/accounts/" + id + "/history")
                        .good()
                        .text())
                .contains("WHAT_SIGN_INS_ENDED", "lost laptop", "WHAT_PASSWORD_CHANGED", "WHAT_CREATED");
    }

    @Test
    void aDisabledAccountCanDoNothingUntilItIsEnabled() {
        Rest somebody = world.nobody.as(world.account("leaving", "ROLE_AUDITOR", ""));
        JsonObject account = somebody.get("/v1/me").good().json();
        String path = "/v1/accounts/" + account.get("accountId").getAsString();
        String change = "{'reason': 'left', 'expectedRevision': "
                + account.get("revision").getAsString() + "}";

        Rest.Answer disabled =
                world.supervisor().post(path + "/disabling", change).good();
        Rest.Answer stale = world.supervisor().post(path + "/enabling", change);

        assertThat(disabled.text("disabledAt")).isNotEmpty();
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.text("code")).isEqualTo("ACCOUNT_CHANGED");
        assertThat(somebody.get("/v1/me").status()).isEqualTo(401);
        assertThat(world.signIn("leaving", ApiWorld.PASSWORD).text("code")).isEqualTo("ACCOUNT_DISABLED");
        assertThat(world.signIn("leaving", "some other password").text("code")).isEqualTo("WRONG_PASSWORD");
        assertThat(world.supervisor().get("/v1/accounts?disabled=true").good().text())
                .contains("\"leaving\"")
                .doesNotContain("\"admin\"");

        world.supervisor().post(path + "/enabling", "{'reason': 'came back'}").good();
        assertThat(somebody.get("/v1/me").status())
                .as("a sign-in that ended stays ended")
                .isEqualTo(401);
        assertThat(signedIn("leaving").get("/v1/me").status()).isEqualTo(200);
    }

    @Test
    void nobodyDisablesOneselfAndSomebodyRemainsToEnableOthers() {
        String admin = world.supervisor().get("/v1/me").good().text("accountId");
        AccountStore store = new PostgresAccountStore(DATABASE.database());
        Act act = Act.ofNobody(world.clock.instant());
        List<Account> supervisors = store.list(
                        new AccountStore.Query(null, Role.ROLE_AUTHORITY_SUPERVISOR, false), new PageRequest(500, null))
                .items();
        assertThat(supervisors).extracting(Account::getUsername).contains("admin");

        assertThat(world.supervisor()
                        .post("/v1/accounts/" + admin + "/disabling", "{'reason': 'x'}")
                        .text("code"))
                .isEqualTo("OWN_ACCOUNT");
        supervisors.stream()
                .filter(one -> !one.getUsername().equals("admin"))
                .forEach(one -> store.disable(one.getAccountId(), 0, act));
        assertThat(store.disable(admin, 0, act)).isEqualTo(new AccountStore.LastSupervisor());

        assertThat(world.supervisor().get("/v1/me").status())
                .as("nothing of it happened")
                .isEqualTo(200);
    }

    @Test
    void aResetPasswordServesOnceAndUnlocksTheName() {
        Rest somebody = world.nobody.as(world.account("forgetful", "ROLE_AUDITOR", ""));
        String id = somebody.get("/v1/me").good().text("accountId");
        for (int i = 0; i < 5; i++) {
            assertThat(world.signIn("forgetful", "wrong").status()).isEqualTo(401);
        }
        Rest.Answer locked = world.signIn("forgetful", ApiWorld.PASSWORD);
        assertThat(locked.text("code")).isEqualTo("SIGN_IN_LOCKED");
        assertThat(locked.header("retry-after")).isEqualTo("900");

        String oneTime = world.supervisor()
                .post("/v1/accounts/" + id + "/password-reset", "{'reason': 'asked by phone, called back'}")
                .good()
                .text("oneTimePassword");

        assertThat(somebody.get("/v1/me").status()).isEqualTo(401);
        Rest.Answer signedIn = world.signIn("forgetful", oneTime).good();
        assertThat(signedIn.text()).contains("\"mustChangePassword\":true");
        assertThat(world.nobody.as(signedIn.text("token")).get("/v1/accounts").text("code"))
                .isEqualTo("CHANGE_PASSWORD_FIRST");
    }

    @Test
    void aNameIsTriedOnlySoOftenAndACallerCallsOnlySoOften() {
        Rest.Answer answer = world.signIn("tried-again", "wrong");
        for (int i = 0; i < 12 && !answer.text("code").equals("RATE_LIMITED"); i++) {
            answer = world.signIn("tried-again", "wrong");
        }
        assertThat(answer.text("code")).isEqualTo("RATE_LIMITED");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 6);
        assertThat(answer.header("content-type")).contains("application/problem+json");
        assertThat(answer.json().get("retryAfterSeconds").getAsString()).isEqualTo(answer.header("retry-after"));
        world.clock.advance(Duration.ofMinutes(16));

        Rest eager = world.nobody.as(world.account("eager", "ROLE_AUDITOR", ""));
        Rest.Answer last = eager.get("/v1/me");
        for (int i = 0; i < 1_500 && last.status() == 200; i++) {
            last = eager.get("/v1/me");
        }
        assertThat(last.text("code")).isEqualTo("RATE_LIMITED");
        assertThat(last.header("retry-after")).isEqualTo("1");
        assertThat(world.supervisor().get("/v1/me").status())
                .as("another caller")
                .isEqualTo(200);
    }

    private String signInFromElsewhere(String username) {
        HttpRequest.Builder request = world.nobody
                .request("/v1/sign-in")
                .header("content-type", "application/json")
                .header("user-agent", "Lynx/2.9")
                .header("x-forwarded-for", "203.0.113.9")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"username\": \"" + username + "\", \"password\": \"" + ApiWorld.PASSWORD + "\"}"));
        return world.nobody.send(request).good().text("token");
    }

    private Rest signedIn(String username) {
        return world.nobody.as(world.signIn(username, ApiWorld.PASSWORD).good().text("token"));
    }

    private static void end(Rest rest, String what) {
        assertThat(rest.post("/v1/me/sign-ins/ending", "{" + what + "}")
                        .good()
                        .json()
                        .get("ended")
                        .getAsInt())
                .isEqualTo(1);
    }

    private static List<JsonObject> signIns(Rest.Answer answer) {
        JsonElement found = answer.json().get("signIns");
        return found == null
                ? List.of()
                : found.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .toList();
    }
}
