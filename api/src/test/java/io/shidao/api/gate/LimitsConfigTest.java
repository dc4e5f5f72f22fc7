package io.shidao.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsConfigTest {
    @Test
    void believesOnlyProxiesThatAreNamed() throws UnknownHostException {
        InetAddress proxy = InetAddress.getByName("10.1.2.3");

        assertThat(LimitsConfig.defaults().isTrustedProxy().test(proxy)).isFalse();
        assertThat(with("10.0.0.0/8").isTrustedProxy().test(proxy)).isTrue();
        assertThat(with("192.168.0.0/16", "fd00::/8").isTrustedProxy().test(proxy))
                .isFalse();
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatThrownBy(() -> new LimitsConfig(1, 1, 1, 1, 0, List.of("the proxy")))
                .hasMessageContaining("sign-ins-per-address: 1 (expected: 5 to 10000)")
                .hasMessageContaining("sign-ins-per-name")
                .hasMessageContaining("calls-per-person")
                .hasMessageContaining("calls-per-platform")
                .hasMessageContaining("trusted-proxies: the proxy");
    }

    private static LimitsConfig with(String... proxies) {
        return new LimitsConfig(60, 10, 50, 500, 6, List.of(proxies));
    }
}
