package io.shidao.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.api.account.SignInConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiConfigTest {
    @Test
    void hasDefaultsThatPassTheirOwnChecks() {
        assertThat(ApiConfig.defaults().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void namesEverySettingThatIsOutOfRange() {
        assertThatThrownBy(() -> new SignInConfig(Duration.ZERO, 1000, 4, 5, 20, Duration.ofMinutes(15), Duration.ZERO))
                .hasMessageContaining("token-valid: PT0S (expected: PT5M to PT168H)")
                .hasMessageContaining("password-iterations: 1000")
                .hasMessageContaining("min-password-length: 4");
    }
}
