package io.shidao.testkit.camera;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static final String URI = "rtsp://127.0.0.1/room1";
    private final Authentication digest = new Authentication(SignIn.DIGEST, "admin", "secret");

    @Test
    void acceptsTheDigestOfTheRightPasswordOnly() {
        assertThat(digest.accepts(header(digest, "n1", Map.of()), "DESCRIBE", "n1"))
                .isTrue();
        assertThat(digest.accepts(header(digest, "n0", Map.of()), "DESCRIBE", "n1"))
                .isFalse();
        assertThat(digest.accepts(header(digest, "n1", Map.of()), "PLAY", "n1")).isFalse();
        Authentication wrong = new Authentication(SignIn.DIGEST, "admin", "guess");
        assertThat(digest.accepts(header(wrong, "n1", Map.of()), "DESCRIBE", "n1"))
                .isFalse();
    }

    @Test
    void acceptsADigestWithQop() {
        Map<String, String> qop = Map.of("qop", "auth", "nc", "00000001", "cnonce", "abc");

        assertThat(digest.accepts(
                        header(digest, "n1", qop) + ", qop=auth, nc=00000001, cnonce=\"abc\"", "DESCRIBE", "n1"))
                .isTrue();
    }

    @Test
    void digestIsTheOneOfTheRfc() {
        // computed with: md5(md5("admin:camera:secret"):"n1":md5("DESCRIBE:rtsp://127.0.0.1/room1"))
        assertThat(digest.response("DESCRIBE", URI, "n1", Map.of())).isEqualTo("1fdaf50a9441530bfff8940f819e02ae");
    }

    @Test
    void acceptsBasic() {
        Authentication basic = new Authentication(SignIn.BASIC, "admin", "secret");

        assertThat(basic.accepts("Basic YWRtaW46c2VjcmV0", "DESCRIBE", "n1")).isTrue();
        assertThat(basic.accepts("Basic YWRtaW46Z3Vlc3M=", "DESCRIBE", "n1")).isFalse();
        assertThat(basic.accepts("Digest x", "DESCRIBE", "n1")).isFalse();
        assertThat(basic.toString()).doesNotContain("secret");
    }

    private static String header(Authentication by, String nonce, Map<String, String> extra) {
        String response = by.response("DESCRIBE", URI, nonce, extra);
        return "Digest username=\"admin\", realm=\"camera\", nonce=\"" + nonce + "\", uri=\"" + URI + "\", response=\""
                + response + "\"";
    }
}
