package io.shidao.kernel.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthenticatorTest {
    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String OPAQUE = "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS";

    /** RFC 7616, section 3.9.1, with the client nonce of its examples. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void answersTheExamplesOfTheStandard(String algorithm, String response) {
        Authenticator authenticator = Authenticator.digestOrBasic(
                new Credentials("Mufasa", "Circle of Life"), () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");

        authenticator.challenged(List.of("Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm="
                + algorithm + ", nonce=\"" + NONCE + "\", opaque=\"" + OPAQUE + "\""));

        assertThat(authenticator.authorization("GET", "/dir/index.html").orElseThrow())
                .startsWith("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"" + NONCE + "\"")
                .contains("uri=\"/dir/index.html\"", "response=\"" + response + "\"", "nc=00000001", "qop=auth")
                .contains("opaque=\"" + OPAQUE + "\"");
    }

    /** RFC 2617, section 3.5. */
    @Test
    void answersTheExampleOfTheOlderStandard() {
        Authenticator authenticator =
                Authenticator.digestOrBasic(new Credentials("Mufasa", "Circle Of Life"), () -> "0a4f113b");

        authenticator.challenged(List.of("Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""));

        assertThat(authenticator.authorization("GET", "/dir/index.html").orElseThrow())
                .contains("response=\"6629fae49393a05397450978507c4ef1\"");
    }

    @Test
    void countsHowOftenItUsesANonce() {
        Authenticator authenticator = known();
        authenticator.challenged(List.of("Digest realm=\"r\", nonce=\"n\", qop=\"auth\""));

        authenticator.authorization("OPTIONS", "*");

        assertThat(authenticator.authorization("OPTIONS", "*").orElseThrow()).contains("nc=00000002");
    }

    @Test
    void answersBasic() {
        Authenticator authenticator = known();

        assertThat(authenticator.challenged(List.of("Basic realm=\"camera\""))).isTrue();

        // RFC 7617, section 2: "Aladdin:open sesame"
        assertThat(authenticator.authorization("DESCRIBE", "rtsp://camera/"))
                .contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void choosesTheStrongestOfAllHeadersAndOfSeveralInOne() {
        Authenticator authenticator = known();

        authenticator.challenged(List.of(
                "Basic realm=\"a, b\", Digest realm=\"r\", nonce=\"md5\", algorithm=MD5",
                "Digest realm=\"r\", nonce=\"sha\", algorithm=SHA-256, qop=\"auth\"",
                "Digest realm=\"r\", nonce=\"int\", algorithm=SHA-256, qop=\"auth-int\"",
                "Negotiate abc"));

        assertThat(authenticator.authorization("PLAY", "rtsp://c/").orElseThrow())
                .contains("nonce=\"sha\"", "algorithm=SHA-256");
    }

    @Test
    void hidesTheNameWhenTheCameraAsksForThat() {
        Authenticator authenticator = known();

        authenticator.challenged(
                List.of("Digest realm=\"r\", nonce=\"n\", algorithm=SHA-256, qop=auth, userhash=true"));

        assertThat(authenticator.authorization("PLAY", "*").orElseThrow())
                .contains("userhash=true", "username=\"" + DigestAlgorithm.SHA_256.hash("Aladdin:r") + "\"");
    }

    @Test
    void cannotAnswerWhatItDoesNotKnow() {
        assertThat(known().challenged(List.of("Negotiate", "Digest realm=\"r\", nonce=\"n\", algorithm=SHA-3")))
                .isFalse();
        assertThat(known().challenged(List.of(
                        "Digest realm=\"no nonce\"",
                        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                        "Digest realm=\"r\", nonce=\"n\", x=\"" + "x".repeat(10_000) + "\"")))
                .isFalse();
        assertThat(known().challenged(List.of())).isFalse();
    }

    @Test
    void neverSendsThePasswordWhenOnlyDigestIsAllowed() {
        Authenticator careful = Authenticator.digestOnly(new Credentials("Aladdin", "open sesame"), () -> "c");

        assertThat(careful.challenged(List.of("Basic realm=\"camera\""))).isFalse();
        assertThat(careful.authorization("POST", "/")).isEmpty();
        assertThat(careful.challenged(List.of("Basic realm=\"camera\"", "Digest realm=\"r\", nonce=\"n\"")))
                .isTrue();
        assertThat(careful.authorization("POST", "/").orElseThrow()).startsWith("Digest ");
    }

    private static Authenticator known() {
        return Authenticator.digestOrBasic(new Credentials("Aladdin", "open sesame"), () -> "c");
    }
}
