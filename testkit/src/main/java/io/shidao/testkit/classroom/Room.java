package io.shidao.testkit.classroom;

import static io.shidao.testkit.classroom.ClassroomLayout.HEIGHT;
import static io.shidao.testkit.classroom.ClassroomLayout.WIDTH;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** The empty room as the camera above the blackboard sees it: walls, windows, ceiling lights, floor. */
final class Room {
    private static final int LEFT = 520; // the back wall
    private static final int RIGHT = 1620;
    private static final int TOP = 34;
    private static final int BOTTOM = 318;
    private static final int SIDE = 640; // where the side walls meet the floor at the picture's edges
    private static final int GRAIN = 3;

    private Room() {}

    static BufferedImage paint(long seed) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = Cutout.smooth(image);
        paintFloor(graphics);
        paintCeiling(graphics);
        paintSideWalls(graphics);
        paintBackWall(graphics);
        paintWindows(graphics);
        paintDoor(graphics);
        graphics.dispose();
        addGrain(image, seed);
        return image;
    }

    private static void paintFloor(Graphics2D graphics) {
        graphics.setPaint(new GradientPaint(0, BOTTOM, new Color(150, 146, 138), 0, HEIGHT, new Color(104, 100, 95)));
        graphics.fillRect(0, BOTTOM, WIDTH, HEIGHT - BOTTOM);
        graphics.setColor(new Color(0, 0, 0, 22));
        graphics.setStroke(new BasicStroke(2));
        double centre = (LEFT + RIGHT) / 2.0;
        for (int i = -14; i <= 14; i++) {
            graphics.drawLine((int) (centre + i * 80), BOTTOM, (int) (centre + i * 290), HEIGHT);
        }
        for (int y = BOTTOM; y < HEIGHT; y += 12 + (y - BOTTOM) / 6) {
            graphics.drawLine(0, y, WIDTH, y);
        }
    }

    private static void paintCeiling(Graphics2D graphics) {
        graphics.setColor(new Color(226, 226, 222));
        graphics.fillPolygon(new int[] {0, WIDTH, RIGHT, LEFT}, new int[] {0, 0, TOP, TOP}, 4);
        graphics.setColor(new Color(255, 255, 250));
        for (int i = 0; i < 3; i++) {
            int x = LEFT + 150 + i * 330;
            graphics.fillPolygon(
                    new int[] {x, x + 130, x + 145 + (i - 1) * 30, x - 15 + (i - 1) * 30}, new int[] {26, 26, 8, 8}, 4);
        }
    }

    private static void paintSideWalls(Graphics2D graphics) {
        graphics.setPaint(new GradientPaint(0, 0, new Color(196, 200, 198), LEFT, 0, new Color(214, 216, 212)));
        graphics.fillPolygon(new int[] {0, LEFT, LEFT, 0}, new int[] {0, TOP, BOTTOM, SIDE}, 4);
        graphics.setPaint(new GradientPaint(RIGHT, 0, new Color(212, 213, 208), WIDTH, 0, new Color(190, 190, 184)));
        graphics.fillPolygon(new int[] {WIDTH, RIGHT, RIGHT, WIDTH}, new int[] {0, TOP, BOTTOM, SIDE - 120}, 4);
        graphics.setColor(new Color(120, 140, 132));
        graphics.fillPolygon(new int[] {0, LEFT, LEFT, 0}, new int[] {SIDE - 34, BOTTOM - 14, BOTTOM, SIDE}, 4);
        graphics.fillPolygon(
                new int[] {WIDTH, RIGHT, RIGHT, WIDTH}, new int[] {SIDE - 150, BOTTOM - 14, BOTTOM, SIDE - 120}, 4);
    }

    private static void paintBackWall(Graphics2D graphics) {
        graphics.setPaint(new GradientPaint(0, TOP, new Color(228, 229, 224), 0, BOTTOM, new Color(206, 207, 202)));
        graphics.fillRect(LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP);
        graphics.setColor(new Color(120, 140, 132));
        graphics.fillRect(LEFT, BOTTOM - 14, RIGHT - LEFT, 14);
        paintBoard(graphics, LEFT + 190, TOP + 44, 420, 118);
        paintNotices(graphics, LEFT + 690, TOP + 52);
        paintClock(graphics, LEFT + 645, TOP + 40);
    }

    private static void paintBoard(Graphics2D graphics, int x, int y, int width, int height) {
        graphics.setColor(new Color(150, 118, 84));
        graphics.fillRect(x - 6, y - 6, width + 12, height + 12);
        graphics.setPaint(new GradientPaint(x, y, new Color(44, 78, 66), x + width, y + height, new Color(58, 94, 80)));
        graphics.fillRect(x, y, width, height);
        graphics.setStroke(new BasicStroke(1.6f));
        graphics.setColor(new Color(225, 230, 222, 150));
        // a crane and a house in chalk: what the class is about
        graphics.drawPolyline(
                new int[] {x + 60, x + 60, x + 52, x + 190}, new int[] {y + 98, y + 22, y + 30, y + 30}, 4);
        graphics.drawPolyline(
                new int[] {x + 60, x + 190, x + 160, x + 160}, new int[] {y + 16, y + 30, y + 30, y + 62}, 4);
        graphics.drawRect(x + 250, y + 52, 92, 46);
        graphics.drawPolyline(new int[] {x + 242, x + 296, x + 350}, new int[] {y + 52, y + 22, y + 52}, 3);
        graphics.drawRect(x + 266, y + 66, 20, 16);
        graphics.drawRect(x + 306, y + 66, 20, 32);
    }

    private static void paintNotices(Graphics2D graphics, int x, int y) {
        Color[] colours = {new Color(232, 196, 92), new Color(120, 164, 200), new Color(214, 120, 100)};
        for (int i = 0; i < 6; i++) {
            int left = x + i % 3 * 58;
            int top = y + i / 3 * 66;
            graphics.setColor(new Color(244, 244, 240));
            graphics.fillRect(left, top, 46, 56);
            graphics.setColor(colours[i % 3]);
            graphics.fillRect(left, top, 46, 12);
            graphics.setColor(new Color(170, 170, 170));
            for (int line = 0; line < 5; line++) {
                graphics.fillRect(left + 6, top + 18 + line * 7, 34 - line % 2 * 8, 2);
            }
        }
    }

    private static void paintClock(Graphics2D graphics, int x, int y) {
        graphics.setColor(new Color(70, 70, 70));
        graphics.fillOval(x - 17, y - 17, 34, 34);
        graphics.setColor(new Color(250, 250, 246));
        graphics.fillOval(x - 15, y - 15, 30, 30);
        graphics.setColor(new Color(40, 40, 40));
        graphics.setStroke(new BasicStroke(2));
        graphics.drawLine(x, y, x - 7, y - 4);
        graphics.drawLine(x, y, x + 1, y - 12);
    }

    private static void paintWindows(Graphics2D graphics) {
        for (int i = 0; i < 3; i++) {
            double near = i * 0.3 + 0.06;
            double far = near + 0.22;
            graphics.setColor(new Color(236, 238, 236));
            graphics.fillPolygon(onLeftWall(near - 0.012, far + 0.012, 0.16, 0.66));
            graphics.setPaint(new GradientPaint(0, 60, new Color(206, 226, 244), 0, 340, new Color(238, 244, 246)));
            graphics.fillPolygon(onLeftWall(near, far, 0.18, 0.64));
            graphics.setColor(new Color(226, 228, 226));
            double middle = (near + far) / 2;
            graphics.fillPolygon(onLeftWall(middle - 0.006, middle + 0.006, 0.18, 0.64));
            graphics.setColor(new Color(120, 140, 150, 70));
            graphics.fillPolygon(onLeftWall(near, far, 0.54, 0.64));
        }
    }

    /** A rectangle on the left wall: along it from 0 (near) to 1 (far), down it from 0 to 1. */
    private static Polygon onLeftWall(double near, double far, double top, double bottom) {
        Polygon polygon = new Polygon();
        double[][] corners = {{near, top}, {far, top}, {far, bottom}, {near, bottom}};
        for (double[] corner : corners) {
            double ceiling = TOP * corner[0];
            double floor = SIDE + (BOTTOM - SIDE) * corner[0];
            polygon.addPoint((int) (LEFT * corner[0]), (int) (ceiling + (floor - ceiling) * corner[1]));
        }
        return polygon;
    }

    private static void paintDoor(Graphics2D graphics) {
        graphics.setColor(new Color(146, 112, 78));
        graphics.fillPolygon(
                new int[] {RIGHT + 60, RIGHT + 150, RIGHT + 150, RIGHT + 60}, new int[] {116, 106, 412, 358}, 4);
        graphics.setColor(new Color(176, 204, 214));
        graphics.fillPolygon(
                new int[] {RIGHT + 78, RIGHT + 132, RIGHT + 132, RIGHT + 78}, new int[] {140, 134, 210, 208}, 4);
    }

    /** Sensor noise of the parts that do not move; it stands still, as it does after a camera's noise filter. */
    private static void addGrain(BufferedImage image, long seed) {
        byte[] bgr = Pictures.bytes(image);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bgr.length; i += 3) {
            int grain = random.nextInt(-GRAIN, GRAIN + 1);
            for (int channel = i; channel < i + 3; channel++) {
                bgr[channel] = Pictures.clamp((bgr[channel] & 0xff) + grain);
            }
        }
    }
}
