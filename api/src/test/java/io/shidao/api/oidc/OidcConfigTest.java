package io.shidao.api.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OidcConfigTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void namesEverythingThatIsWrongAndTheSecretNowhere() {
        assertThatThrownBy(() -> new OidcConfig(
                        "http://id.example",
                        "",
                        "the-secret",
                        "ftp://here",
                        "",
                        List.of("profile"),
                        "groups",
                        List.of("x=AUTHORITY_SUPERVISOR"),
                        Duration.ZERO))
                .hasMessageContaining("timeout")
                .hasMessageContaining("issuer: http://id.example")
                .hasMessageContaining("public-url")
                .hasMessageContaining("client-id")
                .hasMessageContaining("openid among them")
                .hasMessageContaining("AUDITOR, BUREAU_SUPERVISOR or INSTITUTION_ADMINISTRATOR");
        OidcConfig good = new OidcConfig(
                "https://id.example",
                "shidao",
                "the-secret",
                "https://here/",
                "",
                List.of("openid"),
                "",
                List.of(),
                Duration.ofSeconds(5));
        assertThat(good.toString()).doesNotContain("the-secret");
        assertThat(good.returnUri()).hasToString("https://here/sign-in/provider");
    }

    @Test
    void aValueMeansOneRoleOfOnePlace() {
        RoleValues values =
                RoleValues.of(List.of("a=AUDITOR", "b=BUREAU_SUPERVISOR:p-1", "c=d=INSTITUTION_ADMINISTRATOR:i"));

        assertThat(values.grants(List.of("unknown"))).isEmpty();
        assertThat(values.grants(List.of("b", "unknown")))
                .containsExactly(new RoleValues.Grant(Role.ROLE_BUREAU_SUPERVISOR, "p-1"));
        assertThat(values.grants(List.of("c=d")))
                .containsExactly(new RoleValues.Grant(Role.ROLE_INSTITUTION_ADMINISTRATOR, "i"));
        assertThat(values.grants(List.of("a", "b"))).hasSize(2);
    }

    @Test
    void refusesValuesThatSayTooMuchOrTooLittle() {
        for (String entry : List.of(
                "a=AUTHORITY_SUPERVISOR",
                "a=TRAINEE:s",
                "a=PLATFORM:p",
                "a=BUREAU_SUPERVISOR",
                "a=AUDITOR:x",
                "a",
                "=AUDITOR")) {
            assertThatThrownBy(() -> RoleValues.of(List.of(entry)))
                    .as(entry)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(entry);
        }
    }

    @Test
    void whatWasBegunCanBeFinishedForTenMinutesWithOurKeyOnly() {
        DataKey key = DataKey.of(DataKey.generate());
        Begun begun = new Begun("state", "nonce", "verifier", NOW);
        String sealed = begun.sealed(key);

        assertThat(sealed).doesNotContain("verifier");
        assertThat(Begun.open(sealed, key, NOW.plusSeconds(599))).contains(begun);
        assertThat(Begun.open(sealed, key, NOW.plusSeconds(600))).isEmpty();
        assertThat(Begun.open(sealed, DataKey.of(DataKey.generate()), NOW)).isEmpty();
        assertThat(Begun.open("not ours", key, NOW)).isEmpty();
    }
}
