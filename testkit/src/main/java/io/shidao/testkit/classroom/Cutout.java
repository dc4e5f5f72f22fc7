package io.shidao.testkit.classroom;

import io.shidao.testkit.portrait.Portrait;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;
import java.util.List;

/**
 * Head and shoulders cut out of a portrait, with a soft edge, and a body below as far as a desk leaves it to be seen.
 * All measures are in face heights from the face's centre, so that every portrait gives a person of the same build.
 */
final class Cutout {
    private static final float LEFT = 1.35f;
    private static final float TOP = 1.15f;
    private static final float BOTTOM = 1.75f;
    private static final float FEATHER = 0.05f;
    private static final int SKIN_DIFFERENCE = 150; // of the three channels together
    private static final List<Color> JACKETS =
            List.of(new Color(52, 66, 92), new Color(92, 96, 100), new Color(62, 88, 78), new Color(120, 62, 58));

    private final BufferedImage image;
    private final float facePixels;

    private Cutout(BufferedImage image, float facePixels) {
        this.image = image;
        this.facePixels = facePixels;
    }

    /** For faces of about this height in the picture: kept at twice that size at most, so that it scales well. */
    static Cutout of(Portrait portrait, float faceHeight) {
        float pixels = portrait.face().height();
        BufferedImage cut = cut(portrait, pixels);
        while (pixels > 1.7f * faceHeight) {
            cut = half(cut);
            pixels /= 2;
        }
        return new Cutout(cut, pixels);
    }

    /** Draws it with the face's centre at (x, y). */
    void draw(Graphics2D graphics, double x, double y, double faceHeight, double radians) {
        double scale = faceHeight / facePixels;
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(radians);
        place.scale(scale, scale);
        place.translate(-LEFT * facePixels, -TOP * facePixels);
        graphics.drawImage(image, place, null);
    }

    private static BufferedImage cut(Portrait portrait, float face) {
        int width = Math.round(2 * LEFT * face);
        int height = Math.round((TOP + BOTTOM) * face);
        BufferedImage photo = portrait.image();
        float left = portrait.face().centreX() - LEFT * face;
        float top = portrait.face().centreY() - TOP * face;

        BufferedImage person = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = smooth(person);
        paintBody(graphics, clothes(photo, portrait), face);
        graphics.drawImage(withoutBackground(photo, portrait), Math.round(-left), Math.round(-top), null);
        graphics.setComposite(AlphaComposite.DstIn);
        graphics.drawImage(mask(width, height, portrait.face()), 0, 0, null);
        graphics.dispose();
        return person;
    }

