package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.analyzer.calibration.Curve.Knot;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve = new Curve(List.of(new Knot(1, 10), new Knot(2, 20), new Knot(4, 0)));

    @Test
    void isLinearBetweenKnotsAndLevelBeyondThem() {
        assertThat(List.of(curve.at(-9), curve.at(1), curve.at(1.25), curve.at(2), curve.at(3), curve.at(4)))
                .containsExactly(10.0, 10.0, 12.5, 20.0, 10.0, 0.0);
        assertThat(curve.at(99)).isZero();
        assertThat(new Curve(List.of(new Knot(3, 7))).at(-1)).isEqualTo(7);
    }

    @Test
    void readsWhatItWrites() {
        assertThat(Curve.parse(curve.toString())).isEqualTo(curve);
        assertThat(Curve.parse("  1:10\t2:20   4:0 ")).isEqualTo(curve);
    }

    @Test
    void tellsWhatIsWrongWithAText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.parse("1:2 3"))
                .withMessage("curve: '3' (expected: x:y)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.parse("1:2 3:four"))
                .withMessage("curve: '3:four' (expected: x:y)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.parse("1:2 1:3"))
                .withMessage("curve: x 1.0 after 1.0 (expected: ascending)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.parse("1:NaN"))
                .withMessage("curve: 1.0:NaN (expected: finite numbers)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Curve.parse("1:2 Infinity:3"))
                .withMessage("curve: Infinity:3.0 (expected: finite numbers)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Curve(List.of()))
                .withMessage("curve: no knots (expected: at least one, as x:y)");
    }
}
