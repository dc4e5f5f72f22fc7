package io.shidao.kernel.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceAddressTest {
    @ParameterizedTest
    @CsvSource({
        "rtsp://admin:s3cret@10.0.0.1:554/ch1, rtsp://10.0.0.1:554/ch1",
        "RTSP://admin:s3cret@camera/ch1, RTSP://camera/ch1",
        "rtsp://admin:s3%40cret@camera/ch1, rtsp://camera/ch1",
        "rtsps://s3cret@camera/, rtsps://camera/",
        "rtsp://camera/ch1, rtsp://camera/ch1",
        "http://camera/live.m3u8?at=a@b, http://camera/live.m3u8?at=a@b",
        "rtsp://admin:s3cret@[fe80::1]:554/ch1@hd, rtsp://[fe80::1]:554/ch1@hd",
        "file:///tmp/class_1.mp4, file:///tmp/class_1.mp4",
    })
    void showsItselfWithoutUserAndPassword(String uri, String shown) {
        SourceAddress address = new SourceAddress(uri);

        assertThat(address).hasToString(shown);
        assertThat(address.uri()).isEqualTo(uri);
    }

    @Test
    void knowsItsScheme() {
        assertThat(new SourceAddress("RTSP://camera/1").scheme()).isEqualTo("rtsp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "camera", "ftp://camera/1", "javascript:alert(1)", "concat:/etc/passwd"})
    void refusesOtherSchemes(String uri) {
        assertThatIllegalArgumentException().isThrownBy(() -> new SourceAddress(uri));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtsp://admin:s3cret pass@camera/1",
                "rtsp://admin:1@s3cret@camera/1",
                "rtsp://admin:1/s3cret@camera/1",
                "rtsp://admin:s3cret/1@camera/1"
            })
    void refusesAPasswordThatIsNotEncoded_withoutRepeatingIt(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceAddress(uri))
                .withMessageContaining("percent-encoded")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void refusesAnAddressWithoutEnd() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceAddress("rtsp://camera/" + "x".repeat(2000)))
                .withMessageContaining("2014 characters");
    }

    @Test
    void asksForUdpByItsFragmentOnly() {
        assertThat(new SourceAddress("rtsp://camera/1?a=b#transport=udp").wantsUdp())
                .isTrue();
        assertThat(new SourceAddress("rtsp://camera/1?transport=udp").wantsUdp())
                .isFalse();
        assertThat(new SourceAddress("http://camera/1#transport=udp").wantsUdp())
                .isFalse();
    }
}
