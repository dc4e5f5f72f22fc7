package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Quantiles;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of the people of simulated sessions; outcomes add up.
 *
 * @param sessions simulated
 * @param honest trainee-sessions
 * @param recognised of them, rightly, at the end
 * @param falseAccusations of them, called an outsider or somebody else at any time
 * @param substitutes outsider-sessions
 * @param found of them, called an outsider at the end
 * @param takenForTrainees of them, recognised as a member at the end
 * @param accusedClips whom and on which clip a false accusation met, PERSON/CLIP
 * @param secondsToFlag from sitting down until the flag, of those flagged
 */
record SessionOutcome(
        int sessions,
        int honest,
        int recognised,
        int falseAccusations,
        int substitutes,
        int found,
        int takenForTrainees,
        List<String> accusedClips,
        List<Double> secondsToFlag) {
    SessionOutcome {
        accusedClips = List.copyOf(accusedClips);
        secondsToFlag = List.copyOf(secondsToFlag);
    }

    static final SessionOutcome NONE = new SessionOutcome(0, 0, 0, 0, 0, 0, 0, List.of(), List.of());

    static SessionOutcome of(List<SimulatedPerson> room, Instant start) {
        SessionOutcome sum = new SessionOutcome(1, 0, 0, 0, 0, 0, 0, List.of(), List.of());
        for (SimulatedPerson person : room) {
            sum = sum.plus(person.isHonest() ? honest(person) : outsider(person, start));
        }
        return sum;
    }

    private static SessionOutcome honest(SimulatedPerson person) {
        return new SessionOutcome(
                0,
                1,
                person.isRecognisedRightly() ? 1 : 0,
                person.isAccused() ? 1 : 0,
                0,
                0,
                0,
                person.isAccused() ? List.of(person.name()) : List.of(),
                List.of());
    }

    private static SessionOutcome outsider(SimulatedPerson person, Instant start) {
        Instant flagged = person.flaggedAt();
        boolean found = person.decision().isOutsider();
        return new SessionOutcome(
                0,
                0,
                0,
                0,
                1,
                found ? 1 : 0,
                person.decision().isRecognised() ? 1 : 0,
                List.of(),
                found && flagged != null
                        ? List.of(Duration.between(start, flagged).toMillis() / 1000.0)
                        : List.of());
    }

    SessionOutcome plus(SessionOutcome other) {
        List<String> clips = new ArrayList<>(accusedClips);
        clips.addAll(other.accusedClips);
        List<Double> seconds = new ArrayList<>(secondsToFlag);
        seconds.addAll(other.secondsToFlag);
        return new SessionOutcome(
                sessions + other.sessions,
                honest + other.honest,
                recognised + other.recognised,
                falseAccusations + other.falseAccusations,
                substitutes + other.substitutes,
                found + other.found,
                takenForTrainees + other.takenForTrainees,
                clips,
                seconds);
    }

    /** People about whom nothing was decided in the end. */
    int undecided() {
        return honest - recognised - falseAccusations + substitutes - found - takenForTrainees;
    }

    /** NaN when nobody was flagged. */
    double medianSecondsToFlag() {
        return secondsToFlag.isEmpty()
                ? Double.NaN
                : Quantiles.of(secondsToFlag.stream().mapToDouble(s -> s).toArray(), 0.5);
    }
}