    /** Shoulders for the portraits that show none, or only a part. */
    private static void paintBody(Graphics2D graphics, Color clothes, float face) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(LEFT * face, TOP * face);
        graphics.scale(face, face);
        graphics.setPaint(new GradientPaint(0, 0.7f, clothes, 0, BOTTOM, clothes.darker()));
        graphics.fill(shoulders(0.72));
        graphics.setTransform(before);
    }

    /** The photo's colour at its lower edge, unless that is the face's: then it is skin, and a jacket suits better. */
    private static Color clothes(BufferedImage photo, Portrait portrait) {
        Portrait.FaceSpot spot = portrait.face();
        Color lowest = mean(photo, spot.centreX(), Portrait.SIZE - 5f, spot.height() * 0.5f, 5);
        Color skin = mean(photo, spot.centreX(), spot.centreY(), spot.height() * 0.2f, spot.height() * 0.2f);
        int difference = Math.abs(lowest.getRed() - skin.getRed())
                + Math.abs(lowest.getGreen() - skin.getGreen())
                + Math.abs(lowest.getBlue() - skin.getBlue());
        return difference > SKIN_DIFFERENCE
                ? lowest
                : JACKETS.get(Math.floorMod(portrait.id().hashCode(), JACKETS.size()));
    }

    private static Color mean(BufferedImage photo, float centreX, float centreY, float halfWidth, float halfHeight) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int count = 0;
        int bottom = Math.min(Portrait.SIZE, Math.round(centreY + halfHeight));
        int right = Math.min(Portrait.SIZE, Math.round(centreX + halfWidth));
        for (int y = Math.max(0, Math.round(centreY - halfHeight)); y < bottom; y++) {
            for (int x = Math.max(0, Math.round(centreX - halfWidth)); x < right; x++) {
                Color pixel = new Color(photo.getRGB(x, y));
                red += pixel.getRed();
                green += pixel.getGreen();
                blue += pixel.getBlue();
                count++;
            }
        }
        return new Color((int) (red / count), (int) (green / count), (int) (blue / count));
    }

    /** The person alone, with edges of the photo that fade, so that it goes over into the body without a line. */
    private static BufferedImage withoutBackground(BufferedImage photo, Portrait portrait) {
        float[] opacities = Matte.of(photo, portrait.face());
        int edge = Math.max(2, Math.round(portrait.face().height() * 0.12f));
        BufferedImage person = new BufferedImage(Portrait.SIZE, Portrait.SIZE, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < Portrait.SIZE; y++) {
            for (int x = 0; x < Portrait.SIZE; x++) {
                int inside = Math.min(Math.min(x, Portrait.SIZE - 1 - x), Portrait.SIZE - 1 - y);
                float fade = Math.min(1, (inside + 1f) / edge);
                int alpha = Math.round(255 * fade * opacities[y * Portrait.SIZE + x]);
                person.setRGB(x, y, (alpha << 24) | (photo.getRGB(x, y) & 0xffffff));
            }
        }
        return person;
    }

    private static BufferedImage mask(int width, int height, Portrait.FaceSpot spot) {
        float face = spot.height();
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = smooth(mask);
        graphics.translate(LEFT * face, TOP * face);
        graphics.scale(face, face);
        graphics.setColor(Color.BLACK);
        graphics.fill(bust(Math.min(1.02, spot.centreY() / face)));
        graphics.dispose();
        return blurred(mask, Math.max(1, Math.round(FEATHER * face)));
    }

    /** @param above how much of the photo there is above the face's centre: no head gets a flat top */
    private static Area bust(double above) {
        Area bust = new Area(new Ellipse2D.Double(-0.62, -above, 1.24, 2 * above - 0.1));
        bust.add(new Area(new Rectangle2D.Double(-0.62, 0, 1.24, 0.8)));
        bust.add(shoulders(0.66));
        return bust;
    }

    private static Area shoulders(double neck) {
        Path2D shoulders = new Path2D.Double();
        shoulders.moveTo(-0.26, neck - 0.3);
        shoulders.curveTo(-0.3, neck + 0.06, -0.5, neck + 0.04, -0.85, neck + 0.18);
        shoulders.curveTo(-1.12, neck + 0.28, -1.2, neck + 0.49, -1.24, 2);
        shoulders.lineTo(1.24, 2);
        shoulders.curveTo(1.2, neck + 0.49, 1.12, neck + 0.28, 0.85, neck + 0.18);
        shoulders.curveTo(0.5, neck + 0.04, 0.3, neck + 0.06, 0.26, neck - 0.3);
        shoulders.closePath();
        return new Area(shoulders);
    }

    private static BufferedImage blurred(BufferedImage image, int radius) {
        int side = 2 * radius + 1;
        float[] weights = new float[side * side];
        Arrays.fill(weights, 1f / weights.length);
        return new ConvolveOp(new Kernel(side, side, weights), ConvolveOp.EDGE_NO_OP, null).filter(image, null);
    }

    private static BufferedImage half(BufferedImage image) {
        int width = Math.max(1, image.getWidth() / 2);
        int height = Math.max(1, image.getHeight() / 2);
        BufferedImage half = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = smooth(half);
        graphics.drawImage(image, AffineTransform.getScaleInstance(0.5, 0.5), null);
        graphics.dispose();
        return half;
    }

    static Graphics2D smooth(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        return graphics;
    }
}
