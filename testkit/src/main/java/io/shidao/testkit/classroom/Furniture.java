package io.shidao.testkit.classroom;

import static io.shidao.testkit.classroom.ClassroomLayout.HEIGHT;
import static io.shidao.testkit.classroom.ClassroomLayout.SEATS_PER_ROW;
import static io.shidao.testkit.classroom.ClassroomLayout.WIDTH;

import io.shidao.kernel.session.Seat;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.SplittableRandom;

/** Chairs behind people and desks before them. All measures are in face heights of the row. */
final class Furniture {
    private static final double DESK_TOP = 1.12; // below the face's centre
    private static final double DESK_DEPTH = 0.5;
    private static final double DESK_FRONT = 1.15;

    private Furniture() {}

    /**
     * A picture to lay over the room.
     *
     * @param y where its top row goes
     */
    record Strip(BufferedImage image, int x, int y) {
        void draw(Graphics2D graphics) {
            graphics.drawImage(image, x, y, null);
        }
    }

    static void paintChairs(Graphics2D graphics, int row) {
        double face = ClassroomLayout.rowFace(row);
        for (int place = 0; place < SEATS_PER_ROW; place++) {
            Seat seat = ClassroomLayout.seat(row, place);
            double x = seat.x() * WIDTH;
            double y = seat.y() * HEIGHT;
            graphics.setColor(new Color(46, 62, 88));
            graphics.fill(new RoundRectangle2D.Double(
                    x - 0.8 * face, y + 0.45 * face, 1.6 * face, 1.2 * face, 0.5 * face, 0.5 * face));
            graphics.setColor(new Color(62, 82, 112));
            graphics.fill(new RoundRectangle2D.Double(
                    x - 0.7 * face, y + 0.53 * face, 1.4 * face, 0.5 * face, 0.4 * face, 0.4 * face));
        }
    }

    /** The desks of one side of the aisle, with what lies on them. */
    static Strip desks(int row, boolean left, long seed) {
        double face = ClassroomLayout.rowFace(row);
        int first = left ? 0 : SEATS_PER_ROW / 2;
        double from = ClassroomLayout.seat(row, first).x() * WIDTH - 1.35 * face;
        double to = ClassroomLayout.seat(row, first + SEATS_PER_ROW / 2 - 1).x() * WIDTH + 1.35 * face;
        int x = (int) (from - 0.3 * face);
        int y = (int) (ClassroomLayout.rowY(row) + (DESK_TOP - 0.75) * face);
        int width = (int) Math.ceil(to + 0.3 * face) - x;
        int height = (int) Math.ceil((0.75 + DESK_DEPTH + DESK_FRONT) * face);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = Cutout.smooth(image);
        graphics.translate(from - x, 0.75 * face);
        paintDesk(graphics, to - from, face);
        paintThings(graphics, row, first, from, face, seed);
        graphics.dispose();
        return new Strip(image, x, y);
    }

    private static void paintDesk(Graphics2D graphics, double width, double face) {
        double depth = DESK_DEPTH * face;
        double lean = 0.12 * face; // the near edge is wider
        Path2D top = new Path2D.Double();
        top.moveTo(0, 0);
        top.lineTo(width, 0);
        top.lineTo(width + lean, depth);
        top.lineTo(-lean, depth);
        top.closePath();
        graphics.setPaint(
                new GradientPaint(0, 0, new Color(196, 160, 114), 0, (float) depth, new Color(212, 178, 132)));
        graphics.fill(top);
        graphics.setColor(new Color(150, 116, 78));
        graphics.fill(new Rectangle2D.Double(-lean, depth, width + 2 * lean, 0.08 * face));
        graphics.setPaint(new GradientPaint(
                0,
                (float) depth,
                new Color(140, 108, 74),
                0,
                (float) (depth + DESK_FRONT * face),
                new Color(92, 72, 52)));
        graphics.fill(new Rectangle2D.Double(
                -lean * 0.4, depth + 0.08 * face, width + 0.8 * lean, (DESK_FRONT - 0.1) * face));
    }

