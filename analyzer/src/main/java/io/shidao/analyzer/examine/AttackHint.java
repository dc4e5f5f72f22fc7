package io.shidao.analyzer.examine;

/**
 * How much the looks of a track resemble presentation attacks, on average.
 *
 * @param looks that were examined
 * @param meanScore of them, 0 (bona fide) to 1 (attack); 0 before the first
 * @param passedOver looks since the last one that was examined
 */
public record AttackHint(int looks, double meanScore, int passedOver) {
    /** Of a track that was not examined yet. */
    public static final AttackHint NONE = new AttackHint(0, 0, 0);

    public AttackHint {
        if (looks < 0 || passedOver < 0 || !(meanScore >= 0 && meanScore <= 1)) {
            throw new IllegalArgumentException("attack hint: " + meanScore + " of " + looks + " looks, " + passedOver
                    + " passed over (expected: 0 to 1; 0 or more)");
        }
    }

    /** Whether the next look is to be examined, of every so many. */
    public boolean isDue(int every) {
        return looks == 0 || passedOver + 1 >= every;
    }

    public AttackHint examined(double score) {
        double clipped = Math.max(0, Math.min(1, score));
        return new AttackHint(looks + 1, meanScore + (clipped - meanScore) / (looks + 1), 0);
    }

    public AttackHint passOver() {
        return new AttackHint(looks, meanScore, passedOver + 1);
    }

    /** Of two tracks of one face. */
    public AttackHint with(AttackHint other) {
        int both = looks + other.looks;
        double sum = looks * meanScore + other.looks * other.meanScore;
        return both == 0 ? NONE : new AttackHint(both, Math.min(1, sum / both), passedOver);
    }
}
