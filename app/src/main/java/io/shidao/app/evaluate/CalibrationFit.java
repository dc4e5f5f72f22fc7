package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.Curve;
import io.shidao.analyzer.calibration.MatedScores;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.calibration.Quantiles;
import io.shidao.analyzer.calibration.UpperTail;
import io.shidao.kernel.face.ModelId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Measures a calibration on labelled people. Populations count alike, however large; where they differ, the tail that
 * an accusation rests on is that of the worst of them, because a person's population is not known and must not matter.
 */
final class CalibrationFit {
    private static final double KNEE_PIXELS = 48;
    /** Lower edges of the bins of the expectation. */
    private static final double[] EXPECTED = {-0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7};

    private static final double[] LOWER_TAIL = {0.5, 0.2, 0.05, 0.02, 0.01, 0.004};
    /** A tail is measured where so many independent sessions lie beyond the knot. */
    private static final int LEAST_BEYOND = 3;

    private final List<List<Population>> folders;
    private final Comparisons comparisons;

    /** @param folders one list for each folder, in it one population for each face height */
    CalibrationFit(List<List<Population>> folders, long seed) {
        this.folders = folders;
        this.comparisons = new Comparisons(folders, seed);
    }

    Calibration fit(String id, ModelId model, LocalDate on) {
        NonMatedScores nonMated = nonMated();
        MatedScores mated = mated(nonMated, comparisons.alikeness());
        return new Calibration(id, model, on, provenance(), nonMated, mated);
    }

    private String provenance() {
        return folders.stream()
                        .map(heights -> {
                            Population first = heights.get(0);
                            int clips = first.people().stream()
                                    .mapToInt(p -> p.clips().size())
                                    .sum();
                            return first.name() + " " + first.people().size() + " people " + clips + " clips";
                        })
                        .collect(Collectors.joining(", ", "labelled faces: ", ""))
                + folders.get(0).stream()
                        .map(p -> Integer.toString(p.pixels()))
                        .collect(Collectors.joining(" ", " at ", " px"));
    }

    private NonMatedScores nonMated() {
        double[] moments = comparisons.nonMatedMoments();
        NonMatedScores bare =
                new NonMatedScores(moments[0], moments[1], Comparisons.ASSUMED_MEMBERS, 0, NormalScores.IDENTITY);
        Comparisons.NonMated z = comparisons.nonMated(bare);
        return new NonMatedScores(
                moments[0], moments[1], Comparisons.ASSUMED_MEMBERS, z.lookShare(), UpperTail.of(z.perPopulation()));
    }

    private MatedScores mated(NonMatedScores nonMated, double alikeness) {
        Curve level = new Curve(List.of(new Curve.Knot(0, 0.1)));
        MatedScores bare =
                new MatedScores(0, 0, 0, 0, KNEE_PIXELS, 0, level, 1, alikeness, level, 0, NormalScores.IDENTITY);
        List<MatedComparison> looks = comparisons.mated(nonMated, bare);
        double[] weights = balanced(looks);
        double[] c = LeastSquares.fit(
                looks.stream().map(CalibrationFit::covariates).toArray(double[][]::new),
                looks.stream().mapToDouble(MatedComparison::score).toArray(),
                weights);
        double typical = 0;
        double total = 0;
        for (int i = 0; i < weights.length; i++) {
            typical += weights[i] * looks.get(i).referenceNorm();
            total += weights[i];
        }
        double referenceNorm = typical / total;
        MatedScores line = new MatedScores(
                c[0], c[1], c[2], c[3], KNEE_PIXELS, referenceNorm, level, 1, alikeness, level, 0, bare.tail());
        Curve lookDeviation = lookDeviation(looks, line);
        List<MatedSession> sessions = MatedSession.of(looks, line);
        double shared = VarianceFit.shared(sessions, lookDeviation);
        Curve deviation = deviation(sessions, shared, lookDeviation);
        double room = VarianceFit.betweenStrata(sessions);
        MatedScores normal = new MatedScores(
                c[0],
                c[1],
                c[2],
                c[3],
                KNEE_PIXELS,
                referenceNorm,
                deviation,
                shared,
                alikeness,
                lookDeviation,
                room,
                bare.tail());
        return normal.withTail(tail(sessions, normal));
    }

    private static double[] covariates(MatedComparison look) {
        return new double[] {
            1, look.rawNorm(), look.referenceNorm(), Math.min(0, Math.log(look.heightPixels() / KNEE_PIXELS))
        };
    }

    /** Every population and face height weighs the same. */
    private static double[] balanced(List<MatedComparison> looks) {
        Map<String, Long> counts =
                looks.stream().collect(Collectors.groupingBy(CalibrationFit::stratum, Collectors.counting()));
        return looks.stream()
                .mapToDouble(look -> 1.0 / counts.getOrDefault(stratum(look), 1L))
                .toArray();
    }

    private static String stratum(MatedComparison look) {
        return look.population() + "/" + look.pixels();
    }

