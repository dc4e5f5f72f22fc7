package io.shidao.adapters.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.signin.Credentials;
import org.junit.jupiter.api.Test;

class RtspUrlTest {
    @Test
    void readsCredentialsWithPercentSigns() {
        RtspUrl url = RtspUrl.parse("rtsp://ad%3Amin:s3cr%40t%3Ap%C3%A4ss%2B@[::1]:8554/a%20b?x=%41#transport=udp")
                .orElseThrow();

        assertThat(url.credentials()).isEqualTo(new Credentials("ad:min", "s3cr@t:päss+"));
        assertThat(url.host()).isEqualTo("::1");
        assertThat(url.request()).isEqualTo("rtsp://[::1]:8554/a%20b?x=%41");
        assertThat(url.toString()).isEqualTo("rtsp://::1:8554");
        assertThat(String.valueOf(url.credentials())).doesNotContain("s3cr", "min");
    }
}
