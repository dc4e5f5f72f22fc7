package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Quantiles;
import io.shidao.app.evaluate.figure.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What became of the people of simulated sessions.
 *
 * @param sessions simulated
 * @param sittings of all people in them
 */
record SessionOutcome(int sessions, List<Sitting> sittings) {
    SessionOutcome {
        sittings = List.copyOf(sittings);
    }

    static SessionOutcome sum(Collection<SessionOutcome> parts) {
        List<Sitting> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.sittings));
        return new SessionOutcome(
                parts.stream().mapToInt(SessionOutcome::sessions).sum(), all);
    }

    /** Trainee-sessions. */
    int honest() {
        return count(Sitting::isHonest);
    }

    /** Trainees recognised at the end, rightly. */
    int recognised() {
        return count(s -> s.isHonest() && s.end() == Sitting.End.RIGHT);
    }

    /** Trainees called an outsider or somebody else at any time. */
    int falseAccusations() {
        return count(Sitting::isAccused);
    }

    int undecidedHonest() {
        return count(s -> s.isHonest() && s.end() == Sitting.End.UNDECIDED);
    }

    /** Outsider-sessions. */
    int substitutes() {
        return count(s -> !s.isHonest());
    }

    /** Outsiders called that at the end. */
    int found() {
        return count(s -> !s.isHonest() && s.end() == Sitting.End.RIGHT);
    }

    /** Outsiders recognised as a member at the end. */
    int takenForTrainees() {
        return count(s -> !s.isHonest() && s.end() == Sitting.End.WRONG);
    }

    int undecidedSubstitutes() {
        return count(s -> !s.isHonest() && s.end() == Sitting.End.UNDECIDED);
    }

    /** People about whom nothing is decided at the end. */
    int undecided() {
        return undecidedHonest() + undecidedSubstitutes();
    }

    private int count(Predicate<Sitting> which) {
        return (int) sittings.stream().filter(which).count();
    }

    Proportion accusedShare() {
        return new Proportion(falseAccusations(), honest());
    }

    Proportion foundShare() {
        return new Proportion(found(), substitutes());
    }

    Proportion undecidedShare() {
        return new Proportion(undecided(), honest() + substitutes());
    }

    /** Of outsiders found in the end, from sitting down; NaN when none was. */
    double medianSecondsToFlag() {
        double[] seconds = sittings.stream()
                .filter(s -> !s.isHonest() && s.end() == Sitting.End.RIGHT)
                .mapToDouble(Sitting::secondsToFlag)
                .toArray();
        return seconds.length == 0 ? Double.NaN : Quantiles.of(seconds, 0.5);
    }

    /** Clips on which somebody was accused, as PERSON/CLIPS; each once. */
    Set<String> accusedClips() {
        Set<String> names = new TreeSet<>();
        sittings.stream().filter(Sitting::isAccused).forEach(s -> names.add(s.person() + "/" + s.clips()));
        return names;
    }

    /** Of people who sit in both, in the same place and on the same clips: those about whom the end is the same. */
    Proportion agreement(SessionOutcome other) {
        Proportion same = new Proportion(0, 0);
        for (int i = 0; i < Math.min(sittings.size(), other.sittings.size()); i++) {
            Sitting one = sittings.get(i);
            Sitting two = other.sittings.get(i);
            if (one.person().equals(two.person()) && one.clips().equals(two.clips())) {
                same = same.plus(one.end() == two.end());
            }
        }
        return same;
    }

    Evidence honestEvidence() {
        return evidence(sittings.stream().filter(Sitting::isHonest));
    }

    Evidence accusedEvidence() {
        return evidence(sittings.stream().filter(Sitting::isAccused));
    }

    Evidence substituteEvidence() {
        return evidence(sittings.stream().filter(s -> !s.isHonest()));
    }

    /**
     * What is independent behind sittings, which repeat people and clips.
     *
     * @param people different ones
     * @param clips different ones, of another day or another video each
     */
    record Evidence(int people, int clips) {}

    private static Evidence evidence(Stream<Sitting> sittings) {
        Set<String> people = new TreeSet<>();
        Set<String> clips = new TreeSet<>();
        sittings.forEach(s -> {
            people.add(s.person());
            s.clips().chars().forEach(c -> clips.add(s.person() + "/" + (char) c));
        });
        return new Evidence(people.size(), clips.size());
    }
}
