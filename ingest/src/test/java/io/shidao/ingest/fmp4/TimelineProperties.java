package io.shidao.ingest.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TimelineProperties {
    private static final int[] WITH_B_FRAMES = {0, 3, 1, 2, 6, 4, 5, 9, 7, 8};

    @Property
    void decodeTimesRiseAndPresentationTimesAreTheStreams(
            @ForAll @Size(min = 2, max = 200) int[] gaps, @ForAll @IntRange(min = 1, max = 50) int group) {
        Timeline timeline = new Timeline();
        long micros = 12_345_678;
        timeline.next(micros, true);
        long before = timeline.decode();
        long duration = timeline.duration();
        long at = micros;
        for (int i = 1; i < gaps.length; i++) {
            at += 1_000 + Math.floorMod(gaps[i], 3_000_000);
            boolean key = i % group == 0;

            assertThat(timeline.next(at, key)).isTrue();

            assertThat(timeline.decode()).isGreaterThan(before);
            if (!key) {
                assertThat(timeline.decode() - before)
                        .as("a longer gap makes players wait for a key unit")
                        .isLessThanOrEqualTo(2 * duration);
            }
            assertThat(timeline.presentation())
                    .isCloseTo((at - micros) * 9 / 100, org.assertj.core.data.Offset.offset(1L));
            assertThat(timeline.presentation()).isEqualTo(timeline.decode() + timeline.offset());
            assertThat(timeline.duration()).isPositive();
            before = timeline.decode();
            duration = timeline.duration();
        }
    }

    /** With B-frames decode times are even, and after a few groups no picture is shown before it is decoded. */
    @Property
    void comesInLineWithReorderedPictures(@ForAll @IntRange(min = 10_000, max = 200_000) int frameMicros) {
        Timeline timeline = new Timeline();
        long before = -1;
        for (int group = 0; group < 12; group++) {
            for (int picture = 0; picture < WITH_B_FRAMES.length; picture++) {
                long order = group * (long) WITH_B_FRAMES.length + WITH_B_FRAMES[picture];

                assertThat(timeline.next(order * frameMicros, picture == 0)).isTrue();

                assertThat(timeline.decode()).isGreaterThan(before);
                before = timeline.decode();
                if (group >= 9) {
                    assertThat(timeline.offset())
                            .as("times are rounded to ticks")
                            .isGreaterThanOrEqualTo(-10);
                    assertThat(timeline.duration())
                            .isCloseTo(frameMicros * 9L / 100, org.assertj.core.data.Offset.offset(2L));
                }
            }
        }
    }
}
