package io.shidao.adapters.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.ingest.camera.CameraLogin;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class UsernameTokenTest {
    @Test
    void isTheDigestOfTheProgrammersGuide() {
        // ONVIF Application Programmer's Guide 1.0, section 6.1.1.3
        byte[] nonce = Base64.getDecoder().decode("LKqI6G/AikKCQrN0zqZFlg==");

        assertThat(UsernameToken.digest(nonce, "2010-09-16T07:50:45Z", "userpassword"))
                .isEqualTo("tuOSpGlFlIXsozq4HFNeeGeFLEI=");
    }

    @Test
    void escapesTheUserAndLeavesThePasswordOut() {
        String header = UsernameToken.header(
                new CameraLogin("a<b>&c", "top-secret"), Instant.parse("2026-11-27T01:00:00.123456Z"), new byte[16]);

        assertThat(header)
                .contains("a&lt;b&gt;&amp;c", "2026-11-27T01:00:00.123Z")
                .doesNotContain("top-secret");
    }
}
