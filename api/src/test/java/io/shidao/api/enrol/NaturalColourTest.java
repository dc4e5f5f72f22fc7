package io.shidao.api.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.SampleQuality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NaturalColourTest {
    /** Swatches from light to dark, as a camera sees skin in white light. */
    @ParameterizedTest
    @CsvSource({"234,218,186", "215,189,150", "160,126,86", "130,92,67", "96,65,52", "58,49,42", "224,172,150"})
    void isNearForSkinOfEveryTone(int red, int green, int blue) {
        assertThat(NaturalColour.distance(face(red, green, blue))).isLessThan(7.1);
    }

    @Test
    void isSmallForAGreyPhoto() {
        assertThat(NaturalColour.distance(face(128, 128, 128))).isBetween(7.0, 7.2);
    }

    @ParameterizedTest
    @CsvSource({"235,207,80", "60,160,70", "70,90,220", "230,40,40"})
    void isLargeForPaintAndColouredLight(int red, int green, int blue) {
        assertThat(NaturalColour.distance(face(red, green, blue))).isGreaterThan(12);
    }

    private static AlignedFace face(int red, int green, int blue) {
        byte[] bgr = new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3];
        for (int i = 0; i < bgr.length; i += 3) {
            bgr[i] = (byte) blue;
            bgr[i + 1] = (byte) green;
            bgr[i + 2] = (byte) red;
        }
        Landmarks.Point point = new Landmarks.Point(0, 0);
        return new AlignedFace(
                bgr,
                new Landmarks(point, point, point, point, point),
                new SampleQuality(112, 50, 100, 128, 0, 0, 0, 0, 0));
    }
}
