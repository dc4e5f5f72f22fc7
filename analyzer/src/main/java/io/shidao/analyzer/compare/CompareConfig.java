package io.shidao.analyzer.compare;

/**
 * What is assumed of the cosines of different people before the roster itself tells.
 *
 * <p>Defaults for {@code fr_feature}: its thresholds at false-match rates 1e-2, 1e-3 and 1e-4 are those of a normal
 * distribution with mean −.025 and deviation .118 on one population, and .062 and .124 on another (docs: evaluation).
 * The assumption counts as {@code assumedMembers} members, so that with two others it leads and with thirty it hardly
 * matters: there is no size at which the rule changes.
 *
 * @param assumedMean of non-mated cosines
 * @param assumedDeviation of non-mated cosines
 * @param assumedMembers weight of the assumption, in members of the roster
 * @param leastDeviation a cohort that looks more alike than this is not believed
 */
public record CompareConfig(double assumedMean, double assumedDeviation, double assumedMembers, double leastDeviation) {
    public CompareConfig {
        if (!(assumedDeviation > 0) || !(assumedMembers > 0) || !(leastDeviation > 0)) {
            throw new IllegalArgumentException("compare: assumed-deviation " + assumedDeviation + ", assumed-members "
                    + assumedMembers + ", least-deviation " + leastDeviation + " (expected: all above 0)");
        }
    }

    public static CompareConfig defaults() {
        return new CompareConfig(0.03, 0.12, 6, 0.07);
    }
}
