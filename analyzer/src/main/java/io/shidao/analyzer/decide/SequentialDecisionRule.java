package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.MatedScores;
import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.FusedReference;
import io.shidao.analyzer.decide.Decision.Outsider;
import io.shidao.analyzer.decide.Decision.Reason;
import io.shidao.analyzer.decide.Decision.Recognised;
import io.shidao.analyzer.decide.Decision.Undecided;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks add up until they suffice. Each hypothesis "this track is X" has a {@link Hypothesis log-likelihood ratio}
 * against "X is somebody else", by the calibration.
 *
 * <p>Recognised: the {@link RosterAssignment} of the whole room gives X to the track, and the posterior probability of X
 * among everybody who is still possible, outsiders included, leaves less than {@code falseRecognition}, against those too
 * that were seen at the same time and may be X instead; the surest track goes first, and takes X from these.
 *
 * <p>Outsider: for each enrolled person who is not seen elsewhere at the same time, the probability of scores as low as
 * these is at most {@code falseAccusation}, <em>and</em> the posterior probability that it is one of them is at most
 * {@code missedSubstitute}.
 */
public final class SequentialDecisionRule implements DecisionRule {
    /** From this posterior on, an undecided track may be the subject. */
    private static final double POSSIBLE = 0.05;
    /** Looks at faces that should score so high are worth 1. */
    private static final double GOOD_EXPECTATION = 0.6;
    /** Looks worth less say nothing. */
    private static final double LEAST_WORTH = 0.01;

    /** Whoever is likelier an outsider by so much is not considered as another one's rival. */
    private static final double NO_RIVAL = -20;

    private final DecideConfig config;
    private final Calibration calibration;

    public SequentialDecisionRule(DecideConfig config, Calibration calibration) {
        this.config = config;
        this.calibration = calibration;
    }

    @Override
    public Calibration calibration() {
        return calibration;
    }

    /**
     * Grows with the square of the score to be expected, as the information in a look does; a face turned so far that it is
     * seen from the side says nothing (the lowest mated scores of all are profiles, with an output as long as a good one's).
     */
    @Override
    public double worth(Look look) {
        double expected =
                calibration.mated().expected(look.rawNorm(), look.quality().faceHeightPixels());
        double share = Math.max(0, Math.min(1, expected / GOOD_EXPECTATION));
        double worth = share
                * share
                * facing(look.quality().yawDegrees())
                * facing(look.quality().pitchDegrees());
        return worth < LEAST_WORTH ? 0 : worth;
    }

    /** 1 up to 40 degrees, 0 from 55 degrees on. */
    private static double facing(double degrees) {
        return Math.max(0, Math.min(1, (55 - Math.abs(degrees)) / 15));
    }

    @Override
    public void add(TrackEvidence evidence, Look look) {
        double weight = worth(look);
        if (weight == 0) {
            return;
        }
        evidence.count(
                look,
                Math.floorDiv(look.at().toEpochMilli(), config.lookWindow().toMillis()),
                weight);
        for (Candidate candidate : look.candidates().candidates()) {
            evidence.add(candidate.subject(), sum(look, candidate, weight));
        }
    }

    private ScoreSum sum(Look look, Candidate candidate, double weight) {
        MatedScores mated = calibration.mated();
        FusedReference references = candidate.references();
        double height = look.quality().faceHeightPixels();
        double expected = mated.expected(look.rawNorm(), height, references.norm());
        double independent = mated.independentReferences(references.meanLength(), references.count());
        double within = mated.lookDeviation().at(height);
        return new ScoreSum(
                        1,
                        candidate.score(),
                        expected,
                        mated.deviation(expected, independent),
                        within * within,
                        candidate.spread())
                .times(weight);
    }

