package io.shidao.analyzer.calibration;

/**
 * Scores of different people.
 *
 * @param mean of the cosine of a probe with the fused references of others; assumed of a roster before it tells itself
 * @param deviation of it
 * @param assumedMembers how many members of a roster that assumption is worth: with two others it leads, with thirty the
 *     roster leads, and there is no size at which the rule changes
 * @param lookShare part of the variance that changes from look to look of one session; the rest stays with the pair
 * @param tail of the cosine, normalised against the roster (z-norm), as a normal deviate
 */
public record NonMatedScores(
        double mean, double deviation, double assumedMembers, double lookShare, NormalScores tail) {
    public NonMatedScores {
        if (!(deviation > 0) || !(assumedMembers > 0) || !(lookShare >= 0 && lookShare < 1)) {
            throw new IllegalArgumentException("non-mated: deviation " + deviation + ", assumed-members "
                    + assumedMembers + ", look-share " + lookShare + " (expected: above 0, above 0, 0 to 1)");
        }
    }
}
