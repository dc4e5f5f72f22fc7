package io.shidao.ingest.sourcetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTestConfigTest {
    private final SourceTestConfig usual = SourceTestConfig.defaults();
    private final SourceTestConfig more = with("203.0.113.0/25", "2001:db8::/33");

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "172.31.255.255", "192.168.1.64", "100.127.0.1", "fd12::1"})
    void testsWhatIsPrivate(String address) throws UnknownHostException {
        assertThat(usual.objection(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.1", "172.32.0.1", "192.169.0.1", "100.128.0.1", "2001:db8::1", "8.8.8.8", "239.1.2.3"
            })
    void leavesTheRestAlone(String address) throws UnknownHostException {
        assertThat(usual.objection(InetAddress.getByName(address))).isPresent();
    }

    @Test
    void testsWhatIsNamedBesides() throws UnknownHostException {
        assertThat(more.objection(InetAddress.getByName("203.0.113.127"))).isEmpty();
        assertThat(more.objection(InetAddress.getByName("203.0.113.128"))).isPresent();
        assertThat(more.objection(InetAddress.getByName("2001:db8:7fff::1"))).isEmpty();
        assertThat(more.objection(InetAddress.getByName("2001:db8:8000::1"))).isPresent();
        assertThat(with("0.0.0.0/0").objection(InetAddress.getByName("8.8.8.8")))
                .isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        for (String bad : List.of("10.0.0.0", "10.0.0.0/33", "camera/8", "10.0.0.0/x", "300.0.0.0/8", "::/129")) {
            assertThatThrownBy(() -> with(bad)).hasMessageContaining("source-test: networks: " + bad);
        }
        assertThatThrownBy(() -> new SourceTestConfig(Duration.ofSeconds(14), 0, List.of()))
                .hasMessageContaining("longest: PT14S (expected: 3s to 13s)")
                .hasMessageContaining("at-once: 0");
    }

    private static SourceTestConfig with(String... networks) {
        return new SourceTestConfig(Duration.ofSeconds(12), 4, List.of(networks));
    }
}
