package io.shidao.analyzer.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.shidao.analyzer.decide.SyntheticRoom.Seen;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class SequentialDecisionRuleProperties {
    private static final long WINDOW = DecideConfig.defaults().lookWindow().toSeconds();

    private final DecisionRule rule =
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration());

    @Property(tries = 40)
    void theOrderOfLooksWithinAWindowDoesNotMatter(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(min = 1, max = 25) int looks) {
        Random random = new Random(seed);
        SyntheticRoom room = new SyntheticRoom(random, 12, 8, 2);
        List<List<Seen>> seen = room.watch(looks);
        List<List<Seen>> shuffled =
                seen.stream().map(ofOne -> shuffledWithinWindows(ofOne, random)).toList();

        assertSame(
                rule.decide(room.tracks(shuffled, room.roster()), room.enrolled()),
                rule.decide(room.tracks(seen, room.roster()), room.enrolled()));
    }

    private static List<Seen> shuffledWithinWindows(List<Seen> looks, Random random) {
        List<Seen> shuffled = new ArrayList<>(looks);
        Collections.shuffle(shuffled, random);
        shuffled.sort((a, b) -> Long.compare(
                Math.floorDiv(Looks.NINE.getEpochSecond() + a.second(), WINDOW),
                Math.floorDiv(Looks.NINE.getEpochSecond() + b.second(), WINDOW)));
        return shuffled;
    }

    @Property(tries = 40)
    void theOrderOfTracksDoesNotMatter(
            @ForAll @IntRange(max = 1_000_000) int seed, @ForAll @IntRange(min = 1, max = 25) int looks) {
        Random random = new Random(seed);
        SyntheticRoom room = new SyntheticRoom(random, 12, 8, 2);
        room.addLookalike(0, 0.5);
        List<TrackView> tracks = room.tracks(room.watch(looks), room.roster());
        List<TrackView> shuffled = new ArrayList<>(tracks);
        Collections.shuffle(shuffled, random);
        // other ids as well: they only name the tracks
        List<TrackView> renamed = tracks.stream()
                .map(t -> new TrackView(1000 - t.id(), t.evidence(), t.seen()))
                .toList();

        Map<Long, Decision> decisions = rule.decide(tracks, room.enrolled());
        Map<Long, Decision> ofRenamed = rule.decide(renamed, room.enrolled());

        assertThat(rule.decide(shuffled, room.enrolled())).isEqualTo(decisions);
        for (TrackView track : tracks) {
            assertSame(
                    Objects.requireNonNull(ofRenamed.get(1000 - track.id())),
                    Objects.requireNonNull(decisions.get(track.id())));
        }
    }

    /** Neither by who may be recognised, nor by who is compared with at all. */
    @Property(tries = 25)
    void noOutsiderBecomesAMatchWhenSomebodyIsRemovedFromTheRoster(
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @IntRange(min = 2, max = 20) int size,
            @ForAll @DoubleRange(min = 0.1, max = 0.5) double likeness) {
        SyntheticRoom room = new SyntheticRoom(new Random(seed), size, size / 2, 3);
        room.addLookalike(0, likeness);
        room.addLookalike(size - 1, likeness);
        List<List<Seen>> seen = room.watch(20);
        List<TrackView> tracks = room.tracks(seen, room.roster());
        Map<Long, Decision> full = rule.decide(tracks, room.enrolled());

        for (SubjectId removed : room.enrolled()) {
            Set<SubjectId> rest = new HashSet<>(room.enrolled());
            rest.remove(removed);
            Map<Long, Decision> stillCompared = rule.decide(tracks, rest);
            Map<Long, Decision> notCompared = rule.decide(room.tracks(seen, room.rosterWithout(removed)), rest);
            full.forEach((track, decision) -> {
                if (decision.isOutsider()) {
                    assertThat(stillCompared.get(track)).matches(d -> !d.isRecognised());
                    assertThat(notCompared.get(track)).matches(d -> !d.isRecognised());
                }
            });
        }
    }

    @Property(tries = 40)
    void aPoorLookChangesNothing(
            @ForAll @IntRange(max = 1_000_000) int seed,
            @ForAll @DoubleRange(min = 55, max = 90) double turned,
            @ForAll @IntRange(max = 300) int second) {
        SyntheticRoom room = new SyntheticRoom(new Random(seed), 5, 1, 0);
        TrackEvidence evidence =
                room.tracks(room.watch(10), room.roster()).get(0).evidence();
        TrackEvidence.Snapshot before = evidence.snapshot();
        Map<SubjectId, Double> scores = Map.of(room.id(0), -1.0, room.id(1), 0.9);

        rule.add(evidence, Looks.look(second, Looks.quality(60, turned, 0), 4, scores));
        rule.add(evidence, Looks.look(second, Looks.quality(60, 0, -turned), 4, scores));
        rule.add(evidence, Looks.look(second, Looks.quality(10, 0, 0), 0.5, scores));

        assertThat(evidence.snapshot()).isEqualTo(before);
    }

    private static void assertSame(Map<Long, Decision> actual, Map<Long, Decision> expected) {
        assertThat(actual).containsOnlyKeys(expected.keySet());
        expected.forEach((track, decision) -> assertSame(Objects.requireNonNull(actual.get(track)), decision));
    }

    /** But for the rounding of sums. */
    private static void assertSame(Decision actual, Decision expected) {
        if (expected instanceof Decision.Recognised r) {
            assertThat(actual).matches(d -> d.is(r.subject()));
        }
        if (expected instanceof Decision.Undecided) {
            assertThat(actual).isEqualTo(expected);
        } else {
            assertThat(actual).hasSameClassAs(expected);
            assertThat(error(actual)).isCloseTo(error(expected), withinPercentage(0.001));
        }
    }

    private static double error(Decision decision) {
        return decision instanceof Decision.Recognised r
                ? r.errorProbability()
                : ((Decision.Outsider) decision).errorProbability();
    }
}
