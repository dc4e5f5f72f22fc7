package io.shidao.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.SourceAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private final AddressPolicy policy = AddressPolicy.defaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://127.0.0.1/1",
                "rtsp://localhost/1",
                "http://[::1]/1",
                "http://[::ffff:127.0.0.1]/1",
                "http://169.254.169.254/latest/meta-data",
                "http://[fe80::1]/1",
                "rtmp://0.0.0.0/1",
                "http://127.1/1",
                "http://2130706433/1",
                "http://0x7f000001/1",
                "http://0177.0.0.1/1",
                "http://239.1.2.3/1",
                "file:///etc/passwd",
                "file:relative"
            })
    void refuses(String address) {
        assertThat(isOpened(policy, address)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://user:password@10.1.2.3:554/1",
                "rtsp://192.168.1.64/Streaming/Channels/101",
                "udp://239.1.2.3:5000",
                "http://[2001:db8::1]/1"
            })
    void lets(String address) {
        assertThat(isOpened(policy, address)).isTrue();
    }

    @Test
    void letsThisMachineAndFilesWhenTold() {
        AddressPolicy everything = new AddressPolicy(true, true);

        assertThat(isOpened(everything, "rtsp://127.0.0.1/1")).isTrue();
        assertThat(isOpened(everything, "file:///tmp/1.mp4")).isTrue();
        assertThat(isOpened(new AddressPolicy(true, false), "rtsp://127.0.0.1/1"))
                .isFalse();
    }

    private static boolean isOpened(AddressPolicy policy, String text) {
        SourceAddress address = new SourceAddress(text);
        return policy.objection(address).isEmpty()
                && policy.objectionAfterResolving(address).isEmpty();
    }
}
