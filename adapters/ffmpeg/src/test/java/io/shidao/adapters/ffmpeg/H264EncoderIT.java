package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class H264EncoderIT {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    @Test
    void startsEveryGroupWithAKeyFrameThatCarriesItsParameterSets() {
        try (H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, 5, 5, 500_000)) {
            for (int i = 0; i < 11; i++) {
                List<Integer> types = nalTypes(encoder.encode(picture(i)));

                assertThat(types.contains(5)).as("frame %d: %s", i, types).isEqualTo(i % 5 == 0);
                assertThat(types.contains(7) && types.contains(8)).isEqualTo(i % 5 == 0);
            }
        }
    }

    @Test
    void givesOneAccessUnitPerPictureWithinTheBitRate() {
        try (H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, 10, 10, 400_000)) {
            long bytes = 0;
            for (int i = 0; i < 50; i++) {
                byte[] unit = encoder.encode(picture(i));
                assertThat(unit).startsWith(0, 0, 0, 1);
                bytes += unit.length;
            }

            assertThat(bytes * 8 / 5).isLessThan(800_000);
        }
    }

    @Test
    void refusesAPictureOfTheWrongSizeAndUseAfterClose() {
        H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, 5, 5, 500_000);

        assertThatThrownBy(() -> encoder.encode(new byte[100])).hasMessageContaining("expected: 230400");
        encoder.close();
        encoder.close();
        assertThatThrownBy(() -> encoder.encode(picture(0))).isInstanceOf(IllegalStateException.class);
    }

    private static byte[] picture(int shift) {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i / 3 % WIDTH + 3 * shift);
        }
        return bgr;
    }

    private static List<Integer> nalTypes(byte[] unit) {
        List<Integer> types = new ArrayList<>();
        for (int i = 0; i + 3 < unit.length; i++) {
            if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1) {
                types.add(unit[i + 3] & 0x1f);
            }
        }
        return types;
    }
}
