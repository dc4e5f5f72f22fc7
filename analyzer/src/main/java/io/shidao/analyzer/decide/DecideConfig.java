package io.shidao.analyzer.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the evidence suffices.
 *
 * @param falseAccusation bound on the probability that an honest, enrolled person is called an outsider or, at the own
 *     log-in, somebody else
 * @param falseRecognition bound on the probability that the person recognised is another one
 * @param outsiderPrior share of unknown faces that are outsiders before anything is seen, 0 to 1
 * @param leastLooksToRecognise looks of a track of a camera
 * @param leastLooksToAccuse looks of a track of a camera before it can be an outsider
 * @param leastSnapshotsToAccuse looks of the same face at a log-in before it can be somebody else
 * @param lookCorrelation of two looks at the same moment, 0 to 1; it fades with {@code lookMemory}
 * @param lookMemory after this time a look is worth about two thirds of an independent one
 */
public record DecideConfig(
        double falseAccusation,
        double falseRecognition,
        double outsiderPrior,
        int leastLooksToRecognise,
        int leastLooksToAccuse,
        int leastSnapshotsToAccuse,
        double lookCorrelation,
        Duration lookMemory) {
    public DecideConfig {
        List<String> problems = new ArrayList<>();
        probability(problems, "false-accusation", falseAccusation);
        probability(problems, "false-recognition", falseRecognition);
        probability(problems, "outsider-prior", outsiderPrior);
        if (leastLooksToRecognise < 1 || leastLooksToAccuse < 1 || leastSnapshotsToAccuse < 1) {
            problems.add("least-looks: " + leastLooksToRecognise + ", " + leastLooksToAccuse + ", "
                    + leastSnapshotsToAccuse + " (expected: at least 1)");
        }
        if (!(lookCorrelation >= 0 && lookCorrelation <= 1) || lookMemory.isNegative() || lookMemory.isZero()) {
            problems.add("look-correlation: " + lookCorrelation + ", look-memory: " + lookMemory
                    + " (expected: 0 to 1, above 0)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("decide: " + String.join("; ", problems));
        }
    }

    /** 1 in 10,000 accused, 1 in 1,000 mistaken, 3 looks to recognise, 5 (online 2) to accuse. */
    public static DecideConfig defaults() {
        return new DecideConfig(1e-4, 1e-3, 0.3, 3, 5, 2, 0.8, Duration.ofSeconds(30));
    }

    private static void probability(List<String> problems, String name, double value) {
        if (!(value > 0 && value < 1)) {
            problems.add(name + ": " + value + " (expected: between 0 and 1)");
        }
    }
}
