package io.shidao.kernel.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private final Payload payload = Payload.wrap("abc".getBytes(StandardCharsets.UTF_8));

    @Test
    void isEqualByContent() {
        Payload same = Payload.wrap("abc".getBytes(StandardCharsets.UTF_8));

        assertThat(payload).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(payload).isNotEqualTo(payload.head(2));
    }

    @Test
    void cannotBeChangedThroughWhatItGivesOut() throws IOException {
        payload.toByteArray()[0] = 'x';
        payload.stream().readAllBytes()[0] = 'x';
        ByteBuffer view = payload.buffer();

        assertThatThrownBy(() -> view.put(0, (byte) 'x')).isInstanceOf(ReadOnlyBufferException.class);
        assertThat(payload.byteAt(0)).isEqualTo((byte) 'a');
    }

    @Test
    void givesItsBeginning() {
        assertThat(payload.head(2).toByteArray()).isEqualTo(new byte[] {'a', 'b'});
        assertThat(payload.head(3)).isSameAs(payload);
        assertThat(payload.head(100)).isSameAs(payload);
    }

    @Test
    void isKnownByItsDigest() {
        // FIPS 180-4's own example
        assertThat(payload.sha256()).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void showsItsSizeOnly() {
        assertThat(payload).hasToString("Payload[3 bytes]");
    }
}
