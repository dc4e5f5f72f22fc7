package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.MatedScores;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Compares the looks of labelled people with random rosters of their own population, by the analyzer's own code. */
final class Comparisons {
    static final double ASSUMED_MEMBERS = 10;
    static final int ROSTER = 30;
    private static final int[] ENROLMENTS = {1, 2};
    /** Non-mated comparisons of one look that are kept: those of one roster are alike. */
    private static final int OTHERS_KEPT = 8;

    private final List<List<Population>> folders;
    private final long seed;

    Comparisons(List<List<Population>> folders, long seed) {
        this.folders = folders;
        this.seed = seed;
    }

    /** Mean cosine of two photos of a person from different clips, populations alike. */
    double alikeness() {
        List<double[]> perFolder = new ArrayList<>();
        for (List<Population> heights : folders) {
            List<Double> cosines = new ArrayList<>();
            for (Population.Person person : heights.get(0).people()) {
                List<Population.Clip> clips = person.clips();
                for (int i = 0; i < clips.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        FaceShot one = clips.get(i).photos().get(0);
                        FaceShot other = clips.get(j).photos().get(0);
                        cosines.add((double) one.template().cosine(other.template()));
                    }
                }
            }
            perFolder.add(cosines.stream().mapToDouble(c -> c).toArray());
        }
        return CalibrationFit.balancedMean(perFolder, CalibrationFit::mean);
    }

    /** Mean and standard deviation of the cosine of looks with other people's fused references, populations alike. */
    double[] nonMatedMoments() {
        NonMatedScores none = new NonMatedScores(0, 1, 1e-9, 0, NormalScores.IDENTITY);
        List<double[]> cosines = new ArrayList<>();
        for (List<Population> heights : folders) {
            List<Double> values = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(seed);
            for (Population population : heights) {
                for (Search search : searches(population, 1, none, Presence.NOT_ON_ROSTER, random)) {
                    search.others().forEach(c -> values.add(c.cosine()));
                }
            }
            cosines.add(values.stream().mapToDouble(c -> c).toArray());
        }
        double mean = CalibrationFit.balancedMean(cosines, CalibrationFit::mean);
        double deviation = CalibrationFit.balancedMean(cosines, values -> {
            double m = CalibrationFit.mean(values);
            return Math.sqrt(java.util.Arrays.stream(values)
                    .map(v -> (v - m) * (v - m))
                    .average()
                    .orElse(0));
        });
        return new double[] {mean, deviation};
    }

    /**
     * @param perPopulation normalised scores of different people
     * @param lookShare part of their variance that lies between looks of one clip
     */
    record NonMated(List<double[]> perPopulation, double lookShare) {}

    NonMated nonMated(NonMatedScores assumed) {
        List<double[]> perPopulation = new ArrayList<>();
        double within = 0;
        double freedom = 0;
        for (List<Population> heights : folders) {
            List<Double> values = new ArrayList<>();
            SplittableRandom random = new SplittableRandom(seed + 1);
            for (Population population : heights) {
                for (int enrolled : ENROLMENTS) {
                    for (Search search : searches(population, enrolled, assumed, Presence.NOT_ON_ROSTER, random)) {
                        search.others().forEach(c -> values.add(c.normalised()));
                        within += search.otherWithin();
                        freedom += search.otherFreedom();
                    }
                }
            }
            perPopulation.add(values.stream().mapToDouble(z -> z).toArray());
        }
        return new NonMated(perPopulation, Math.min(0.9, within / Math.max(1, freedom)));
    }

    /** Every look at a clip that was not enrolled, with its own person's references. */
    List<MatedComparison> mated(NonMatedScores assumed, MatedScores bare) {
        List<MatedComparison> mated = new ArrayList<>();
        int session = 0;
        for (int f = 0; f < folders.size(); f++) {
            SplittableRandom random = new SplittableRandom(seed + 2);
            for (Population population : folders.get(f)) {
                for (int enrolled : ENROLMENTS) {
                    for (Search search : searches(population, enrolled, assumed, Presence.ON_ROSTER, random)) {
                        session++;
                        for (int i = 0; i < search.own().size(); i++) {
                            Candidate own = search.own().get(i);
                            FaceShot look = search.clip().looks().get(i);
                            mated.add(new MatedComparison(
                                    f,
                                    search.person(),
                                    session,
                                    enrolled,
                                    population.pixels(),
                                    look.template().rawNorm(),
                                    look.quality().faceHeightPixels(),
                                    own.references().norm(),
                                    bare.independentReferences(
                                            own.references().meanLength(),
                                            own.references().count()),
                                    search.clip().looks().stream().anyMatch(l -> l.frame() > 0),
                                    own.score()));
                        }
                    }
                }
            }
        }
        return mated;
    }

    /** Whether the person looked at is on the roster: an outsider's scores are not normalised against a mated one. */
    private enum Presence {
        ON_ROSTER,
        NOT_ON_ROSTER;

        List<Population.Person> roster(Population.Person person, Population population, SplittableRandom random) {
            List<Population.Person> members = Rosters.with(person, population, ROSTER + 1, random);
            members.remove(this == ON_ROSTER ? members.get(0) : person);
            return members;
        }
    }

    /**
     * The looks of one clip, compared with one roster that the person is on.
     *
     * @param own for each look, the person
     * @param others some of the other members, for one look
     * @param otherWithin sum of squared deviations of normalised scores between the looks, over members
     */
    private record Search(
            int person,
            Population.Clip clip,
            List<Candidate> own,
            List<Candidate> others,
            double otherWithin,
            double otherFreedom) {}

    private static List<Search> searches(
            Population population,
            int enrolled,
            NonMatedScores assumed,
            Presence presence,
            SplittableRandom random) {
        RosterComparison comparison = new RosterComparison(assumed);
        List<Search> searches = new ArrayList<>();
        for (Population.Person person : population.people()) {
            if (person.clips().size() > enrolled) {
                for (Population.Clip clip : person.unseen(enrolled)) {
                    searches.add(search(
                            comparison,
                            Rosters.of(presence.roster(person, population, random), enrolled),
                            person,
                            clip));
                }
            }
        }
        return searches;
    }

    private static Search search(
            RosterComparison comparison,
            io.shidao.kernel.session.Roster roster,
            Population.Person person,
            Population.Clip clip) {
        List<Candidate> own = new ArrayList<>();
        List<List<Candidate>> others = new ArrayList<>();
        Gallery gallery = Gallery.of(roster, clip.looks().get(0).template().model());
        for (FaceShot look : clip.looks()) {
            List<Candidate> rest = new ArrayList<>();
            for (Candidate candidate :
                    comparison.compare(look.template(), gallery).candidates()) {
                if (candidate.subject().equals(Rosters.id(person))) {
                    own.add(candidate);
                } else {
                    rest.add(candidate);
                }
            }
            rest.sort(Comparator.comparing(c -> c.subject().value()));
            others.add(rest);
        }
        double within = 0;
        double freedom = 0;
        for (int member = 0; member < others.get(0).size(); member++) {
            int m = member;
            double mean = others.stream()
                    .mapToDouble(list -> list.get(m).normalised())
                    .average()
                    .orElse(0);
            within += others.stream()
                    .mapToDouble(list -> Math.pow(list.get(m).normalised() - mean, 2))
                    .sum();
            freedom += others.size() - 1;
        }
        List<Candidate> kept =
                others.get(0).subList(0, Math.min(OTHERS_KEPT, others.get(0).size()));
        return new Search(person.index(), clip, own, kept, within, freedom);
    }
}
