package io.shidao.analyzer.align;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a face is looked at closely, i.e. aligned and embedded.
 *
 * @param leastHeightPixels smaller faces are followed, but tell nothing about who it is, 8 to 200
 * @param eagerLooks so many looks at an undecided track come sooner than undecidedEvery after one another, the first
 *     soonest, 1 to 1000
 * @param undecidedEvery class time between the further ones, since looks soon after one another tell little new; up to
 *     10 min
 * @param reverifyAfter every decided track is looked at again within this class time, spread evenly over the samples;
 *     0s looks at every face in every sample
 */
public record AlignConfig(int leastHeightPixels, int eagerLooks, Duration undecidedEvery, Duration reverifyAfter) {
    public AlignConfig {
        List<String> problems = new ArrayList<>();
        if (leastHeightPixels < 8 || leastHeightPixels > 200) {
            problems.add("least-height-pixels: " + leastHeightPixels + " (expected: 8 to 200)");
        }
        if (eagerLooks < 1 || eagerLooks > 1000) {
            problems.add("eager-looks: " + eagerLooks + " (expected: 1 to 1000)");
        }
        if (undecidedEvery.isNegative() || undecidedEvery.compareTo(Duration.ofMinutes(10)) > 0) {
            problems.add("undecided-every: " + undecidedEvery + " (expected: 0s to 10m)");
        }
        if (reverifyAfter.isNegative() || reverifyAfter.compareTo(Duration.ofHours(1)) > 0) {
            problems.add("reverify-after: " + reverifyAfter + " (expected: 0s to 1h)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("align: " + String.join("; ", problems));
        }
    }

    /** Faces from 20 pixels on, ten looks in the first minute, then one every 15 s; decided tracks again within 90 s. */
    public static AlignConfig defaults() {
        return new AlignConfig(20, 10, Duration.ofSeconds(15), Duration.ofSeconds(90));
    }

    /** The same, but every face is looked at in every sample. */
    public AlignConfig everyFace() {
        return new AlignConfig(leastHeightPixels, eagerLooks, Duration.ZERO, Duration.ZERO);
    }
}
