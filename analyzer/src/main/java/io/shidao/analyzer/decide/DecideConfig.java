package io.shidao.analyzer.decide;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the evidence suffices.
 *
 * @param falseAccusation bound on the probability that an honest, enrolled person is called an outsider or, at the own
 *     log-in, somebody else
 * @param falseRecognition bound on the probability that the person recognised is another one; an honest person is mistaken much
 *     more rarely, since the own high score stands in the way
 * @param missedSubstitute bound on the probability that whoever is called an outsider is enrolled after all, given
 *     everybody on the roster who may be it
 * @param outsiderPrior share of unknown faces that are outsiders before anything is seen, 0 to 1
 * @param leastLooksToRecognise looks of a track of a camera
 * @param leastWindowsToAccuse windows with looks of a track of a camera before it can be an outsider
 * @param leastSnapshotsToAccuse looks of the same face at a log-in before it can be somebody else
 * @param lookWindow looks within so long a time count as one
 */
public record DecideConfig(
        double falseAccusation,
        double falseRecognition,
        double missedSubstitute,
        double outsiderPrior,
        int leastLooksToRecognise,
        int leastWindowsToAccuse,
        int leastSnapshotsToAccuse,
        Duration lookWindow) {
    public DecideConfig {
        List<String> problems = new ArrayList<>();
        probability(problems, "false-accusation", falseAccusation);
        probability(problems, "false-recognition", falseRecognition);
        probability(problems, "missed-substitute", missedSubstitute);
        probability(problems, "outsider-prior", outsiderPrior);
        if (leastLooksToRecognise < 1 || leastWindowsToAccuse < 1 || leastSnapshotsToAccuse < 1) {
            problems.add("least-looks-to-recognise: " + leastLooksToRecognise + ", least-windows-to-accuse: "
                    + leastWindowsToAccuse + ", least-snapshots-to-accuse: " + leastSnapshotsToAccuse
                    + " (expected: at least 1)");
        }
        if (lookWindow.isNegative() || lookWindow.isZero()) {
            problems.add("look-window: " + lookWindow + " (expected: above 0s)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("decide: " + String.join("; ", problems));
        }
    }

    /** 1 in 10,000 accused, 1 in 1,000 faces mistaken; looks of 20 s count as one, three of those accuse. */
    public static DecideConfig defaults() {
        return new DecideConfig(1e-4, 1e-3, 1e-2, 0.1, 2, 3, 2, Duration.ofSeconds(20));
    }

    private static void probability(List<String> problems, String name, double value) {
        if (!(value > 0 && value < 1)) {
            problems.add(name + ": " + value + " (expected: between 0 and 1)");
        }
    }
}
