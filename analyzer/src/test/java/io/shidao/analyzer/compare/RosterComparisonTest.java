package io.shidao.analyzer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SubjectRole;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RosterComparisonTest {
    private static final ModelId MODEL = new ModelId("m-1");
    private static final ModelId OTHER = new ModelId("m-2");
    private static final Sha256 IMAGE = Sha256.of(new byte[] {1});
    private static final Offset<Double> CLOSE = within(1e-6);

    private final RosterComparison comparison =
            new RosterComparison(new NonMatedScores(0.02, 0.1, 10, 0.1, NormalScores.IDENTITY));
    private final FaceTemplate probe = FaceTemplate.ofRaw(MODEL, new float[] {2, 0});

    @Test
    void normalisesAgainstTheOtherMembersAndTheAssumedOnes() {
        CandidateList answer = comparison.compare(probe, gallery(0.2, 0.6, -0.1));

        assertThat(answer.candidates()).extracting(c -> c.subject().value()).containsExactly("s1", "s0", "s2");
        // for s1 the cohort is .2 and −.1, with ten of mean .02 and deviation .1
        double mean = (0.2 - 0.1 + 10 * 0.02) / 12;
        double deviation = Math.sqrt((0.04 + 0.01 + 10 * (0.01 + 0.0004)) / 12 - mean * mean);
        Candidate best = answer.candidates().get(0);
        assertThat(best.cosine()).isCloseTo(0.6, CLOSE);
        assertThat(best.score()).isCloseTo(0.6 - mean, CLOSE);
        assertThat(best.spread()).isCloseTo(deviation, CLOSE);
        assertThat(best.normalised()).isCloseTo((0.6 - mean) / deviation, CLOSE);
        assertThat(best.references().norm()).isCloseTo(4, CLOSE);
        assertThat(answer.bestCosine()).isEqualTo(best.cosine());
    }

    @Test
    void doesNotCountTheOwnMemberAmongTheOthers() {
        Candidate low = find(comparison.compare(probe, gallery(0.1, 0.2, 0.3)), 0);
        Candidate high = find(comparison.compare(probe, gallery(0.9, 0.2, 0.3)), 0);

        assertThat(high.spread()).isCloseTo(low.spread(), CLOSE);
        assertThat(high.score() - low.score()).isCloseTo(0.8, CLOSE);
    }

    @Test
    void restsOnTheAssumptionWhenNobodyElseIsThere() {
        Candidate only = find(comparison.compare(probe, gallery(0.6)), 0);

        assertThat(only.score()).isCloseTo(0.58, CLOSE);
        assertThat(only.spread()).isCloseTo(0.1, CLOSE);
        assertThat(only.normalised()).isCloseTo(5.8, CLOSE);
    }

    @Test
    void letsALargeRosterLead() {
        double[] cosines = new double[401];
        for (int i = 0; i < 400; i++) {
            cosines[i] = i % 2 == 0 ? 0.1 : 0.5;
        }
        cosines[400] = 0.8;

        Candidate last = find(comparison.compare(probe, gallery(cosines)), 400);

        assertThat(last.cosine() - last.score()).isCloseTo(0.3, within(0.01));
        assertThat(last.spread()).isCloseTo(0.2, within(0.01));
    }

    @Test
    void doesNotBelieveACohortThatIsAllAlike() {
        RosterComparison narrow = new RosterComparison(new NonMatedScores(0, 0.01, 10, 0.1, NormalScores.IDENTITY));

        Candidate candidate = find(narrow.compare(probe, gallery(0.35, 0, 0)), 0);

        assertThat(candidate.spread()).isCloseTo(0.07, CLOSE);
        assertThat(candidate.normalised()).isCloseTo(5, within(1e-5));
    }

    @Test
    void scalesScoreAndSpreadByTheLengthOfTheMeanReference() {
        RosterEntry two = new RosterEntry(
                subject(0),
                SubjectRole.TRAINEE,
                List.of(reference(MODEL, 0.6, 0.8), reference(MODEL, 0.6, -0.8)),
                null);

        Candidate candidate = find(comparison.compare(probe, Gallery.of(new Roster(List.of(two)), MODEL)), 0);

        assertThat(candidate.cosine()).isCloseTo(1, CLOSE);
        assertThat(candidate.score()).isCloseTo(0.6 * (1 - 0.02), CLOSE);
        assertThat(candidate.spread()).isCloseTo(0.6 * 0.1, CLOSE);
        assertThat(candidate.normalised()).isCloseTo(9.8, within(1e-5));
        assertThat(candidate.references().count()).isEqualTo(2);
    }

    @Test
    void hasNoCandidatesForAProbeOfAnotherModel() {
        CandidateList answer = comparison.compare(FaceTemplate.ofRaw(OTHER, new float[] {1, 0}), gallery(0.9));

        assertThat(answer.candidates()).isEmpty();
        assertThat(answer.bestCosine()).isEqualTo(-1);
    }

    @Test
    void passesOverReferencesOfOtherModelsAndMembersWithoutAny() {
        Roster roster = new Roster(List.of(
                new RosterEntry(
                        subject(0), SubjectRole.TRAINEE, List.of(reference(OTHER, 0, 1), reference(MODEL, 1, 0)), null),
                new RosterEntry(subject(1), SubjectRole.TRAINEE, List.of(reference(OTHER, 1, 0)), null),
                new RosterEntry(subject(2), SubjectRole.TRAINEE, List.of(), null)));

        Gallery gallery = Gallery.of(roster, MODEL);

        assertThat(gallery.model()).isEqualTo(MODEL);
        assertThat(gallery.members()).containsOnlyKeys(subject(0));
        Candidate only = find(comparison.compare(probe, gallery), 0);
        assertThat(only.cosine()).isCloseTo(1, CLOSE);
        assertThat(only.references().count()).isEqualTo(1);
    }

    private static Candidate find(CandidateList list, int i) {
        return list.candidates().stream()
                .filter(c -> c.subject().equals(subject(i)))
                .findFirst()
                .orElseThrow();
    }

    /** One reference for each, of norm 4, with such a cosine to the probe. */
    private static Gallery gallery(double... cosines) {
        List<RosterEntry> entries = new ArrayList<>();
        for (int i = 0; i < cosines.length; i++) {
            entries.add(new RosterEntry(
                    subject(i),
                    SubjectRole.TRAINEE,
                    List.of(reference(MODEL, cosines[i], Math.sqrt(1 - cosines[i] * cosines[i]))),
                    null));
        }
        return Gallery.of(new Roster(entries), MODEL);
    }

    private static BiometricReference reference(ModelId model, double x, double y) {
        return new BiometricReference(
                "r", FaceTemplate.ofRaw(model, new float[] {(float) (4 * x), (float) (4 * y)}), IMAGE);
    }

    private static SubjectId subject(int i) {
        return new SubjectId("s" + i);
    }
}