    /**
     * Of a look around its clip, by face height: of clips with several frames where there are any, because a photo looked at
     * again varies less than a person.
     */
    private static Curve lookDeviation(List<MatedComparison> looks, MatedScores bare) {
        Map<Integer, List<MatedComparison>> bySession =
                looks.stream().collect(Collectors.groupingBy(MatedComparison::session));
        TreeMap<Integer, double[]> sums = new TreeMap<>();
        boolean anyVideo = looks.stream().anyMatch(MatedComparison::isVideo);
        for (List<MatedComparison> session : bySession.values()) {
            if (anyVideo && !session.get(0).isVideo()) {
                continue;
            }
            double mean = session.stream()
                    .mapToDouble(l -> residual(l, bare))
                    .average()
                    .orElse(0);
            double squares = session.stream()
                    .mapToDouble(l -> Math.pow(residual(l, bare) - mean, 2))
                    .sum();
            double[] sum = sums.computeIfAbsent(session.get(0).pixels(), p -> new double[2]);
            sum[0] += squares;
            sum[1] += session.size() - 1;
        }
        List<Curve.Knot> knots = new ArrayList<>();
        sums.forEach((pixels, sum) -> knots.add(new Curve.Knot(pixels, Math.sqrt(sum[0] / Math.max(1, sum[1])))));
        return new Curve(knots);
    }

    private static double residual(MatedComparison look, MatedScores bare) {
        return look.score() - bare.expected(look.rawNorm(), look.heightPixels(), look.referenceNorm());
    }

    static double[] balance(List<MatedSession> sessions) {
        Map<Integer, Long> counts =
                sessions.stream().collect(Collectors.groupingBy(MatedSession::population, Collectors.counting()));
        return sessions.stream()
                .mapToDouble(s -> 1.0 / counts.getOrDefault(s.population(), 1L))
                .toArray();
    }

    /**
     * Root mean square of the sessions' residuals by expectation, as with one reference, around the mean of
     * their kind. How far that lies from the expectation goes into the tail.
     */
    private static Curve deviation(List<MatedSession> sessions, double shared, Curve lookDeviation) {
        Map<String, Double> means = VarianceFit.means(sessions);
        List<Curve.Knot> knots = new ArrayList<>();
        for (int i = 0; i < EXPECTED.length; i++) {
            double from = EXPECTED[i];
            double to = i + 1 < EXPECTED.length ? EXPECTED[i + 1] : 2;
            List<MatedSession> bin = sessions.stream()
                    .filter(s -> s.expected() >= from && s.expected() < to)
                    .toList();
            if (bin.size() >= 50) {
                double[] w = balance(bin);
                double sum = 0;
                double total = 0;
                for (int j = 0; j < w.length; j++) {
                    MatedSession s = bin.get(j);
                    double within = Math.pow(lookDeviation.at(s.heightPixels()), 2) / s.looks();
                    double residual = s.residual() - VarianceFit.mean(means, s);
                    sum += w[j] * Math.max(0, residual * residual - within) / (shared + (1 - shared) / s.references());
                    total += w[j];
                }
                double middle = bin.stream()
                        .mapToDouble(MatedSession::expected)
                        .average()
                        .orElse(from);
                knots.add(new Curve.Knot(middle, Math.sqrt(sum / total)));
            }
        }
        return new Curve(knots);
    }

    /**
     * The lower tail of the standardised session means around the mean of their room; of the worst population at each knot
     * that it can tell about, and never lighter than a normal tail. The slope to the outermost knot goes on beyond it.
     */
    private static NormalScores tail(List<MatedSession> sessions, MatedScores normal) {
        Map<String, Double> means = VarianceFit.means(sessions);
        Map<Integer, List<MatedSession>> populations =
                sessions.stream().collect(Collectors.groupingBy(MatedSession::population));
        List<Curve.Knot> knots = new ArrayList<>();
        for (double p : LOWER_TAIL) {
            double deviate = Quantiles.normal(p);
            double worst = populations.values().stream()
                    .filter(list -> p >= 0.05 || distinct(list) * p >= LEAST_BEYOND)
                    .mapToDouble(list -> Quantiles.of(
                            list.stream()
                                    .mapToDouble(s -> s.standardised(normal, means))
                                    .toArray(),
                            p))
                    .min()
                    .orElse(Double.POSITIVE_INFINITY);
            double before =
                    knots.isEmpty() ? 0 : knots.get(0).x() - knots.get(0).y();
            knots.add(0, new Curve.Knot(Math.min(worst, deviate + Math.min(0, before)), deviate));
        }
        return new NormalScores(new Curve(knots));
    }

    /** Clips behind the sessions: the same clip at several face heights is one piece of evidence. */
    private static long distinct(Collection<MatedSession> sessions) {
        Map<String, Long> kinds =
                sessions.stream().collect(Collectors.groupingBy(MatedSession::stratum, Collectors.counting()));
        return kinds.values().stream().mapToLong(n -> n).max().orElse(0);
    }

    /** Mean of a figure over populations, each as a whole. */
    static double balancedMean(Collection<double[]> populations, ToDoubleFunction<double[]> figure) {
        return populations.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
