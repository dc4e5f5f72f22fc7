package io.shidao.analyzer.decide;

import java.util.List;

/**
 * How much higher or lower than expected all mated scores of a room are: light, camera, the age of the enrolment photos,
 * and whatever the model does to the people of a region. Nobody has to know which it is: those who are recognised tell
 * (empirical Bayes; a random effect of the room with a normal prior). Until they do, it is one more uncertainty.
 *
 * @param shift its mean, given who is recognised so far
 * @param variance what is left uncertain about it
 */
record RoomEffect(double shift, double variance) {
    /** Nothing is known of the room. */
    static RoomEffect unknown(double deviation) {
        return new RoomEffect(0, deviation * deviation);
    }

    /** A track that is probably this hypothesis' person. */
    record Witness(Hypothesis hypothesis, double probability) {}

    /**
     * The posterior. Its mean is taken one standard deviation lower, because whoever scores low is missing among the
     * witnesses more often than whoever scores high.
     *
     * @param deviation of the effect between rooms
     */
    static RoomEffect of(List<Witness> witnesses, double deviation) {
        double precision = 1 / (deviation * deviation);
        double sum = 0;
        for (Witness witness : witnesses) {
            double weight = witness.probability() / witness.hypothesis().matedVariance();
            precision += weight;
            sum += weight * witness.hypothesis().residual();
        }
        double variance = 1 / precision;
        return new RoomEffect(sum / precision - Math.sqrt(variance), variance);
    }
}
