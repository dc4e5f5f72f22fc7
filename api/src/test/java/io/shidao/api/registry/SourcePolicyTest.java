package io.shidao.api.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.SourceAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcePolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/passwd",
                "rtsp://localhost/x",
                "rtsp://127.0.0.1:8554/x",
                "http://[::1]/x",
                "http://2130706433/x",
                "http://169.254.169.254/latest",
                "rtsp:///x"
            })
    void refusesWhatIsNoCameraInTheNetwork(String address) {
        assertThat(SourcePolicy.defaults().problem(new SourceAddress(address))).isPresent();
    }

    @Test
    void allowsACameraAndWhatTheConfigurationSays() {
        SourceAddress camera = new SourceAddress("rtsp://user:pw@192.168.1.20/stream");
        SourceAddress local = new SourceAddress("rtsp://127.0.0.1:8554/x");

        assertThat(SourcePolicy.defaults().problem(camera)).isEmpty();
        assertThat(new SourcePolicy(false, true).problem(local)).isEmpty();
        assertThat(new SourcePolicy(true, false).problem(new SourceAddress("file:///clip.mp4")))
                .isEmpty();
    }

    @Test
    void showsNeitherPasswordNorQuery() {
        SourceAddress address = new SourceAddress("rtsp://user:pw@192.168.1.20/stream?password=pw");

        assertThat(SourcePolicy.shown(address)).isEqualTo("rtsp://192.168.1.20/stream?…");
    }
}
