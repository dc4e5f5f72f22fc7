package io.shidao.adapters.vision;

import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.Landmarks.Point;
import java.util.List;

/** The least-squares similarity (turn, scale, shift; no mirror) between two sets of points. */
final class Similarity {
    /** Where ArcFace expects the five points in 112 x 112 (Deng et al. 2019). */
    static final List<Point> TEMPLATE = List.of(
            new Point(38.2946f, 51.6963f),
            new Point(73.5318f, 51.5014f),
            new Point(56.0252f, 71.7366f),
            new Point(41.5493f, 92.3655f),
            new Point(70.7299f, 92.2041f));

    private Similarity() {}

    /** The 2 x 3 map, row by row, from picture pixels to the template. */
    static double[] toTemplate(Landmarks five) {
        return fit(five.points(), TEMPLATE);
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
