package io.shidao.testkit.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.testkit.portrait.Portraits;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class OnlineCourseScriptTest {
    private final OnlineCourseScript script = new OnlineCourseScript(3, Portraits.get("female-09"));

    @Test
    void givesTheSameSnapshotForTheSameNumberAndAnotherForTheNext() {
        assertThat(script.attending(1)).isEqualTo(script.attending(1)).isNotEqualTo(script.attending(2));
    }

    @Test
    void everyVariantIsAJpegOf640By480() throws IOException {
        for (byte[] jpeg : new byte[][] {
            script.attending(1),
            script.empty(2),
            script.substituted(3, Portraits.get("male-31")),
            script.together(4, Portraits.get("male-31"))
        }) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
            assertThat(image.getWidth()).isEqualTo(640);
            assertThat(image.getHeight()).isEqualTo(480);
        }
    }
}
