package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static io.shidao.analyzer.decide.Looks.B;
import static io.shidao.analyzer.decide.Looks.C;
import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static io.shidao.analyzer.decide.Looks.evidence;
import static io.shidao.analyzer.decide.Looks.look;
import static io.shidao.analyzer.decide.Looks.quality;
import static io.shidao.analyzer.decide.Looks.scores;
import static io.shidao.analyzer.decide.Looks.track;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.shidao.analyzer.calibration.NormalTail;
import io.shidao.analyzer.decide.Decision.Outsider;
import io.shidao.analyzer.decide.Decision.Reason;
import io.shidao.analyzer.decide.Decision.Recognised;
import io.shidao.analyzer.decide.Decision.Undecided;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequentialDecisionRuleTest {
    private final Random random = new Random(20261124);
    private final DecisionRule rule =
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration());
    private final DecisionRule exact = new SequentialDecisionRule(Looks.CONFIG, CALIBRATION);

    @Test
    void accusesNobodyHonest_andFindsMostOutsiders() {
        int recognised = 0;
        int accused = 0;
        int found = 0;
        int mistaken = 0;
        for (int session = 0; session < 70; session++) {
            SyntheticRoom room = new SyntheticRoom(random, 30, 28, 2);
            Map<Long, Decision> decisions = rule.decide(room.look(30, 60), room.enrolled());
            for (int i = 0; i < 28; i++) {
                Decision decision = decisions.getOrDefault((long) i, Decision.ofNew());
                recognised += decision.is(room.id(i)) ? 1 : 0;
                accused += decision.isDecided() && !decision.is(room.id(i)) ? 1 : 0;
            }
            for (long i = 28; i < 30; i++) {
                Decision decision = decisions.getOrDefault(i, Decision.ofNew());
                found += decision.isOutsider() ? 1 : 0;
                mistaken += decision.isRecognised() ? 1 : 0;
            }
        }
        System.out.printf(
                "1960 honest: %d recognised, %d accused; 140 outsiders: %d found, %d taken for a trainee%n",
                recognised, accused, found, mistaken);

        assertThat(accused).isZero();
        assertThat(mistaken).isZero();
        assertThat(recognised).isGreaterThan(1830);
        assertThat(found).isGreaterThan(105);
    }

    @Test
    void leavesSmallFacesUndecided() {
        SyntheticRoom room = new SyntheticRoom(random, 30, 28, 2);

        // a small face's look is less like the person, and the embedder's output is short
        Map<Long, Decision> decisions = rule.decide(room.look(30, 22, 0.4, 2), room.enrolled());

        assertThat(decisions.values()).allMatch(d -> !d.isDecided());
    }

    @Test
    void waitsForEnoughLooks() {
        SyntheticRoom room = new SyntheticRoom(random, 10, 10, 1);

        Map<Long, Decision> once = rule.decide(room.look(1, 60), room.enrolled());
        Map<Long, Decision> inTwoWindows = rule.decide(room.look(4, 60), room.enrolled());
        Map<Long, Decision> inThreeWindows = rule.decide(room.look(5, 60), room.enrolled());

        assertThat(once.values())
                .allMatch(d -> d instanceof Decision.Undecided u && u.reason() == Decision.Reason.TOO_FEW_LOOKS);
        assertThat(inTwoWindows.get(10L)).isEqualTo(new Decision.Undecided(Decision.Reason.TOO_FEW_LOOKS, Set.of()));
        assertThat(inThreeWindows.get(10L)).matches(Decision::isOutsider);
    }

    @Test
    void givesNobodysIdentityToTwoSimultaneousFaces_andAccusesNeitherOfTwoThatAreTheSame() {
        SyntheticRoom room = new SyntheticRoom(random, 10, 1, 0);
        List<TrackView> same = new ArrayList<>(room.look(10, 60));
        same.add(new TrackView(99, same.get(0).evidence(), same.get(0).seen()));

        Map<Long, Decision> decisions = rule.decide(same, room.enrolled());

        assertThat(decisions.values())
                .hasSize(2)
                .allMatch(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(room.id(0)))::equals);
    }

    @Test
    void verifiesAClaimantAndRejectsAnother() {
        SyntheticRoom room = new SyntheticRoom(random, 20, 1, 1);
        List<TrackView> tracks = room.look(3, 90);

        Decision own = rule.verify(tracks.get(0).evidence(), room.id(0));
        Decision other = rule.verify(tracks.get(1).evidence(), room.id(5));

        assertThat(own.is(room.id(0))).isTrue();
        assertThat(other.isRecognised()).isFalse();
    }

    @Test
    void staysUndecidedWithoutAnyUsefulLook() {
        Decision decision = rule.verify(new TrackEvidence(), new SubjectId("s0"));

        assertThat(decision).isEqualTo(new Decision.Undecided(Decision.Reason.POOR_LOOKS, Set.of()));
    }

    @Test
    void givesALookItsWorth() {
        assertThat(worth(4, quality(48, 0, 0))).isCloseTo(1, within(1e-6));
        assertThat(worth(9, quality(96, 0, 0))).isEqualTo(1);
        // expected .3 of .6
        assertThat(worth(1, quality(96, 0, 0))).isCloseTo(0.25, within(1e-6));
        double small = (0.6 + 0.2 * Math.log(0.5)) / 0.6;
        assertThat(worth(4, quality(24, 0, 0))).isCloseTo(small * small, within(1e-6));
        // 2 %, and next to nothing, and less than nothing
        assertThat(worth(0.2, quality(24, 0, 0))).isCloseTo(0.0188, within(1e-3));
        assertThat(worth(0, quality(20, 0, 0))).isZero();
        assertThat(worth(0, quality(4, 0, 0))).isZero();
    }

    @Test
    void givesAProfileNoWorth() {
        assertThat(worth(4, quality(60, 40, -40))).isCloseTo(1, within(1e-6));
        assertThat(worth(4, quality(60, -47.5, 0))).isCloseTo(0.5, within(1e-6));
        assertThat(worth(4, quality(60, 47.5, -47.5))).isCloseTo(0.25, within(1e-6));
        assertThat(worth(4, quality(60, 55, 0))).isZero();
        assertThat(worth(4, quality(60, 0, 70))).isZero();
    }

    @Test
    void countsAPoorLookForNothing() {
        TrackEvidence evidence = evidence(2, scores(0.5, 0));
        TrackEvidence.Snapshot before = evidence.snapshot();

        exact.add(evidence, look(900, quality(60, 60, 0), 4, scores(0, 0.9)));

        assertThat(evidence.snapshot()).isEqualTo(before);
    }

    @Test
    void recognisesWhoeverScoresAsExpected() {
        Decision decision = decide(Set.of(A, B), track(1, evidence(2, scores(0.6, 0)), 0, 40));

        // who scores as expected tells that about the room
        double room = 1 / (1 / 0.0009 + 1 / (0.01 + 0.0025 / 2));
        double sigma = Math.sqrt(0.01 + 0.0025 / 2 + room);
        double other = 0.1 * Math.sqrt(0.95);
        double ratio = -Math.log(sigma) + 0.5 * (0.6 / other) * (0.6 / other) + Math.log(other);
        double margin = Math.log(0.45 / 0.1) + ratio;
        assertThat(decision).isInstanceOfSatisfying(Recognised.class, r -> {
            assertThat(r.subject()).isEqualTo(A);
            assertThat(r.errorProbability()).isCloseTo(1 / (1 + Math.exp(margin)), withinPercentage(0.1));
        });
    }

    @Test
    void doesNotRecogniseByOneLookOfACamera() {
        assertThat(decide(Set.of(A, B), track(1, evidence(1, scores(0.6, 0)), 0, 20)))
                .isEqualTo(new Undecided(Reason.TOO_FEW_LOOKS, Set.of(A)));
    }

    @Test
    void leavesWhatIsInBetweenUndecided_andNamesWhoItMayBe() {
        assertThat(decide(Set.of(A, B), track(1, evidence(3, scores(0.38, 0)), 0, 60)))
                .isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(A)));
        // it is one of the two for sure
        assertThat(decide(Set.of(A, B), track(1, evidence(3, scores(0.6, 0.59)), 0, 60)))
                .isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(A, B)));
    }

    @Test
    void callsWhoeverFitsNobodyAnOutsider() {
        Decision decision = decide(Set.of(A, B), track(1, evidence(3, scores(0, -0.1)), 0, 60));

        // nobody tells anything of the room, so it may be one deviation below the mean
        double z = (0 - 0.6 + 0.03) / Math.sqrt(0.01 + 0.0025 / 3 + 0.0009);
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Outsider.class,
                        o -> assertThat(o.errorProbability()).isCloseTo(NormalTail.below(z), withinPercentage(0.1)));
    }

    @Test
    void callsNobodyAnOutsiderInTwoWindows() {
        assertThat(decide(Set.of(A, B), track(1, evidence(2, scores(0, 0)), 0, 60)))
                .isEqualTo(new Undecided(Reason.TOO_FEW_LOOKS, Set.of()));
    }

    @Test
    void callsNobodyAnOutsiderWhoMayBeAMemberWithWhomNothingWasCompared() {
        TrackEvidence evidence = evidence(3, scores(0, 0));

        assertThat(decide(Set.of(A, B, C), track(1, evidence, 0, 60)))
                .isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of()));
        assertThat(exact.verify(evidence, C)).isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of()));
    }

    /** In a dim room everybody scores .12 less: there .15 is low, but not as rare as elsewhere. */
    @Test
    void judgesOutsidersByWhatTheRecognisedTellOfTheRoom() {
        assertThat(inRoomWhereOthersScore(0.6)).isInstanceOf(Outsider.class);
        assertThat(inRoomWhereOthersScore(0.48)).isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(C)));
    }

    private Decision inRoomWhereOthersScore(double score) {
        List<TrackView> tracks = new ArrayList<>(List.of(track(99, evidence(3, Map.of(C, 0.15)), 0, 60)));
        Set<SubjectId> enrolled = new HashSet<>(Set.of(C));
        for (int i = 0; i < 20; i++) {
            SubjectId member = new SubjectId("m" + i);
            enrolled.add(member);
            tracks.add(track(i, evidence(3, Map.of(member, score, C, 0.0)), 0, 60));
        }
        Map<Long, Decision> decisions = exact.decide(tracks, enrolled);
        assertThat(decisions.values().stream().filter(Decision::isRecognised)).hasSize(20);
        return Objects.requireNonNull(decisions.get(99L));
    }

    @Test
    void isAsSureAsItIsTold() {
        // the bounds themselves suffice
        TrackEvidence good = evidence(2, scores(0.6, 0));
        double error = ((Recognised) decide(Set.of(A, B), track(1, good, 0, 40))).errorProbability();
        assertThat(with(1e-4, error, 1e-2).verify(good, A)).isInstanceOf(Recognised.class);
        assertThat(with(1e-4, error, 1e-2)
                        .decide(List.of(track(1, good, 0, 40)), Set.of(A, B))
                        .get(1L))
                .isInstanceOf(Recognised.class);
        assertThat(with(1e-4, error * 0.999, 1e-2)
                        .decide(List.of(track(1, good, 0, 40)), Set.of(A, B))
                        .get(1L))
                .isInstanceOf(Undecided.class);

        TrackEvidence bad = evidence(3, scores(0, 0));
        double accusation = ((Outsider) exact.verify(bad, A)).errorProbability();
        assertThat(with(accusation, 1e-4, 1e-2).verify(bad, A)).isInstanceOf(Outsider.class);
        assertThat(with(accusation * 0.999, 1e-4, 1e-2).verify(bad, A)).isInstanceOf(Undecided.class);
        double missed = Odds.of(bad, Set.of(A), CALIBRATION, 0.1).errorOfOutsider();
        assertThat(with(1e-4, 1e-4, missed).verify(bad, A)).isInstanceOf(Outsider.class);
        assertThat(with(1e-4, 1e-4, missed * 0.999).verify(bad, A)).isInstanceOf(Undecided.class);
    }

    private static DecisionRule with(double accusation, double recognition, double missed) {
        DecideConfig d = Looks.CONFIG;
        return new SequentialDecisionRule(
                new DecideConfig(
                        accusation,
                        recognition,
                        missed,
                        d.outsiderPrior(),
                        d.leastLooksToRecognise(),
                        d.leastWindowsToAccuse(),
                        d.leastSnapshotsToAccuse(),
                        d.lookWindow()),
                CALIBRATION);
    }

    @Test
    void givesAMemberToTheSurerOfTwoSimultaneousTracks() {
        TrackView sure = track(1, evidence(3, scores(0.6, 0)), 0, 60);
        TrackView lessSure = track(2, evidence(3, scores(0.43, 0)), 60, 120);

        Map<Long, Decision> together = exact.decide(List.of(lessSure, sure), Set.of(A, B));
        Map<Long, Decision> oneAfterAnother =
                exact.decide(List.of(track(2, lessSure.evidence(), 61, 120), sure), Set.of(A, B));

        assertThat(together.get(1L)).matches(d -> d.is(A));
        // the other one may be a nevertheless
        assertThat(together.get(2L))
                .isInstanceOfSatisfying(
                        Outsider.class, o -> assertThat(o.errorProbability()).isBetween(1e-5, 1e-4));
        assertThat(oneAfterAnother.values()).hasSize(2).allMatch(d -> d.is(A));
    }

    /** One of the two is not a, and nobody can say which. */
    @Test
    void decidesNeitherOfTwoSimultaneousTracksThatAreNearlyAsMuchAlike() {
        TrackView one = track(1, evidence(3, scores(0.6, 0)), 0, 60);
        TrackView other = track(2, evidence(3, scores(0.57, 0)), 60, 120);

        assertThat(exact.decide(List.of(one, other), Set.of(A, B)).values())
                .hasSize(2)
                .allMatch(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(A))::equals);
    }

    /** One may be a or b; as soon as the other one is a, it is b. */
    @Test
    void recognisesWhoIsLeft() {
        TrackView either = track(1, evidence(3, scores(0.6, 0.55)), 0, 60);
        TrackView onlyA = track(2, evidence(3, scores(0.58, -0.1)), 0, 60);

        assertThat(decide(Set.of(A, B), either)).isInstanceOf(Undecided.class);
        Map<Long, Decision> decisions = exact.decide(List.of(either, onlyA), Set.of(A, B));
        assertThat(decisions.get(1L)).matches(d -> d.is(B));
        assertThat(decisions.get(2L)).matches(d -> d.is(A));
    }

    @Test
    void knowsNobodyWhoIsNotEnrolled() {
        assertThat(decide(Set.of(B), track(1, evidence(3, scores(0.6, 0)), 0, 60)))
                .isInstanceOf(Outsider.class);
    }

    @Test
    void verifiesByOneLookAndRejectsByTwo() {
        assertThat(exact.verify(evidence(1, scores(0.6, 0)), A)).matches(d -> d.is(A));
        assertThat(exact.verify(evidence(1, scores(0, 0.6)), A))
                .isEqualTo(new Undecided(Reason.TOO_FEW_LOOKS, Set.of()));
        assertThat(exact.verify(evidence(2, scores(0, 0.6)), A)).isInstanceOf(Outsider.class);
        assertThat(exact.verify(evidence(2, scores(0.38, 0.6)), A))
                .isEqualTo(new Undecided(Reason.NOT_ENOUGH_EVIDENCE, Set.of(A)));
    }

    @Test
    void namesItsCalibration() {
        assertThat(exact.calibration()).isEqualTo(CALIBRATION);
    }

    private Decision decide(Set<SubjectId> enrolled, TrackView track) {
        return Objects.requireNonNull(exact.decide(List.of(track), enrolled).get(track.id()));
    }

    private double worth(double norm, SampleQuality quality) {
        return exact.worth(look(0, quality, norm, Map.of()));
    }
}
