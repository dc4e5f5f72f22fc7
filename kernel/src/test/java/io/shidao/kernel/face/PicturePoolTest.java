package io.shidao.kernel.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PicturePoolTest {
    private final PicturePool pool = new PicturePool(2, 10_000, Duration.ofMillis(20));

    @Test
    void usesABufferAgain() {
        Picture first = pool.borrow(100, 100);
        var buffer = first.bgr();
        buffer.position(7);
        first.close();

        try (Picture second = pool.borrow(50, 50)) {
            assertThat(second.bgr()).isSameAs(buffer);
            assertThat(second.bgr().position()).isZero();
        }
    }

    @Test
    void lendsNoMoreThanItsSlots() {
        try (Picture first = pool.borrow(10, 10);
                Picture second = pool.borrow(10, 10)) {
            assertThat(first.bgr()).isNotSameAs(second.bgr());
            assertThat(pool.inUse()).isEqualTo(2);
            assertThatThrownBy(() -> pool.borrow(10, 10))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no slot of 2");
        }
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void doesNotKeepLargeBuffers() {
        Picture large = pool.borrow(200, 100);
        var buffer = large.bgr();
        large.close();

        try (Picture next = pool.borrow(200, 100)) {
            assertThat(next.bgr()).isNotSameAs(buffer);
        }
    }

    @Test
    void givesTheSlotBackOnceHoweverOftenAPictureIsClosed() {
        Picture picture = pool.borrow(10, 10);
        picture.close();
        picture.close();

        assertThat(pool.inUse()).isZero();
        assertThatThrownBy(picture::bgr).isInstanceOf(IllegalStateException.class);
    }
}
