package io.shidao.app.evaluate.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plot of lines as SVG: what is drawn the same way gives the same text. Not thread-safe. */
public final class Plot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int RIGHT = 190;
    private static final int BOTTOM = 50;
    /** Told apart by people with any colour vision (Okabe and Ito 2008). */
    private static final List<String> COLOURS =
            List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9");

    /**
     * One axis.
     *
     * @param isLogarithmic whether ticks stand for powers
     * @param ticks where it is labelled, ascending; the first and the last are its ends
     */
    public record Axis(String label, boolean isLogarithmic, List<Double> ticks) {
        public Axis {
            ticks = List.copyOf(ticks);
        }

        /** Where the value lies, 0 to 1; what lies outside is moved to the end. */
        double place(double value) {
            double low = scaled(ticks.get(0));
            double high = scaled(ticks.get(ticks.size() - 1));
            return Math.max(0, Math.min(1, (scaled(value) - low) / (high - low)));
        }

        private double scaled(double value) {
            return isLogarithmic ? Math.log10(Math.max(value, ticks.get(0))) : value;
        }
    }

    /** A point in the units of the axes. */
    public record Point(double x, double y) {}

    private record Line(String name, boolean isDashed, boolean hasDots, List<Point> points) {}

    private final String title;
    private final Axis x;
    private final Axis y;
    private final List<Line> lines = new ArrayList<>();

    public Plot(String title, Axis x, Axis y) {
        this.title = title;
        this.x = x;
        this.y = y;
    }

    public Plot line(String name, List<Point> points) {
        lines.add(new Line(name, false, false, List.copyOf(points)));
        return this;
    }

    public Plot dottedLine(String name, List<Point> points) {
        lines.add(new Line(name, false, true, List.copyOf(points)));
        return this;
    }

    public Plot dashedLine(String name, List<Point> points) {
        lines.add(new Line(name, true, false, List.copyOf(points)));
        return this;
    }

    /** The picture. */
    public String svg() {
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n",
                WIDTH,
                HEIGHT));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        text(svg, LEFT, 22, "start", title);
        axes(svg);
        for (int i = 0; i < lines.size(); i++) {
            draw(svg, lines.get(i), i);
        }
        return svg.append("</svg>\n").toString().replace("\r", "");
    }

    private void axes(StringBuilder svg) {
        for (double tick : x.ticks()) {
            double at = left(tick);
            stroke(svg, at, TOP, at, HEIGHT - BOTTOM);
            text(svg, at, HEIGHT - BOTTOM + 16, "middle", number(tick));
        }
        for (double tick : y.ticks()) {
            double at = top(tick);
            stroke(svg, LEFT, at, WIDTH - RIGHT, at);
            text(svg, LEFT - 6, at + 4, "end", number(tick));
        }
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x.label());
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                (TOP + HEIGHT - BOTTOM) / 2,
                escaped(y.label())));
    }

    private void draw(StringBuilder svg, Line line, int index) {
        String colour = COLOURS.get(index % COLOURS.size());
        StringBuilder points = new StringBuilder();
        for (Point p : line.points()) {
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", left(p.x()), top(p.y())));
            if (line.hasDots()) {
                svg.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>%n",
                        left(p.x()),
                        top(p.y()),
                        colour));
            }
        }
        String dash = line.isDashed() ? " stroke-dasharray=\"5 4\"" : "";
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                points.toString().strip(),
                colour,
                dash));
        int legend = TOP + 14 + 18 * index;
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"%s/>%n",
                WIDTH - RIGHT + 12,
                legend - 4,
                WIDTH - RIGHT + 34,
                legend - 4,
                colour,
                dash));
        text(svg, WIDTH - RIGHT + 40, legend, "start", line.name());
    }

    private double left(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double top(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static void stroke(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>%n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                escaped(text)));
    }

    private static String number(double value) {
        return value != 0 && Math.abs(value) < 0.01
                ? String.format(Locale.ROOT, "%.0e", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
