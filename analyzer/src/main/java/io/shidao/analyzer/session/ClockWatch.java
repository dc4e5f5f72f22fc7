package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.ClockSkew;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a camera says about the time with our own clock. A camera that sets its clock by the network for the first
 * time jumps once, so only a skew that stays the same over several samples counts. Not thread-safe.
 */
final class ClockWatch {
    /** Before it counts, the skew is seen so often. */
    private static final int SAMPLES = 5;

    private static final Duration TOLERATED = Duration.ofSeconds(60);
    /** Between the samples of one skew. */
    private static final Duration STEADY = Duration.ofSeconds(5);

    private final List<Duration> newest = new ArrayList<>();
    private @Nullable ClockSkew found;

    void restore(List<Duration> skews, @Nullable ClockSkew skew) {
        newest.clear();
        newest.addAll(skews);
        found = skew;
    }

    void sampled(Instant cameraTime, Instant capturedAt) {
        newest.add(Duration.between(capturedAt, cameraTime));
        if (newest.size() > SAMPLES) {
            newest.remove(0);
        }
        if (newest.size() == SAMPLES && isSteady() && median().abs().compareTo(TOLERATED) > 0) {
            found = new ClockSkew(found == null ? capturedAt : found.since(), rounded(median()));
        }
    }

    private boolean isSteady() {
        return Collections.max(newest).minus(Collections.min(newest)).compareTo(STEADY) <= 0;
    }

    private Duration median() {
        return newest.stream().sorted().toList().get(newest.size() / 2);
    }

    /** A case does not change with each sample. */
    private static Duration rounded(Duration skew) {
        return Duration.ofSeconds(Math.round((double) skew.toMillis() / 10_000) * 10);
    }

    List<Duration> newest() {
        return List.copyOf(newest);
    }

    /** The skew that was found; what was stamped with it stays so after the clock was set right. */
    @Nullable
    ClockSkew found() {
        return found;
    }
}
