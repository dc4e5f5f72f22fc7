package io.shidao.adapters.onvif;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.ingest.camera.CameraLogin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of RFC 7616, section 3.9.1. */
class DigestChallengeTest {
    private static final String COMMON = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
            + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
            + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
    private static final CameraLogin MUFASA = new CameraLogin("Mufasa", "Circle of Life");
    private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    @Test
    void answersTheExampleWithMd5() {
        assertThat(answer(List.of(COMMON.formatted("MD5"))))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "qop=auth", "nc=00000001");
    }

    @Test
    void choosesSha256OfBoth() {
        assertThat(answer(List.of(COMMON.formatted("MD5"), COMMON.formatted("SHA-256"))))
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    @Test
    void answersNeitherBasicNorUnknownAlgorithms() {
        assertThat(DigestChallenge.strongest(List.of(
                        "Basic realm=\"camera\"",
                        COMMON.formatted("SHA-512-256"),
                        "Digest realm=\"no nonce\"",
                        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
                        "Digest " + "x".repeat(10_000))))
                .isEmpty();
    }

    private static String answer(List<String> challenges) {
        return DigestChallenge.strongest(challenges)
                .orElseThrow()
                .answer(MUFASA, "GET", "/dir/index.html", CLIENT_NONCE);
    }
}
