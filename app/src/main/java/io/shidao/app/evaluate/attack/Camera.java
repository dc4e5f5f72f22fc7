package io.shidao.app.evaluate.attack;

import io.shidao.kernel.media.Payload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A web camera: a shift of part of a pixel, a little blur, noise, and JPEG. The same for bona fide and for attacks. */
final class Camera {
    private Camera() {}

    static Payload look(Scene scene, Random random) {
        double dx = random.nextDouble() - .5;
        double dy = random.nextDouble() - .5;
        double exposure = .92 + .16 * random.nextDouble();
        Scene shifted =
                scene.changed((value, x, y, channel) -> (float) exposure * scene.sample(x + dx, y + dy, channel));
        Scene seen = shifted.changed((value, x, y, channel) -> .5f * value
                + .125f
                        * (shifted.near(x - 1, y, channel)
                                + shifted.near(x + 1, y, channel)
                                + shifted.near(x, y - 1, channel)
                                + shifted.near(x, y + 1, channel)));
        return Payload.wrap(jpeg(
                seen.noisy(random, 1.5 + 2 * random.nextDouble()).image(), .85f));
    }

    /** Without a loss to speak of. */
    static Payload kept(Scene scene) {
        return Payload.wrap(jpeg(scene.image(), .98f));
    }

    /** As it comes out of a JPEG of this quality, 0 to 1. */
    static Scene compressed(Scene scene, float quality) {
        try {
            return Scene.of(ImageIO.read(new ByteArrayInputStream(jpeg(scene.image(), quality))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] jpeg(BufferedImage image, float quality) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
