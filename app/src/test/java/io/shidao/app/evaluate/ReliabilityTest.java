package io.shidao.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.app.evaluate.Sitting.End;
import io.shidao.app.evaluate.figure.Proportion;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void sortsRecognitionsByTheErrorTheyState() {
        SessionOutcome outcome = new SessionOutcome(
                1,
                List.of(
                        sitting("a", End.WRONG, false, 0.2),
                        sitting("b", End.RIGHT, false, 0.4),
                        sitting("c", End.RIGHT, false, 1e-7),
                        sitting("d", End.WRONG, true, 0.2),
                        sitting("e", End.UNDECIDED, false, Double.NaN)));

        List<Reliability.Bin> bins = Reliability.bins(outcome);

        assertThat(bins).hasSize(Reliability.EDGES.length);
        assertThat(bins.get(0).wrong()).isEqualTo(new Proportion(1, 2));
        assertThat(bins.get(bins.size() - 1).wrong()).isEqualTo(new Proportion(0, 1));
    }

    @Test
    void countsHonestPeopleWhoseScoresAreCalledRare() {
        SessionOutcome outcome = new SessionOutcome(
                1,
                List.of(
                        sitting("a", End.WRONG, true, 0.005),
                        sitting("a", End.WRONG, true, 0.05),
                        sitting("b", End.UNDECIDED, false, Double.NaN)));

        assertThat(Reliability.tail(outcome, 1e-2).wrong()).isEqualTo(new Proportion(1, 3));
        assertThat(Reliability.tail(outcome, 1e-1).wrong()).isEqualTo(new Proportion(2, 3));
        assertThat(Reliability.tail(outcome, 1e-1).people()).isEqualTo(1);
    }

    private static Sitting sitting(String person, End end, boolean outsider, double stated) {
        return new Sitting(person, "1", true, end == End.WRONG, end, outsider, stated, Double.NaN);
    }
}