    private static void paintThings(Graphics2D graphics, int row, int first, double from, double face, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 101 + row * 7L + first);
        for (int place = first; place < first + SEATS_PER_ROW / 2; place++) {
            double x = ClassroomLayout.seat(row, place).x() * WIDTH - from;
            paintPaper(graphics, x + (random.nextDouble() - 0.5) * 0.3 * face, face);
            double side = x + (random.nextBoolean() ? 1 : -1) * (0.75 + 0.2 * random.nextDouble()) * face;
            switch (random.nextInt(4)) {
                case 0, 1 -> paintHelmet(graphics, side, face, random.nextInt(3));
                case 2 -> paintBottle(graphics, side, face);
                default -> {}
            }
        }
    }

    private static void paintPaper(Graphics2D graphics, double x, double face) {
        Path2D paper = new Path2D.Double();
        paper.moveTo(x - 0.38 * face, 0.08 * face);
        paper.lineTo(x + 0.34 * face, 0.08 * face);
        paper.lineTo(x + 0.42 * face, 0.4 * face);
        paper.lineTo(x - 0.46 * face, 0.4 * face);
        paper.closePath();
        graphics.setColor(new Color(240, 238, 230));
        graphics.fill(paper);
        graphics.setColor(new Color(150, 150, 150, 130));
        graphics.fill(new Rectangle2D.Double(x - 0.02 * face, 0.08 * face, 0.02 * face, 0.32 * face));
    }

    private static void paintHelmet(Graphics2D graphics, double x, double face, int kind) {
        Color[] colours = {new Color(240, 196, 40), new Color(232, 232, 228), new Color(206, 70, 52)};
        graphics.setColor(colours[kind].darker());
        graphics.fill(new Ellipse2D.Double(x - 0.36 * face, 0.1 * face, 0.72 * face, 0.2 * face));
        graphics.setColor(colours[kind]);
        Path2D dome = new Path2D.Double();
        dome.moveTo(x - 0.28 * face, 0.2 * face);
        dome.curveTo(x - 0.28 * face, -0.26 * face, x + 0.28 * face, -0.26 * face, x + 0.28 * face, 0.2 * face);
        dome.closePath();
        graphics.fill(dome);
        graphics.setColor(new Color(255, 255, 255, 90));
        graphics.fill(new Ellipse2D.Double(x - 0.14 * face, -0.1 * face, 0.12 * face, 0.16 * face));
    }

    private static void paintBottle(Graphics2D graphics, double x, double face) {
        graphics.setColor(new Color(150, 190, 206, 220));
        graphics.fill(new RoundRectangle2D.Double(
                x - 0.09 * face, -0.32 * face, 0.18 * face, 0.56 * face, 0.08 * face, 0.08 * face));
        graphics.setColor(new Color(60, 110, 170));
        graphics.fill(new Rectangle2D.Double(x - 0.06 * face, -0.4 * face, 0.12 * face, 0.1 * face));
        graphics.fill(new Rectangle2D.Double(x - 0.09 * face, -0.12 * face, 0.18 * face, 0.16 * face));
    }

    /** What the teacher stands behind. */
    static Strip lectern() {
        double face = ClassroomLayout.faceHeight(ClassroomLayout.TEACHER);
        double x = ClassroomLayout.TEACHER.x() * WIDTH;
        double y = ClassroomLayout.TEACHER.y() * HEIGHT;
        int width = (int) (3.2 * face);
        int height = (int) (HEIGHT - y - 1.5 * face);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB_PRE);
        Graphics2D graphics = Cutout.smooth(image);
        graphics.setPaint(new GradientPaint(0, 0, new Color(118, 84, 58), width, height, new Color(82, 58, 42)));
        graphics.fill(new Rectangle2D.Double(0.2 * face, 0.3 * face, width - 0.4 * face, height));
        graphics.setColor(new Color(146, 106, 74));
        graphics.fill(new RoundRectangle2D.Double(0, 0, width, 0.36 * face, 0.1 * face, 0.1 * face));
        graphics.setColor(new Color(236, 234, 226));
        graphics.fill(new Rectangle2D.Double(0.9 * face, 0.05 * face, 0.9 * face, 0.2 * face));
        graphics.dispose();
        return new Strip(image, (int) (x - width / 2.0), (int) (y + 1.5 * face));
    }
}
