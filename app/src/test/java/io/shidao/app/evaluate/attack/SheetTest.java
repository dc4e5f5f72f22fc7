package io.shidao.app.evaluate.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SheetTest {
    @Test
    void mapsFourCornersOntoFourCorners() {
        double[][] from = {{10, 20}, {110, 15}, {120, 130}, {5, 125}};
        double[][] to = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};

        double[] map = Sheet.homography(from, to);

        for (int i = 0; i < 4; i++) {
            double w = map[6] * from[i][0] + map[7] * from[i][1] + 1;
            assertThat((map[0] * from[i][0] + map[1] * from[i][1] + map[2]) / w).isCloseTo(to[i][0], within(1e-6));
            assertThat((map[3] * from[i][0] + map[4] * from[i][1] + map[5]) / w).isCloseTo(to[i][1], within(1e-6));
        }
    }

    @Test
    void coversTheSceneOnlyWhereItIs() {
        Scene black = new Scene(60, 60);
        Scene white = new Scene(20, 20).changed((value, x, y, channel) -> 255);

        Scene seen = Sheet.held(white, 20, 20, 0, 0, new Random(1)).over(black, white);

        assertThat(seen.at(30, 30, 0)).isEqualTo(255);
        assertThat(seen.at(10, 30, 0)).isZero();
        assertThat(seen.at(45, 30, 0)).isZero();
    }
}
