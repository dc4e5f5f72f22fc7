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
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.Kernel;
import java.util.Arrays;

/**
 * Head and shoulders cut out of a portrait, with a soft edge, and a body below as far as a desk leaves it to be seen.
 * All measures are in face heights from the face's centre, so that every portrait gives a person of the same build.
 */
final class Cutout {
    private static final float LEFT = 1.35f;
    private static final float TOP = 1.15f;
    private static final float BOTTOM = 1.75f;
    private static final float FEATHER = 0.05f;

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
        paintBody(graphics, clothes(photo, portrait), width, height);
        graphics.drawImage(softened(photo, face), Math.round(-left), Math.round(-top), null);
        graphics.setComposite(AlphaComposite.DstIn);
        graphics.drawImage(mask(width, height, face), 0, 0, null);
        graphics.dispose();
        return person;
    }

    private static void paintBody(Graphics2D graphics, Color clothes, int width, int height) {
        graphics.setPaint(new GradientPaint(0, height / 2f, clothes, 0, height, clothes.darker()));
        graphics.fillRect(0, 0, width, height);
    }

    /** The mean colour of the photo's lowest rows around the face's column: mostly clothes. */
    private static Color clothes(BufferedImage photo, Portrait portrait) {
        int centre = Math.round(portrait.face().centreX());
        int half = Math.round(portrait.face().height() * 0.5f);
        long red = 0;
        long green = 0;
        long blue = 0;
        int count = 0;
        for (int y = Portrait.SIZE - 10; y < Portrait.SIZE; y++) {
            for (int x = Math.max(0, centre - half); x < Math.min(Portrait.SIZE, centre + half); x++) {
                Color pixel = new Color(photo.getRGB(x, y));
                red += pixel.getRed();
                green += pixel.getGreen();
                blue += pixel.getBlue();
                count++;
            }
        }
        return new Color((int) (red / count), (int) (green / count), (int) (blue / count));
    }

    /** The photo with edges that fade, so that it goes over into the body without a line. */
    private static BufferedImage softened(BufferedImage photo, float face) {
        int edge = Math.max(2, Math.round(face * 0.12f));
        BufferedImage soft = new BufferedImage(Portrait.SIZE, Portrait.SIZE, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < Portrait.SIZE; y++) {
            for (int x = 0; x < Portrait.SIZE; x++) {
                int inside = Math.min(Math.min(x, Portrait.SIZE - 1 - x), Portrait.SIZE - 1 - y);
                int alpha = Math.min(255, 255 * (inside + 1) / edge);
                soft.setRGB(x, y, (alpha << 24) | (photo.getRGB(x, y) & 0xffffff));
            }
        }
        return soft;
    }

    private static BufferedImage mask(int width, int height, float face) {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = smooth(mask);
        graphics.translate(LEFT * face, TOP * face);
        graphics.scale(face, face);
        graphics.setColor(Color.BLACK);
        graphics.fill(bust());
        graphics.dispose();
        return blurred(mask, Math.max(1, Math.round(FEATHER * face)));
    }

    private static Area bust() {
        Area bust = new Area(new Ellipse2D.Double(-0.56, -0.92, 1.12, 1.62));
        Path2D shoulders = new Path2D.Double();
        shoulders.moveTo(-0.34, 0.3);
        shoulders.curveTo(-0.36, 0.72, -0.5, 0.7, -0.85, 0.84);
        shoulders.curveTo(-1.12, 0.94, -1.2, 1.15, -1.24, 2);
        shoulders.lineTo(1.24, 2);
        shoulders.curveTo(1.2, 1.15, 1.12, 0.94, 0.85, 0.84);
        shoulders.curveTo(0.5, 0.7, 0.36, 0.72, 0.34, 0.3);
        shoulders.closePath();
        bust.add(new Area(shoulders));
        return bust;
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
