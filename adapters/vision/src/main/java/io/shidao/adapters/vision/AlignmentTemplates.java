package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Landmarks.Point;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads how a face lies in an embedder's input: a known template by its name, or ten numbers. */
final class AlignmentTemplates {
    /** 96 wide and 112 high: SphereFace (Liu et al. 2017); ArcFace's is the same, moved by 8 pixels. */
    private static final AlignmentTemplate SPHEREFACE_112X96 = new AlignmentTemplate(
            96,
            112,
            new Landmarks(
                    new Point(30.2946f, 51.6963f),
                    new Point(65.5318f, 51.5014f),
                    new Point(48.0252f, 71.7366f),
                    new Point(33.5493f, 92.3655f),
                    new Point(62.7299f, 92.2041f)));

    private static final Map<String, AlignmentTemplate> KNOWN =
            Map.of("arcface-112", AlignmentTemplate.ARCFACE_112, "sphereface-112x96", SPHEREFACE_112X96);

    private AlignmentTemplates() {}

    static AlignmentTemplate parse(String text, int width, int height) {
        AlignmentTemplate known = KNOWN.get(text.strip());
        return known == null ? ofNumbers(text, width, height) : scaled(text, known, width, height);
    }

    private static AlignmentTemplate scaled(String name, AlignmentTemplate known, int width, int height) {
        if (known.width() * height != known.height() * width) {
            throw new IllegalArgumentException("alignment: " + name + " in " + width + " x " + height + " (expected: "
                    + known.width() + " x " + known.height() + " or a multiple; what to do: give the ten numbers)");
        }
        float factor = (float) width / known.width();
        List<Point> points = known.points().points().stream()
                .map(p -> new Point(p.x() * factor, p.y() * factor))
                .toList();
        return new AlignmentTemplate(width, height, landmarks(points));
    }

    private static AlignmentTemplate ofNumbers(String text, int width, int height) {
        try {
            double[] n = Arrays.stream(text.strip().split("[\\s,]+"))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (n.length == 10) {
                List<Point> points = IntStream.range(0, 5)
                        .mapToObj(i -> new Point((float) n[2 * i], (float) n[2 * i + 1]))
                        .toList();
                requireInside(text, points, width, height);
                return new AlignmentTemplate(width, height, landmarks(points));
            }
        } catch (NumberFormatException e) {
            // neither a name nor numbers: told below
        }
        throw new IllegalArgumentException("alignment: '" + text + "' (expected: one of "
                + KNOWN.keySet().stream().sorted().toList() + ", or ten numbers)");
    }

    /** Left and right are easily mistaken, and a face on its head gives features of nobody. */
    private static void requireInside(String text, List<Point> points, int width, int height) {
        boolean inside = points.stream().allMatch(p -> p.x() >= 0 && p.x() < width && p.y() >= 0 && p.y() < height);
        boolean upright = points.get(0).x() < points.get(1).x()
                && points.get(3).x() < points.get(4).x()
                && points.get(0).y() < points.get(3).y()
                && points.get(1).y() < points.get(4).y();
        if (!inside || !upright) {
            throw new IllegalArgumentException("alignment: '" + text + "' (expected: points inside " + width + " x "
                    + height + ", left ones left of right ones and eyes above the mouth)");
        }
    }

    private static Landmarks landmarks(List<Point> p) {
        return new Landmarks(p.get(0), p.get(1), p.get(2), p.get(3), p.get(4));
    }
}
