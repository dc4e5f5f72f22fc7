package io.shidao.analyzer.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationFile;
import io.shidao.analyzer.calibration.UpperTail;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.id.InstitutionId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SiteMeasurementTest {
    private static final int DIMENSION = 100;

    private final Calibration base = SyntheticPerson.calibration();

    @Test
    void givesBackTheMeanAndDeviationOfPeopleWhoLookAlike() {
        SiteMeasurement m = SiteMeasurement.of(List.of(institution("a", 300, 0.2, 1)), base, 1);

        assertThat(m.measured().mean()).isCloseTo(0.2, within(0.01));
        assertThat(m.measured().deviation()).isCloseTo(Math.sqrt((1 - 0.2 * 0.2) / DIMENSION), within(0.01));
        double share = 300 / (300 + Shrinkage.BELIEVED_PEOPLE);
        assertThat(m.shrunk().mean())
                .isCloseTo(
                        base.nonMated().mean() + share * (0.2 - base.nonMated().mean()), within(0.01));
        assertThat(m.pairs()).isEqualTo(300L * 299);
        assertThat(m.rosterComparisons()).isEqualTo(300 * 30);
    }

    @Test
    void comparesOnlyWithinAnInstitution_andEachWeighsByItsPeople() {
        SiteMeasurement m = SiteMeasurement.of(
                List.of(institution("a", 100, 0.3, 1), institution("b", 50, 0.0, 2), institution("c", 9, 0.9, 3)),
                base,
                1);

        assertThat(m.institutions()).isEqualTo(2);
        assertThat(m.people()).isEqualTo(150);
        assertThat(m.measured().mean()).isCloseTo(0.2, within(0.015));
        assertThat(m.pairs()).isEqualTo(100L * 99 + 50L * 49);
    }

    @Test
    void theSamePeopleGiveTheSameFigures() {
        List<EnrolledPopulation.Institution> people = List.of(institution("a", 80, 0.1, 1));

        assertThat(SiteMeasurement.of(people, base, 5)).isEqualTo(SiteMeasurement.of(people, base, 5));
    }

    @Test
    void refusesToSpeakOfFewPeople() {
        assertThatThrownBy(() -> SiteMeasurement.of(List.of(institution("a", 59, 0, 1)), base, 1))
                .isInstanceOf(PopulationTooSmallException.class)
                .hasMessageContaining("59 enrolled people")
                .hasMessageContaining("expected: 60 or more");
    }

    @Test
    void keepsTheMatedSideAndSaysWhereItComesFrom() {
        SiteMeasurement m = SiteMeasurement.of(List.of(institution("a", 60, 0, 1)), base, 1);

        Calibration site = m.applyTo(base, SiteMeasurement.id(base.model(), "20260302"), LocalDate.of(2026, 3, 2));

        assertThat(site.mated()).isEqualTo(base.mated());
        assertThat(site.id()).isEqualTo("synthetic-64/site-20260302");
        assertThat(site.provenance()).contains("60 enrolled people of 1 institutions", base.id());
        assertThat(CalibrationFile.read(CalibrationFile.write(site)).nonMated().mean())
                .isCloseTo(m.shrunk().mean(), within(1e-6));
    }

    /** Scores of normal features are normal: one in ten lies beyond 1.28. */
    @Test
    void measuresATail() {
        SiteMeasurement m = SiteMeasurement.of(List.of(institution("a", 400, 0, 1)), base, 1);

        double beyondOneInTen = m.measured().tail().scoreAt(UpperTail.deviate(0.1));
        double beyondOneInHundred = m.measured().tail().scoreAt(UpperTail.deviate(0.01));
        assertThat(beyondOneInTen).isBetween(1.15, 1.45);
        assertThat(beyondOneInHundred / beyondOneInTen).isBetween(1.7, 2.2);
    }

    /** @param alike expected cosine of two of them */
    private static EnrolledPopulation.Institution institution(String id, int people, double alike, int seed) {
        Random random = new Random(seed);
        float[] common = noise(random);
        List<EnrolledPopulation.Person> persons = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            float[] own = noise(random);
            float[] features = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                features[j] = (float) (4 * (Math.sqrt(alike) * common[j] + Math.sqrt(1 - alike) * own[j]));
            }
            persons.add(new EnrolledPopulation.Person(List.of(FaceTemplate.ofRaw(SyntheticPerson.MODEL, features))));
        }
        return new EnrolledPopulation.Institution(new InstitutionId(id), persons);
    }

    /** Of length 1. */
    private static float[] noise(Random random) {
        float[] noise = new float[DIMENSION];
        double sum = 0;
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] = (float) random.nextGaussian();
            sum += noise[i] * noise[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            noise[i] /= (float) Math.sqrt(sum);
        }
        return noise;
    }
}
