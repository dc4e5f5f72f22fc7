package io.shidao.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.app.evaluate.figure.Proportion;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.RosterEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SessionSimulationTest {
    private static final SimulationConfig CONFIG = SimulationConfig.of(1, false).lasting(Duration.ofMinutes(5));

    private final Population population = SyntheticPopulation.of(45, 3);
    private final Calibration calibration =
            ShippedCalibrations.find(SyntheticPopulation.MODEL).orElseThrow();
    private final SessionSimulation simulation =
            new SessionSimulation(population, CONFIG, DecideConfig.defaults(), calibration);

    @Test
    void aSeedGivesTheSameSessionAgain_andAnotherAnother() {
        assertThat(simulation.run(3)).isEqualTo(simulation.run(3)).isNotEqualTo(simulation.run(4));
    }

    @Test
    void outsidersAreOnNoRoster_andTraineesAreSeenOnClipsThatWereNotEnrolled() {
        for (long seed = 0; seed < 20; seed++) {
            Cast cast = Cast.draw(population, CONFIG, new SplittableRandom(seed));
            Set<SubjectId> roster =
                    cast.roster().entries().stream().map(RosterEntry::subject).collect(Collectors.toSet());

            assertThat(roster).hasSize(30);
            assertThat(cast.room().stream().filter(role -> !role.isHonest()))
                    .hasSize(2)
                    .allSatisfy(role -> assertThat(roster).doesNotContain(Rosters.id(role.person())));
            assertThat(cast.room().stream().filter(Cast.Role::isHonest)).allSatisfy(role -> {
                assertThat(roster).contains(Rosters.id(role.person()));
                assertThat(role.clipDigits()).isIn("1", "2");
            });
        }
    }

    @Test
    void peopleWhoAreFarApartAreToldApart() {
        SessionOutcome outcome = SessionRuns.run(simulation::run, 4, 1, Progress.SILENT);

        assertThat(outcome.sessions()).isEqualTo(4);
        assertThat(outcome.honest()).isBetween(90, 4 * 28);
        assertThat(outcome.falseAccusations()).isZero();
        assertThat(outcome.takenForTrainees()).isZero();
        assertThat(outcome.recognised()).isGreaterThan(outcome.honest() * 9 / 10);
    }

    @Test
    void everybodyIsCountedOnce() {
        SessionOutcome outcome = new SessionOutcome(
                1,
                List.of(
                        sitting("a", true, true, Sitting.End.RIGHT),
                        sitting("b", true, false, Sitting.End.UNDECIDED),
                        sitting("c", true, true, Sitting.End.WRONG),
                        sitting("d", false, false, Sitting.End.RIGHT),
                        sitting("d", false, false, Sitting.End.WRONG)));

        assertThat(outcome.honest()).isEqualTo(3);
        assertThat(outcome.falseAccusations()).as("at any time").isEqualTo(2);
        assertThat(outcome.undecided()).isEqualTo(1);
        assertThat(outcome.found()).isEqualTo(1);
        assertThat(outcome.takenForTrainees()).isEqualTo(1);
        assertThat(outcome.substituteEvidence()).isEqualTo(new SessionOutcome.Evidence(1, 2));
        assertThat(outcome.accusedClips()).containsExactly("a/12", "c/12");
    }

    @Test
    void comparesTheEndsOfThoseWhoAreTheSame() {
        SessionOutcome one = new SessionOutcome(
                1,
                List.of(
                        sitting("a", true, false, Sitting.End.RIGHT),
                        sitting("b", true, false, Sitting.End.RIGHT),
                        sitting("c", true, false, Sitting.End.RIGHT)));
        SessionOutcome other = new SessionOutcome(
                1,
                List.of(
                        sitting("a", true, false, Sitting.End.RIGHT),
                        sitting("b", true, false, Sitting.End.UNDECIDED),
                        sitting("x", true, false, Sitting.End.RIGHT)));

        assertThat(one.agreement(other)).isEqualTo(new Proportion(1, 2));
    }

    @Test
    void singleLooksHoldTheirThreshold() {
        SingleLooks looks = SingleLooks.of(population, 1, calibration, 1);

        assertThat(calibration.nonMated().tail().above(looks.threshold(1e-3))).isBetween(0.99e-3, 1.01e-3);
        assertThat(looks.falseMatches(-50).value()).isEqualTo(1);
        assertThat(looks.falseMatches(50).value()).isZero();
        assertThat(looks.falseMatches(50).high()).as("of 45 people").isBetween(0.07, 0.09);
        assertThat(looks.falseNonMatches(0).value()).isZero();
        assertThat(looks.falseNegatives(0).of()).isEqualTo(45 * 2 * 4);
        assertThat(looks.falsePositives(-50).value()).isEqualTo(1);
    }

    private static Sitting sitting(String person, boolean honest, boolean accused, Sitting.End end) {
        return new Sitting(person, "12", honest, accused, end, false, Double.NaN, 30);
    }
}
