package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {
    private final Box box = new Box(10, 20, 30, 40);

    @Test
    void knowsItsCentreAndArea() {
        assertThat(box.centreX()).isEqualTo(25);
        assertThat(box.centreY()).isEqualTo(40);
        assertThat(box.area()).isEqualTo(1200);
    }

    @Test
    void growsAroundItsCentre() {
        assertThat(box.scaled(2)).isEqualTo(new Box(-5, 0, 60, 80));
    }

    @Test
    void keepsItsSizeWhenMoved() {
        assertThat(box.moved(-1, 2)).isEqualTo(new Box(9, 22, 30, 40));
    }

    @Test
    void overlapsByTheCommonArea() {
        Box half = box.moved(15, 0);

        assertThat(box.intersection(half)).isEqualTo(600);
        assertThat(box.iou(half)).isCloseTo(600f / 1800f, within(1e-6f));
        assertThat(half.iou(box)).isEqualTo(box.iou(half));
        assertThat(box.iou(box)).isEqualTo(1);
    }

    @Test
    void doesNotOverlapWithWhatOnlyTouchesIt() {
        assertThat(box.intersection(box.moved(30, 0))).isZero();
        assertThat(box.iou(box.moved(100, 100))).isZero();
    }

    @Test
    void refusesASizeThatIsNotAboveZero() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Box(0, 0, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Box(0, 0, 1, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Box(0, 0, Float.NaN, 1));
    }
}
