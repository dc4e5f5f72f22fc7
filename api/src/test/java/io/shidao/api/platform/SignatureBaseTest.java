package io.shidao.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the examples of RFC 9421, appendix B.2. */
class SignatureBaseTest {
    private static final RequestHeaders REQUEST = RequestHeaders.builder(HttpMethod.POST, "/foo?param=Value&Pet=dog")
            .authority("example.com")
            .add("date", "Tue, 20 Apr 2021 02:07:55 GMT")
            .add("content-type", "application/json")
            .add("content-length", "18")
            .build();
    private static final String GOOD = "(\"@method\");created=1;keyid=\"k\"";

    @Test
    void verifiesTheExampleOfHmac() throws Exception {
        SignatureInput input = SignatureInput.of(
                "sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\"",
                "sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:");
        byte[] secret = Base64.getDecoder()
                .decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");

        assertThat(PlatformSignatures.hmac(secret, base(input)))
                .isEqualTo(input.signature().toByteArray());
    }

    @Test
    void verifiesTheExampleOfEd25519() throws Exception {
        SignatureInput input = SignatureInput.of(
                "sig-b26=(\"date\" \"@method\" \"@path\" \"@authority\" \"content-type\" \"content-length\")"
                        + ";created=1618884473;keyid=\"test-key-ed25519\"",
                "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:");
        byte[] key = Base64.getDecoder().decode("MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=");
        byte[] raw = Arrays.copyOfRange(key, key.length - 32, key.length);
        byte[] signature = input.signature().toByteArray();

        assertThat(Ed25519Keys.verify(raw, base(input), signature)).isTrue();
        signature[3] ^= 1;
        assertThat(Ed25519Keys.verify(raw, base(input), signature)).isFalse();
        assertThat(Ed25519Keys.verify(raw, base(input), new byte[5])).isFalse();
    }

    @Test
    void signsTheQueryWithItsMark() throws Exception {
        SignatureInput input = SignatureInput.of("s=(\"@query\");keyid=\"k\"", "s=:AA==:");

        assertThat(new String(base(input), StandardCharsets.US_ASCII))
                .isEqualTo("\"@query\": ?param=Value&Pet=dog\n\"@signature-params\": (\"@query\");keyid=\"k\"");
    }

    @Test
    void namesAComponentThatTheRequestHasNot() throws Exception {
        SignatureInput absent = SignatureInput.of("s=(\"x-none\");keyid=\"k\"", "s=:AA==:");
        SignatureInput unknown = SignatureInput.of("s=(\"@status\");keyid=\"k\"", "s=:AA==:");

        assertThatThrownBy(() -> base(absent)).hasMessageContaining("x-none").hasMessageContaining("no such header");
        assertThatThrownBy(() -> base(unknown)).hasMessageContaining("@status").hasMessageContaining("not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s=",
                "other=" + GOOD,
                "s=" + GOOD + ", t=" + GOOD,
                "s=(\"@method\";req);keyid=\"k\"",
                "s=(\"@method\" \"@method\");keyid=\"k\"",
                "s=(\"@method\");keyid=\"k\";keyid=\"l\"",
                "s=(\"@method\");keyid=token",
                "s=(\"@method\");keyid=\"k",
                "s=(\"@method\")created=1",
                "s=(@method);keyid=\"k\"",
            })
    void refusesWhatItCannotReadWhole(String input) {
        assertThatThrownBy(() -> SignatureInput.of(input, "s=:AA==:"))
                .isInstanceOf(SignatureInput.MalformedException.class);
    }

    @Test
    void needsBothHeaders() {
        assertThatThrownBy(() -> SignatureInput.of("s=" + GOOD, null)).hasMessageContaining("Signature: missing");
        assertThatThrownBy(() -> SignatureInput.of(null, "s=:AA==:")).hasMessageContaining("Signature-Input: missing");
        assertThatThrownBy(() -> SignatureInput.of("s=" + GOOD, "s=:A:")).hasMessageContaining("base64");
    }

    private static byte[] base(SignatureInput input) throws SignatureInput.MalformedException {
        return SignatureBase.of(REQUEST, input).getBytes(StandardCharsets.UTF_8);
    }
}
