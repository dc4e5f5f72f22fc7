package io.shidao.analyzer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.calibration.UpperTail;
import io.shidao.analyzer.testing.SyntheticPerson;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShrinkageTest {
    private final NonMatedScores earlier = SyntheticPerson.calibration().nonMated();

    @Test
    void movesHalfWayWhenAsManyAreMeasuredAsWereBelieved() {
        assertThat(Shrinkage.towards(1, 2, 30, 30)).isEqualTo(1.5);
        assertThat(Shrinkage.towards(1, 2, 0, 30)).isEqualTo(1);
        assertThat(Shrinkage.towards(1, 2, 1e9, 30)).isCloseTo(2, within(1e-6));
    }

    @Test
    void sixtyPeopleMoveMeanAndDeviationTwoThirdsOfTheWay() {
        NonMatedScores shrunk = Shrinkage.moments(earlier, earlier.mean() + 0.03, earlier.deviation() * 1.3, 60);

        assertThat(shrunk.mean()).isCloseTo(earlier.mean() + 0.02, within(1e-12));
        assertThat(shrunk.deviation()).isCloseTo(earlier.deviation() * 1.2, within(1e-12));
        assertThat(shrunk.tail()).isEqualTo(earlier.tail());
    }

    @Test
    void tailIsBelievedLessTheFewerLieBeyond() {
        NormalisedScores scores = scores(200, 2.0);

        NormalScores shrunk = Shrinkage.tail(earlier.tail(), scores);

        double before = 1;
        for (double p : UpperTail.PROBABILITIES) {
            double old = earlier.tail().scoreAt(UpperTail.deviate(p));
            double share = (shrunk.scoreAt(UpperTail.deviate(p)) - old) / (scores.quantile(1 - p) - old);
            assertThat(share).isBetween(0.0, before + 1e-9);
            before = share;
        }
        assertThat(before).isLessThan(0.1);
    }

    @Test
    void onePairOfBrothersIsOnePieceOfEvidence() {
        NormalisedScores scores = new NormalisedScores();
        for (int i = 0; i < 50; i++) {
            scores.add(1, 2, 9);
            scores.add(2, 1, 9);
        }

        assertThat(scores.independentAbove(8)).isEqualTo(1);
        assertThat(scores.independentAbove(9)).isZero();
    }

    @Test
    void ascendsWhateverIsMeasured() {
        NormalisedScores same = new NormalisedScores();
        for (int i = 0; i < 5000; i++) {
            same.add(i, i + 1, 0.1);
        }

        NormalScores shrunk = Shrinkage.tail(NormalScores.IDENTITY, same);

        assertThat(shrunk.at(100)).isGreaterThan(shrunk.at(1));
    }

    private static NormalisedScores scores(int people, double deviation) {
        Random random = new Random(3);
        NormalisedScores scores = new NormalisedScores();
        for (int one = 0; one < people; one++) {
            for (int other = 0; other < 29; other++) {
                scores.add(one, random.nextInt(people), deviation * random.nextGaussian());
            }
        }
        return scores;
    }
}
