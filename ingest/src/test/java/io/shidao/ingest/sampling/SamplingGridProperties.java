package io.shidao.ingest.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the rhythm of the key frames is: at most one sample per interval, and none missed that could be had. */
class SamplingGridProperties {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    @Property
    void takesExactlyOneOfEveryIntervalThatHasAKeyFrame(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 30_000) Integer> gapsMillis,
            @ForAll @IntRange(min = 200, max = 60_000) int intervalMillis,
            @ForAll @IntRange(min = 1, max = 600) int lengthSeconds) {
        Instant end = START.plusSeconds(lengthSeconds);
        SamplingGrid grid = new SamplingGrid(START, end, Duration.ofMillis(intervalMillis));
        List<Long> taken = new ArrayList<>();
        Set<Long> possible = new HashSet<>();
        Instant at = START.minusSeconds(30);

        for (int gap : gapsMillis) {
            at = at.plusMillis(gap);
            long interval = Math.floorDiv(Duration.between(START, at).toMillis(), (long) intervalMillis);
            if (!at.isBefore(START) && at.isBefore(end)) {
                possible.add(interval);
            }
            if (grid.take(at)) {
                taken.add(interval);
            }
        }

        assertThat(taken).doesNotHaveDuplicates().isSorted();
        assertThat(new HashSet<>(taken)).isEqualTo(possible);
    }
}
