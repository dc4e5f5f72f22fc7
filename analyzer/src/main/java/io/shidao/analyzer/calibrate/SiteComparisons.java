package io.shidao.analyzer.calibrate;

import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.FusedReference;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
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
import java.util.SplittableRandom;

/**
 * Compares enrolled people of a site with each other, within their institutions: a photo of one stands for a look, the
 * fused references of the other for the member.
 */
final class SiteComparisons {
    private static final int ROSTER = 30;
    /** Of one person: photos of a person are alike, more of them tell nothing new about others. */
    private static final int PROBES = 3;

    private static final Sha256 NO_IMAGE = Sha256.of(new byte[0]);

    private final List<EnrolledPopulation.Institution> institutions;
    private final ModelId model;
    private final long seed;

    SiteComparisons(List<EnrolledPopulation.Institution> institutions, ModelId model, long seed) {
        this.institutions = institutions;
        this.model = model;
        this.seed = seed;
    }

    /** Of the cosines of all cross pairs. */
    record Moments(double mean, double deviation, long pairs) {}

    /** Every institution weighs as many as it has people, not pairs: a session is of its own people. */
    Moments moments() {
        double mean = 0;
        double variance = 0;
        double people = 0;
        long pairs = 0;
        for (EnrolledPopulation.Institution institution : institutions) {
            Sums sums = crossPairs(institution.people());
            int n = institution.people().size();
            mean += n * sums.mean();
            variance += n * sums.variance();
            people += n;
            pairs += sums.count;
        }
        return new Moments(mean / people, Math.sqrt(variance / people), pairs);
    }

    private static Sums crossPairs(List<EnrolledPopulation.Person> people) {
        List<FusedReference> fused =
                people.stream().map(p -> FusedReference.of(p.references())).toList();
        Sums sums = new Sums();
        for (int one = 0; one < people.size(); one++) {
            for (FaceTemplate probe : probes(people.get(one))) {
                for (int other = 0; other < fused.size(); other++) {
                    if (other != one) {
                        sums.add(fused.get(other).cosine(probe));
                    }
                }
            }
        }
        return sums;
    }

    /**
     * Each person's photos against a random roster of their institution, on which they are not: an outsider's scores are
     * not normalised against a mated one.
     */
    NormalisedScores normalised(NonMatedScores assumed) {
        RosterComparison comparison = new RosterComparison(assumed);
        SplittableRandom random = new SplittableRandom(seed);
        NormalisedScores scores = new NormalisedScores();
        int before = 0;
        for (EnrolledPopulation.Institution institution : institutions) {
            List<EnrolledPopulation.Person> people = institution.people();
            for (int one = 0; one < people.size(); one++) {
                List<Integer> members = others(one, people.size(), random);
                for (FaceTemplate probe : probes(people.get(one))) {
                    Gallery gallery = Gallery.of(roster(people, members), model);
                    for (Candidate candidate :
                            comparison.compare(probe, gallery).candidates()) {
                        int other = Integer.parseInt(candidate.subject().value());
                        scores.add(before + one, before + other, candidate.normalised());
                    }
                }
            }
            before += people.size();
        }
        return scores;
    }

    private static List<FaceTemplate> probes(EnrolledPopulation.Person person) {
        return person.references()
                .subList(0, Math.min(PROBES, person.references().size()));
    }

    /** A draw without repetition. */
    private static List<Integer> others(int self, int people, SplittableRandom random) {
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            if (i != self) {
                rest.add(i);
            }
        }
        int size = Math.min(ROSTER, rest.size());
        for (int i = 0; i < size; i++) {
            java.util.Collections.swap(rest, i, random.nextInt(i, rest.size()));
        }
        return rest.subList(0, size);
    }

    private static Roster roster(List<EnrolledPopulation.Person> people, List<Integer> members) {
        List<RosterEntry> entries = new ArrayList<>();
        for (int member : members) {
            entries.add(entry(Integer.toString(member), people.get(member).references()));
        }
        return new Roster(entries);
    }

    private static RosterEntry entry(String id, List<FaceTemplate> templates) {
        List<BiometricReference> references = new ArrayList<>();
        for (FaceTemplate template : templates) {
            references.add(new BiometricReference(id + "-" + references.size(), template, NO_IMAGE));
        }
        return new RosterEntry(new SubjectId(id), SubjectRole.TRAINEE, references, null);
    }

    /** Sums of cosines. */
    private static final class Sums {
        private double sum;
        private double squares;
        private long count;

        void add(double x) {
            sum += x;
            squares += x * x;
            count++;
        }

        double mean() {
            return sum / count;
        }

        double variance() {
            return Math.max(0, squares / count - mean() * mean());
        }
    }
}
