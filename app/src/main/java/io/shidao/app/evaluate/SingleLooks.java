package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.calibration.Quantiles;
import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.Gallery;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.app.evaluate.figure.Proportion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * What one look tells without the others: error rates of single comparisons, and of searches of a roster, at thresholds
 * that the calibration states a false match rate for.
 *
 * @param scores of each person, apart: comparisons of one person are not independent of each other
 * @param notFound looks in which the face was not found (failure to acquire), of all
 */
record SingleLooks(
        String folder, int pixels, int enrolled, NormalScores nonMated, List<PersonScores> scores, double notFound) {
    /** Stated false match rates. */
    static final double[] STATED = {1e-2, 1e-3, 1e-4};

    private static final int RESAMPLED = 200;

    /** Normalised scores of the looks at one person. */
    static final class PersonScores {
        /** With the own references. */
        private final List<Double> mated = new ArrayList<>();
        /** The same where no other member of the roster scored higher, else −∞. */
        private final List<Double> identified = new ArrayList<>();
        /** With others' references, the person being on the roster. */
        private final List<Double> besideMated = new ArrayList<>();
        /** With others' references, the person being an outsider. */
        private final List<Double> nonMated = new ArrayList<>();
        /** The highest of a roster that the person is not on, for each look. */
        private final List<Double> highest = new ArrayList<>();
    }

    static SingleLooks of(Population population, int enrolled, Calibration calibration, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 5);
        RosterComparison comparison = new RosterComparison(calibration.nonMated());
        List<PersonScores> scores = new ArrayList<>();
        double missed = 0;
        int clips = 0;
        for (Population.Person person : population.people()) {
            for (Population.Clip clip : person.clips()
                    .subList(
                            Math.min(enrolled, person.clips().size()),
                            person.clips().size())) {
                missed += 1 - clip.foundShare();
                clips++;
            }
            if (person.clips().size() > enrolled && !person.unseen(enrolled).isEmpty()) {
                scores.add(scores(person, population, enrolled, comparison, random));
            }
        }
        return new SingleLooks(
                population.name(),
                population.pixels(),
                enrolled,
                calibration.nonMated().tail(),
                scores,
                missed / Math.max(1, clips));
    }

    private static PersonScores scores(
            Population.Person person,
            Population population,
            int enrolled,
            RosterComparison comparison,
            SplittableRandom random) {
        PersonScores scores = new PersonScores();
        for (Population.Clip clip : person.unseen(enrolled)) {
            List<Population.Person> members = Rosters.with(person, population, Comparisons.ROSTER, random);
            Gallery with = gallery(members, enrolled, clip);
            List<Population.Person> others = Rosters.with(person, population, Comparisons.ROSTER + 1, random);
            others.remove(person);
            Gallery without = gallery(others, enrolled, clip);
            for (FaceShot look : clip.looks()) {
                double own = 0;
                double rest = Double.NEGATIVE_INFINITY;
                for (Candidate c : comparison.compare(look.template(), with).candidates()) {
                    if (c.subject().equals(Rosters.id(person))) {
                        own = c.normalised();
                    } else {
                        scores.besideMated.add(c.normalised());
                        rest = Math.max(rest, c.normalised());
                    }
                }
                scores.mated.add(own);
                scores.identified.add(own > rest ? own : Double.NEGATIVE_INFINITY);
                double top = Double.NEGATIVE_INFINITY;
                for (Candidate c : comparison.compare(look.template(), without).candidates()) {
                    scores.nonMated.add(c.normalised());
                    top = Math.max(top, c.normalised());
                }
                scores.highest.add(top);
            }
        }
        return scores;
    }

    private static Gallery gallery(List<Population.Person> members, int enrolled, Population.Clip clip) {
        return Gallery.of(
                Rosters.of(members, enrolled), clip.looks().get(0).template().model());
    }

    /** The normalised score that the calibration states this false match rate for. */
    double threshold(double stated) {
        double low = -20;
        double high = 40;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (nonMated.above(middle) > stated) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * A rate with its 95 % interval, by resampling people.
     *
     * @param of cases
     */
    record Rate(double value, double low, double high, long of) {
        String text() {
            return String.format(Locale.ROOT, "%.3g (%.2g–%.2g)", value, low, high);
        }
    }

    /** Of members with each other, as the calibration is measured. */
    Rate falseMatchesBesideMated(double threshold) {
        return rate(p -> atLeast(p.besideMated, threshold), p -> p.besideMated.size());
    }

    /** Of outsiders with members. */
    Rate falseMatches(double threshold) {
        return rate(p -> atLeast(p.nonMated, threshold), p -> p.nonMated.size());
    }

    Rate falseNonMatches(double threshold) {
        return rate(p -> p.mated.size() - atLeast(p.mated, threshold), p -> p.mated.size());
    }

    /** Searches of a roster without the person that find somebody (FPIR). */
    Rate falsePositives(double threshold) {
        return rate(p -> atLeast(p.highest, threshold), p -> p.highest.size());
    }

    /** Searches of a roster with the person that do not find them in the first place (FNIR). */
    Rate falseNegatives(double threshold) {
        return rate(p -> p.identified.size() - atLeast(p.identified, threshold), p -> p.identified.size());
    }

    private static int atLeast(List<Double> values, double threshold) {
        return (int) values.stream().filter(value -> value >= threshold).count();
    }

    private Rate rate(ToDoubleFunction<PersonScores> cases, ToDoubleFunction<PersonScores> of) {
        int n = scores.size();
        double[] hit = scores.stream().mapToDouble(cases).toArray();
        double[] all = scores.stream().mapToDouble(of).toArray();
        double hits = java.util.Arrays.stream(hit).sum();
        double total = java.util.Arrays.stream(all).sum();
        double[] resampled = new double[RESAMPLED];
        SplittableRandom random = new SplittableRandom(n);
        for (int r = 0; r < RESAMPLED; r++) {
            double h = 0;
            double t = 0;
            for (int i = 0; i < n; i++) {
                int drawn = random.nextInt(n);
                h += hit[drawn];
                t += all[drawn];
            }
            resampled[r] = h / t;
        }
        double high = hits == 0 ? new Proportion(0, n).exactHigh() : Quantiles.of(resampled, 0.975);
        return new Rate(hits / total, Quantiles.of(resampled, 0.025), high, Math.round(total));
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (double stated : STATED) {
            double t = threshold(stated);
            lines.add(String.format(
                    Locale.ROOT,
                    "%-10s %4d  stated %.0e: FMR %s, of outsiders %s  FNMR %s  FPIR(30) %s  FNIR %s",
                    folder,
                    pixels,
                    stated,
                    falseMatchesBesideMated(t).text(),
                    falseMatches(t).text(),
                    falseNonMatches(t).text(),
                    falsePositives(t).text(),
                    falseNegatives(t).text()));
        }
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %4d  %d people, %d mated and %d non-mated comparisons; faces not found: %.2f %%",
                folder,
                pixels,
                scores.size(),
                falseNonMatches(0).of(),
                falseMatches(0).of(),
                100 * notFound));
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("people", scores.size());
        json.put("face_not_found", notFound);
        List<Map<String, Object>> rates = new ArrayList<>();
        for (double stated : STATED) {
            double t = threshold(stated);
            Map<String, Object> at = new LinkedHashMap<>();
            at.put("stated_fmr", stated);
            at.put("fmr", falseMatchesBesideMated(t));
            at.put("fmr_of_outsiders", falseMatches(t));
            at.put("fnmr", falseNonMatches(t));
            at.put("fpir", falsePositives(t));
            at.put("fnir", falseNegatives(t));
            rates.add(at);
        }
        json.put("rates", rates);
        return json;
    }
}
