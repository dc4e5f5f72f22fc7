package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.Landmarks.Point;
import io.shidao.kernel.media.Payload;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SensitiveTest {
    /** One of each kind, full of digits 7 that must not show. */
    private static final Map<Class<?>, Sensitive> EXAMPLES = Map.of(
            FaceTemplate.class,
            FaceTemplate.ofRaw(new ModelId("model"), new float[] {7.77f, 77.7f}),
            AlignedFace.class,
            new AlignedFace(sevens(112 * 112 * 3), landmarks(), quality()),
            FaceCrop.class,
            new FaceCrop(Payload.wrap(sevens(77))));

    @Test
    void givesNothingAwayInAnyTextForm() {
        Set<Class<?>> permitted = Set.of(Sensitive.class.getPermittedSubclasses());

        assertThat(EXAMPLES.keySet()).as("an example of every sensitive value").isEqualTo(permitted);
        assertThat(EXAMPLES.values()).allSatisfy(value -> {
            assertThat(value.toString())
                    .contains("redacted")
                    .doesNotContain("7")
                    .hasSizeLessThan(60);
        });
    }

    private static byte[] sevens(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 7);
        return bytes;
    }

    private static Landmarks landmarks() {
        Point point = new Point(77, 77);
        return new Landmarks(point, point, point, point, point);
    }

    private static SampleQuality quality() {
        return new SampleQuality(77, 77, 77, 77, 0.77f, 0.77f, 7, 7, 7);
    }
}
