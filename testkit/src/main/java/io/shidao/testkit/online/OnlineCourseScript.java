package io.shidao.testkit.online;

import io.shidao.testkit.portrait.Portrait;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.RescaleOp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Makes the snapshots of one participant: JPEG, 640 × 480, each a little different in place, size and brightness, the
 * same for the same seed and number. Immutable.
 *
 * @param seed decides the differences
 * @param participant who should be there
 */
public record OnlineCourseScript(long seed, Portrait participant) {
    /** Of a snapshot, pixels. */
    public static final int WIDTH = 640;

    /** Of a snapshot, pixels. */
    public static final int HEIGHT = 480;

    private static final double FACE = 150; // pixels
    private static final double PAIR = 0.62; // two people sit further back, so that neither hides the other
    private static final float EDGE = 14; // over which a portrait fades into the room, in its own pixels

    /** The participant, alone. */
    public byte[] attending(int number) {
        return snapshot(number, List.of(participant));
    }

    /** Somebody else in the participant's place. */
    public byte[] substituted(int number, Portrait other) {
        return snapshot(number, List.of(other));
    }

    /** Nobody. */
    public byte[] empty(int number) {
        return snapshot(number, List.of());
    }

    /** The participant and somebody else. */
    public byte[] together(int number, Portrait other) {
        return snapshot(number, List.of(participant, other));
    }

    private byte[] snapshot(int number, List<Portrait> people) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paintRoom(graphics);
        for (int i = 0; i < people.size(); i++) {
            double x = WIDTH * (i + 1.0) / (people.size() + 1) + random.nextDouble(-20, 20);
            double y = HEIGHT * 0.46 + random.nextDouble(-14, 14);
            double face = FACE * random.nextDouble(0.9, 1.1) * (people.size() > 1 ? PAIR : 1);
            draw(graphics, people.get(i), x, y, face, random.nextDouble(-0.05, 0.05));
        }
        graphics.dispose();
        return jpeg(new RescaleOp((float) random.nextDouble(0.88, 1.08), 0, null).filter(image, null));
    }

    private void paintRoom(Graphics2D graphics) {
        SplittableRandom room = new SplittableRandom(seed);
        float hue = (float) room.nextDouble(0.05, 0.6);
        graphics.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.12f, 0.86f), WIDTH, HEIGHT, Color.getHSBColor(hue, 0.16f, 0.7f)));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        int shelf = room.nextInt(20, 420);
        graphics.setColor(Color.getHSBColor(0.08f, 0.4f, 0.5f));
        graphics.fillRect(shelf, 130, 190, 8);
        for (int book = 0; book < 9; book++) {
            graphics.setColor(Color.getHSBColor((float) room.nextDouble(), 0.4f, 0.6f));
            int height = room.nextInt(44, 76);
            graphics.fillRect(shelf + 8 + book * 19, 130 - height, 15, height);
        }
    }

    private static void draw(Graphics2D graphics, Portrait portrait, double x, double y, double face, double tilt) {
        double scale = face / portrait.face().height();
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(tilt);
        place.scale(scale, scale);
        place.translate(-portrait.face().centreX(), -portrait.face().centreY());
        graphics.drawImage(faded(portrait.image()), place, null);
    }

    private static BufferedImage faded(BufferedImage photo) {
        BufferedImage faded = new BufferedImage(Portrait.SIZE, Portrait.SIZE, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < Portrait.SIZE; y++) {
            for (int x = 0; x < Portrait.SIZE; x++) {
                int inside = Math.min(Math.min(x, Portrait.SIZE - 1 - x), Math.min(y, Portrait.SIZE - 1 - y));
                int alpha = Math.round(255 * Math.min(1, inside / EDGE));
                faded.setRGB(x, y, (alpha << 24) | (photo.getRGB(x, y) & 0xffffff));
            }
        }
        return faded;
    }

    private static byte[] jpeg(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "jpeg", out)) {
                throw new IllegalStateException("no JPEG writer in this Java platform");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
