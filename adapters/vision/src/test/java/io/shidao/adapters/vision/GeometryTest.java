package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Landmarks.Point;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class GeometryTest {
    private static final List<Point> TEMPLATE =
            AlignmentTemplate.ARCFACE_112.points().points();
    private static final Offset<Float> DEGREE = within(1f);
    /** Nose tip, chin, outer eye corners, mouth corners of a generic head; x right, y down, z away from the camera. */
    private static final double[][] HEAD = {
        {0, 0, 0}, {0, 330, 65}, {-225, -170, 135}, {225, -170, 135}, {-150, 150, 125}, {150, 150, 125}
    };

    private static final int[] POINTS = {30, 8, 36, 45, 48, 54};

    @Test
    void recoversATurnAScaleAndAShift() {
        List<Point> moved = TEMPLATE.stream()
                .map(p -> new Point(2 * (.8f * p.x() - .6f * p.y()) + 30, 2 * (.6f * p.x() + .8f * p.y()) - 7))
                .toList();

        double[] map = Similarity.fit(moved, TEMPLATE);

        for (int i = 0; i < 5; i++) {
            Point p = moved.get(i);
            Point wanted = TEMPLATE.get(i);
            assertThat(map[0] * p.x() + map[1] * p.y() + map[2]).isCloseTo(wanted.x(), within(.001));
            assertThat(map[3] * p.x() + map[4] * p.y() + map[5]).isCloseTo(wanted.y(), within(.001));
        }
    }

    @Test
    void staysFiniteWhenAllPointsCoincide() {
        List<Point> one = List.of(new Point(5, 5), new Point(5, 5), new Point(5, 5), new Point(5, 5), new Point(5, 5));

        assertThat(Similarity.fit(one, TEMPLATE)).doesNotContain(Double.NaN);
    }

    @ParameterizedTest
    @CsvSource({"0,0,0", "20,0,0", "-35,0,0", "0,15,0", "0,-20,0", "0,0,30", "0,0,-12", "25,0,20"})
    void tellsWhichWayAHeadLooks(double yaw, double pitch, double roll) {
        HeadPose pose = HeadPose.of(seen(yaw, pitch, roll));

        assertThat(pose.yaw()).isCloseTo((float) yaw, DEGREE);
        assertThat(pose.pitch()).isCloseTo((float) pitch, DEGREE);
        assertThat(pose.roll()).isCloseTo((float) roll, DEGREE);
    }

    @Test
    void takesTheSquareAroundAllPoints() {
        float[] xy = new float[2 * FacePoints.COUNT];
        for (int i = 0; i < FacePoints.COUNT; i++) {
            xy[2 * i] = 10 + i;
            xy[2 * i + 1] = 40 + i % 2;
        }

        assertThat(new FacePoints(xy).square()).isEqualTo(new io.shidao.kernel.face.Box(10, 7, 67, 67));
    }

    /** The generic head turned to the image's right, then looking up, then rolled clockwise; seen from far away. */
    private static FacePoints seen(double yawDegrees, double pitchDegrees, double rollDegrees) {
        double yaw = Math.toRadians(yawDegrees);
        double pitch = Math.toRadians(pitchDegrees);
        double roll = Math.toRadians(rollDegrees);
        float[] xy = new float[2 * FacePoints.COUNT];
        for (int i = 0; i < POINTS.length; i++) {
            double x = HEAD[i][0] * Math.cos(yaw) - HEAD[i][2] * Math.sin(yaw);
            double z = HEAD[i][0] * Math.sin(yaw) + HEAD[i][2] * Math.cos(yaw);
            double y = HEAD[i][1] * Math.cos(pitch) + z * Math.sin(pitch);
            xy[2 * POINTS[i]] = (float) (300 + .2 * (x * Math.cos(roll) - y * Math.sin(roll)));
            xy[2 * POINTS[i] + 1] = (float) (200 + .2 * (x * Math.sin(roll) + y * Math.cos(roll)));
        }
        return new FacePoints(xy);
    }
}
