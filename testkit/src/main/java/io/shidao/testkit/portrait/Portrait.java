package io.shidao.testkit.portrait;

import io.shidao.kernel.media.Payload;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A portrait photo of 128 × 128 pixels.
 *
 * @param id e.g. {@code female-07}
 * @param jpeg as published
 * @param face where the face is, as a person would mark it; a guess where none can be used
 */
public record Portrait(String id, Payload jpeg, FaceSpot face) {
    /** Width and height of every portrait, pixels. */
    public static final int SIZE = 128;

    /**
     * A face in a portrait.
     *
     * @param centreX pixels from the left
     * @param centreY pixels from the top
     * @param height from above the eyebrows to the chin, pixels
     * @param usable whether it is turned to the camera and not hidden, so that somebody can be enrolled with it
     */
    public record FaceSpot(float centreX, float centreY, float height, boolean usable) {}

    /** Whether somebody can be enrolled with it; the others are for showing that enrolment refuses. */
    public boolean isUsable() {
        return face.usable();
    }

    public BufferedImage image() {
        try {
            return ImageIO.read(jpeg.stream());
        } catch (IOException e) {
            throw new UncheckedIOException("portrait " + id, e);
        }
    }
}
