package io.shidao.analyzer.calibrate;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.calibration.UpperTail;
import io.shidao.kernel.face.ModelId;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The non-mated side of a calibration, measured on a site's own enrolled people.
 *
 * @param institutions whose people were compared
 * @param people compared
 * @param pairs of a photo and another person's references, for mean and deviation
 * @param rosterComparisons normalised against a roster, for the tail
 * @param measured as the site's people alone have it
 * @param earlier what it was measured against
 * @param shrunk measured, drawn to earlier by sample size: what is to be used
 */
public record SiteMeasurement(
        int institutions,
        int people,
        long pairs,
        int rosterComparisons,
        NonMatedScores measured,
        NonMatedScores earlier,
        NonMatedScores shrunk) {
    /** Fewer say nothing about a tail, and little about a mean. */
    public static final int LEAST_PEOPLE = 60;
    /** Smaller institutions make no roster to normalise against. */
    public static final int LEAST_OF_INSTITUTION = 10;

    /**
     * Compares every photo with everybody else of its institution, and normalises it against random rosters.
     *
     * @param base whose mated side stays, and towards which the measured side is drawn
     * @param seed of the rosters: the same people and seed give the same figures
     * @throws PopulationTooSmallException when they are too few
     */
    public static SiteMeasurement of(List<EnrolledPopulation.Institution> institutions, Calibration base, long seed) {
        List<EnrolledPopulation.Institution> used = institutions.stream()
                .filter(i -> i.people().size() >= LEAST_OF_INSTITUTION)
                .toList();
        int people = used.stream().mapToInt(i -> i.people().size()).sum();
        if (people < LEAST_PEOPLE) {
            throw new PopulationTooSmallException(people);
        }
        SiteComparisons comparisons = new SiteComparisons(used, base.model(), seed);
        SiteComparisons.Moments moments = comparisons.moments();
        NonMatedScores earlier = base.nonMated();
        NonMatedScores centred = Shrinkage.moments(earlier, moments.mean(), moments.deviation(), people);
        NormalisedScores scores = comparisons.normalised(centred);
        NormalScores tail = Shrinkage.tail(earlier.tail(), scores);
        return new SiteMeasurement(
                used.size(),
                people,
                moments.pairs(),
                scores.size(),
                new NonMatedScores(
                        moments.mean(),
                        moments.deviation(),
                        earlier.assumedMembers(),
                        earlier.lookShare(),
                        UpperTail.of(List.of(scores.all()))),
                earlier,
                new NonMatedScores(
                        centred.mean(), centred.deviation(), centred.assumedMembers(), centred.lookShare(), tail));
    }

    /** The base with this non-mated side. */
    public Calibration applyTo(Calibration base, String id, LocalDate on) {
        return base.withNonMated(id, on, provenance(base), shrunk);
    }

    private String provenance(Calibration base) {
        return String.format(
                Locale.ROOT,
                "non-mated: %d enrolled people of %d institutions, %d pairs, %d with rosters, drawn to %s; mated: %s",
                people,
                institutions,
                pairs,
                rosterComparisons,
                base.id(),
                base.provenance());
    }

    /** The id of a calibration of this kind. */
    public static String id(ModelId model, String when) {
        return model + "/site-" + when;
    }
}
