package io.shidao.analyzer.decide;

import static io.shidao.analyzer.decide.Looks.A;
import static io.shidao.analyzer.decide.Looks.B;
import static io.shidao.analyzer.decide.Looks.C;
import static io.shidao.analyzer.decide.Looks.CALIBRATION;
import static io.shidao.analyzer.decide.Looks.ROOM;
import static io.shidao.analyzer.decide.Looks.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.kernel.id.SubjectId;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OddsTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final RoomEffect UNKNOWN = RoomEffect.unknown(ROOM);

    private final TrackEvidence evidence = Looks.evidence(1, scores(0.38, 0.34));
    private final double ratioA = ratio(A, UNKNOWN);
    private final double ratioB = ratio(B, UNKNOWN);

    @Test
    void comparesEachPersonWithAnOutsider() {
        assertThat(odds(A, B).againstOutsider(A)).isCloseTo(Math.log(0.45 / 0.1) + ratioA, CLOSE);
        assertThat(odds(A, B).againstOutsider(B)).isCloseTo(Math.log(0.45 / 0.1) + ratioB, CLOSE);
        assertThat(odds(A).againstOutsider(A)).isCloseTo(Math.log(0.9 / 0.1) + ratioA, CLOSE);
        assertThat(odds(A).againstOutsider(B)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void comparesTheLikeliestWithEverybodyElse() {
        Odds odds = odds(A, B);
        double others = 0.1 + 0.45 * Math.exp(ratioB);

        assertThat(odds.likeliest()).isEqualTo(A);
        assertThat(odds.marginOf(A)).isEqualTo(odds.marginOfLikeliest());
        assertThat(odds.marginOf(B))
                .isCloseTo(Math.log(0.45) + ratioB - Math.log(0.1 + 0.45 * Math.exp(ratioA)), CLOSE);
        assertThat(odds.marginOf(C)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(odds.marginOfLikeliest()).isCloseTo(Math.log(0.45) + ratioA - Math.log(others), CLOSE);
        assertThat(odds.errorOfLikeliest())
                .isCloseTo(others / (others + 0.45 * Math.exp(ratioA)), CLOSE)
                .isBetween(0.01, 0.5);
    }

    @Test
    void tellsTheProbabilityThatItIsSomebodyEnrolled() {
        double enrolled = 0.45 * (Math.exp(ratioA) + Math.exp(ratioB));

        assertThat(odds(A, B).errorOfOutsider()).isCloseTo(enrolled / (enrolled + 0.1), CLOSE);
        assertThat(odds().errorOfOutsider()).isZero();
    }

    @Test
    void tellsHowRareSuchScoresAreForWhoeverHasThemMostOften() {
        Odds odds = odds(A, B);

        assertThat(odds.probabilityOfSuchScoresIfEnrolled())
                .isEqualTo(Looks.hypothesis(evidence, A).tail(UNKNOWN));
        odds.exclude(A, 0);
        assertThat(odds.probabilityOfSuchScoresIfEnrolled())
                .isEqualTo(Looks.hypothesis(evidence, B).tail(UNKNOWN));
        odds.exclude(B, 0);
        assertThat(odds.probabilityOfSuchScoresIfEnrolled()).isZero();
        odds.exclude(C, 1e-3);
        odds.exclude(C, 1e-5);
        assertThat(odds.probabilityOfSuchScoresIfEnrolled()).isEqualTo(1e-3);
    }

    @Test
    void excludesNobodyWithWhomNothingWasCompared() {
        Odds odds = odds(A, B, C);

        assertThat(odds.probabilityOfSuchScoresIfEnrolled()).isEqualTo(1);
        assertThat(odds.in(UNKNOWN).probabilityOfSuchScoresIfEnrolled()).isEqualTo(1);
        odds.exclude(C, 0);
        assertThat(odds.probabilityOfSuchScoresIfEnrolled()).isLessThan(0.1);
    }

    @Test
    void forgetsWhoIsExcludedAndWhoIsNotEnrolled() {
        Odds odds = odds(A, B);

        odds.exclude(A, 0);

        assertThat(odds.possible()).containsExactly(B);
        assertThat(odds.likeliest()).isEqualTo(B);
        assertThat(odds.againstOutsider(A)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(odds(B).possible()).containsExactly(B);
        assertThat(evidence.hypotheses(CALIBRATION)).containsOnlyKeys(A, B);
    }

    @Test
    void namesThoseWhoArePossible() {
        double a = 0.45 * Math.exp(ratioA);
        double b = 0.45 * Math.exp(ratioB);
        double posteriorB = b / (a + b + 0.1);

        assertThat(odds(A, B).possible(posteriorB * 0.99)).containsExactlyInAnyOrder(A, B);
        assertThat(odds(A, B).possible(posteriorB * 1.01)).containsExactly(A);
        assertThat(odds(A, B).possible(0.9999)).isEmpty();
    }

    @Test
    void keepsItsExclusionsToItself() {
        Odds here = odds(A, B, C).in(UNKNOWN);

        Odds there = here.in(UNKNOWN);
        there.exclude(A, 0);
        there.exclude(C, 0);

        assertThat(here.possible()).containsExactlyInAnyOrder(A, B);
        assertThat(here.probabilityOfSuchScoresIfEnrolled()).isEqualTo(1);
    }

    @Test
    void isSeenInARoom() {
        RoomEffect dim = new RoomEffect(-0.2, 0.0001);

        assertThat(odds(A, B).in(dim).againstOutsider(A)).isCloseTo(Math.log(0.45 / 0.1) + ratio(A, dim), CLOSE);
        assertThat(odds(A, B).in(dim).probabilityOfSuchScoresIfEnrolled())
                .isGreaterThan(odds(A, B).probabilityOfSuchScoresIfEnrolled());
    }

    @Test
    void hasTheLikeliestAsAWitness() {
        RoomEffect.Witness witness = odds(A, B).witness().orElseThrow();

        assertThat(witness.hypothesis()).isEqualTo(Looks.hypothesis(evidence, A));
        assertThat(witness.probability()).isCloseTo(1 - odds(A, B).errorOfLikeliest(), CLOSE);
        assertThat(odds().witness()).isEmpty();
    }

    @Test
    void hasNoMarginWhenNobodyIsPossible() {
        assertThat(odds().marginOfLikeliest()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(odds().errorOfLikeliest()).isEqualTo(1);
        assertThat(Odds.of(new TrackEvidence(), Set.of(), CALIBRATION, 0.1).possible())
                .isEmpty();
    }

    private double ratio(SubjectId subject, RoomEffect room) {
        return Looks.hypothesis(evidence, subject).ratio(room);
    }

    private Odds odds(SubjectId... enrolled) {
        return Odds.of(evidence, Set.of(enrolled), CALIBRATION, 0.1);
    }
}
