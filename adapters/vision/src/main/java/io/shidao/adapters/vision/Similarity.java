package io.shidao.adapters.vision;

import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Landmarks.Point;
import java.util.List;

/** The least-squares similarity (turn, scale, shift; no mirror) between two sets of points. */
final class Similarity {
    private Similarity() {}

    /** The 2 x 3 map, row by row, from picture pixels to the template's. */
    static double[] to(AlignmentTemplate template, Landmarks five) {
        return fit(five.points(), template.points().points());
    }

    /** Closed form: with both sets centred, the turn and scale are two dot products (Umeyama 1991, in the plane). */
    static double[] fit(List<Point> from, List<Point> to) {
        double[] a = centre(from);
        double[] b = centre(to);
        double cosine = 0;
        double sine = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double x = from.get(i).x() - a[0];
            double y = from.get(i).y() - a[1];
            double u = to.get(i).x() - b[0];
            double v = to.get(i).y() - b[1];
            cosine += x * u + y * v;
            sine += x * v - y * u;
            spread += x * x + y * y;
        }
        // Points that all coincide have no turn; any scale will do for a face that cannot be one.
        double c = spread > 0 ? cosine / spread : 1;
        double s = spread > 0 ? sine / spread : 0;
        return new double[] {c, -s, b[0] - c * a[0] + s * a[1], s, c, b[1] - s * a[0] - c * a[1]};
    }

    private static double[] centre(List<Point> points) {
        return new double[] {
            points.stream().mapToDouble(Point::x).average().orElse(0),
            points.stream().mapToDouble(Point::y).average().orElse(0)
        };
    }
}
