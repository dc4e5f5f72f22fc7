package io.shidao.analyzer.decide;

import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.decide.Decision.Outsider;
import io.shidao.analyzer.decide.Decision.Reason;
import io.shidao.analyzer.decide.Decision.Recognised;
import io.shidao.analyzer.decide.Decision.Undecided;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks add up until they suffice.
 *
 * <p>Each hypothesis "this track is X" has a log-likelihood ratio against "X is somebody else", from the mean of the
 * track's z-norm scores with X under a normal model with two parts of variance: between people, which no number of looks
 * takes away (so evidence is capped by itself), and within one person, which shrinks with the number of independent
 * looks. A look soon after the last one is worth less than an independent one.
 *
 * <p>Recognised: the posterior probability of X among everybody who is still possible, outsiders included, leaves less
 * than {@code falseRecognition}. One identity goes to one of the tracks that were seen at the same time, best first.
 * Outsider: for each enrolled person who is not seen elsewhere at the same time, the probability of scores as low as
 * these is below {@code falseAccusation}, <em>and</em> an outsider is a hundred times likelier than all of them.
 */
public final class SequentialDecisionRule implements DecisionRule {
    /** Posterior error up to which a track is called an outsider, beside the bound on honest scores. */
    private static final double OUTSIDER_POSTERIOR_ERROR = 1e-2;
    /** From this posterior on, an undecided track may be the subject. */
    private static final double POSSIBLE = 0.05;

    private final DecideConfig config;

    public SequentialDecisionRule(DecideConfig config) {
        this.config = config;
    }

    @Override
    public double worth(Look look) {
        return LookWorth.of(look.quality(), look.rawNorm());
    }

    @Override
    public void add(TrackEvidence evidence, Look look) {
        double weight = worth(look) * freshness(evidence, look.at());
        if (weight < 0.02) {
            return;
        }
        double height = look.quality().faceHeightPixels();
        double expected = ScoreModel.matedMean(height);
        double variance = ScoreModel.withinVariance(height);
        evidence.count(look);
        for (Candidate candidate : look.candidates().candidates()) {
            evidence.add(candidate.subject(), weight, candidate.normalised(), expected, variance);
        }
    }

    private double freshness(TrackEvidence evidence, Instant at) {
        Instant last = evidence.lastLookAt();
        if (last == null) {
            return 1;
        }
        double age = (double) Duration.between(last, at).abs().toMillis()
                / config.lookMemory().toMillis();
        return 1 - config.lookCorrelation() * Math.exp(-age);
    }

    @Override
    public Map<Long, Decision> decide(Collection<TrackView> tracks, Set<SubjectId> enrolled) {
        List<TrackOdds> open = new ArrayList<>();
        tracks.stream()
                .sorted(Comparator.comparingLong(TrackView::id))
                .forEach(track -> open.add(odds(track, enrolled)));
        Map<Long, Decision> decisions = new HashMap<>();
        for (TrackOdds best = surest(open); best != null; best = surest(open)) {
            open.remove(best);
            SubjectId subject = best.odds().likeliest();
            decisions.put(best.track().id(), new Recognised(subject, best.odds().errorOfLikeliest()));
            for (TrackOdds other : open) {
                if (Intervals.touch(other.track().seen(), best.track().seen())) {
                    other.odds().exclude(subject);
                }
            }
        }
        for (TrackOdds track : open) {
            decisions.put(
                    track.track().id(),
                    unrecognised(track.odds(), track.track().evidence().looks(), config.leastLooksToAccuse()));
        }
        return decisions;
    }

    private record TrackOdds(TrackView track, Odds odds) {}

    private TrackOdds odds(TrackView track, Set<SubjectId> enrolled) {
        return new TrackOdds(track, Odds.of(track.evidence(), enrolled, config.outsiderPrior()));
    }

    /** The surest recognition among the tracks that are still open; null when none is sure enough. */
    private @Nullable TrackOdds surest(List<TrackOdds> open) {
        return open.stream()
                .filter(t -> t.track().evidence().looks() >= config.leastLooksToRecognise())
                .filter(t -> t.odds().errorOfLikeliest() <= config.falseRecognition())
                .max(Comparator.comparingDouble(t -> t.odds().marginOfLikeliest()))
                .orElse(null);
    }

    @Override
    public Decision verify(TrackEvidence evidence, SubjectId claimant) {
        Odds odds = Odds.of(evidence, Set.of(claimant), config.outsiderPrior());
        if (evidence.looks() > 0 && odds.errorOfLikeliest() <= config.falseRecognition()) {
            return new Recognised(claimant, odds.errorOfLikeliest());
        }
        return unrecognised(odds, evidence.looks(), config.leastSnapshotsToAccuse());
    }

    private Decision unrecognised(Odds odds, int looks, int leastLooks) {
        if (looks == 0) {
            return new Undecided(Reason.POOR_LOOKS, Set.of());
        }
        if (looks < leastLooks) {
            return new Undecided(Reason.TOO_FEW_LOOKS, odds.possible(POSSIBLE));
        }
        double honest = odds.probabilityOfSuchScoresIfEnrolled();
        if (honest <= config.falseAccusation() && odds.errorOfOutsider() <= OUTSIDER_POSTERIOR_ERROR) {
            return new Outsider(honest);
        }
        return new Undecided(Reason.NOT_ENOUGH_EVIDENCE, odds.possible(POSSIBLE));
    }
}
