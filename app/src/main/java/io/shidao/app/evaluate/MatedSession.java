package io.shidao.app.evaluate;

import io.shidao.analyzer.calibration.MatedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The weighted mean of the looks of one clip, as a session makes it.
 *
 * @param stratum population, face height and clips enrolled
 * @param residual of the score against its expectation
 */
record MatedSession(
        int population,
        int person,
        String stratum,
        int looks,
        double heightPixels,
        double references,
        double expected,
        double residual) {
    static List<MatedSession> of(List<MatedComparison> looks, MatedScores model) {
        Map<Integer, List<MatedComparison>> bySession =
                looks.stream().collect(Collectors.groupingBy(MatedComparison::session));
        List<MatedSession> sessions = new ArrayList<>();
        for (List<MatedComparison> session : bySession.values()) {
            sessions.add(mean(session, model));
        }
        return sessions;
    }

    private static MatedSession mean(List<MatedComparison> looks, MatedScores model) {
        double weight = 0;
        double score = 0;
        double expected = 0;
        for (MatedComparison look : looks) {
            double e = model.expected(look.rawNorm(), look.heightPixels(), look.referenceNorm());
            double w = Math.pow(Math.max(0.05, model.expected(look.rawNorm(), look.heightPixels())), 2);
            weight += w;
            score += w * look.score();
            expected += w * e;
        }
        MatedComparison first = looks.get(0);
        return new MatedSession(
                first.population(),
                first.person(),
                first.population() + "/" + first.pixels() + "/" + first.enrolled(),
                looks.size(),
                first.heightPixels(),
                first.references(),
                expected / weight,
                (score - expected) / weight);
    }

    /** @param means of the residuals of each kind of session, which stand for the room's effect */
    double standardised(MatedScores model, Map<String, Double> means) {
        double between = model.deviation(expected, references);
        double within = model.lookDeviation().at(heightPixels);
        return (residual - VarianceFit.mean(means, this)) / Math.sqrt(between * between + within * within / looks);
    }
}