    @Override
    public Map<Long, Decision> decide(Collection<TrackView> tracks, Set<SubjectId> enrolled) {
        List<TrackOdds> open = inTheirRoom(tracks.stream()
                .sorted(Comparator.comparingLong(TrackView::id))
                .map(track -> odds(track, enrolled))
                .toList());
        Map<Long, SubjectId> assigned = RosterAssignment.of(open);
        Map<Long, Decision> decisions = new HashMap<>();
        for (TrackOdds best = surest(open, assigned); best != null; best = surest(open, assigned)) {
            open.remove(best);
            SubjectId subject = best.odds().likeliest();
            decisions.put(best.track().id(), new Recognised(subject, errorOfLikeliest(best, open)));
            for (TrackOdds other : open) {
                if (Intervals.touch(other.track().seen(), best.track().seen())) {
                    double odds = other.odds().marginOf(subject) - best.odds().marginOf(subject);
                    other.odds().exclude(subject, Math.min(1, Math.exp(odds)));
                }
            }
        }
        for (TrackOdds track : open) {
            TrackEvidence evidence = track.track().evidence();
            boolean enough = evidence.windows() >= config.leastWindowsToAccuse();
            decisions.put(track.track().id(), unrecognised(track.odds(), evidence.looks(), enough));
        }
        return decisions;
    }

    /** Those who are probably recognised tell about the room, and in the light of that all are judged. */
    private List<TrackOdds> inTheirRoom(List<TrackOdds> tracks) {
        RoomEffect room = RoomEffect.of(
                tracks.stream().flatMap(t -> t.odds().witness().stream()).toList(),
                calibration.mated().roomDeviation());
        List<TrackOdds> judged = new ArrayList<>();
        tracks.forEach(t -> judged.add(new TrackOdds(t.track(), t.odds().in(room))));
        return judged;
    }

    private TrackOdds odds(TrackView track, Set<SubjectId> enrolled) {
        return new TrackOdds(track, Odds.of(track.evidence(), enrolled, calibration, config.outsiderPrior()));
    }

    /** The surest recognition that the assignment agrees with; null when none is sure enough. */
    private @Nullable TrackOdds surest(List<TrackOdds> open, Map<Long, SubjectId> assigned) {
        return open.stream()
                .filter(t -> t.track().evidence().looks() >= config.leastLooksToRecognise())
                .filter(t -> t.odds().errorOfLikeliest() <= config.falseRecognition())
                .filter(t -> t.odds().likeliest().equals(assigned.get(t.track().id())))
                .filter(t -> errorOfLikeliest(t, open) <= config.falseRecognition())
                .max(Comparator.comparingDouble(t -> t.odds().marginOfLikeliest()))
                .orElse(null);
    }

    /** Somebody who was seen at the same time may be the person instead: of several at most one is. */
    private static double errorOfLikeliest(TrackOdds track, List<TrackOdds> open) {
        SubjectId likeliest = track.odds().likeliest();
        double against = 1;
        for (TrackOdds rival : open) {
            if (rival.track().id() != track.track().id()
                    && rival.odds().againstOutsider(likeliest) > NO_RIVAL
                    && Intervals.touch(rival.track().seen(), track.track().seen())) {
                against += Math.exp(rival.odds().marginOf(likeliest));
            }
        }
        return against / (against + Math.exp(track.odds().marginOf(likeliest)));
    }

    @Override
    public Decision verify(TrackEvidence evidence, SubjectId claimant) {
        Odds odds = Odds.of(evidence, Set.of(claimant), calibration, config.outsiderPrior());
        if (evidence.looks() > 0 && odds.errorOfLikeliest() <= config.falseRecognition()) {
            return new Recognised(claimant, odds.errorOfLikeliest());
        }
        return unrecognised(odds, evidence.looks(), evidence.looks() >= config.leastSnapshotsToAccuse());
    }

    private Decision unrecognised(Odds odds, int looks, boolean enough) {
        if (looks == 0) {
            return new Undecided(Reason.POOR_LOOKS, Set.of());
        }
        if (!enough) {
            return new Undecided(Reason.TOO_FEW_LOOKS, odds.possible(POSSIBLE));
        }
        double honest = odds.probabilityOfSuchScoresIfEnrolled();
        if (honest <= config.falseAccusation() && odds.errorOfOutsider() <= config.missedSubstitute()) {
            return new Outsider(honest);
        }
        return new Undecided(Reason.NOT_ENOUGH_EVIDENCE, odds.possible(POSSIBLE));
    }
}
