package io.shidao.kernel.record;

/**
 * How somebody fared in a session's random checks.
 *
 * @param asked checks that are over and that a source covered, or that were answered: no other counts
 * @param answered in time
 * @param madeUp missed and made up later
 */
public record CheckAnswers(int asked, int answered, int madeUp) {
    public static final CheckAnswers NONE = new CheckAnswers(0, 0, 0);

    public CheckAnswers {
        if (answered < 0 || madeUp < 0 || asked < answered + madeUp) {
            throw new IllegalArgumentException("checks: " + answered + " answered, " + madeUp + " made up of " + asked
                    + " (expected: no more than asked)");
        }
    }

    /** What part of the class-hours stays: each missed check takes its share. */
    public double share() {
        return asked == 0 ? 1 : (double) (answered + madeUp) / asked;
    }
}
