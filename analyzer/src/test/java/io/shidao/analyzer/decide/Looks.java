package io.shidao.analyzer.decide;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.Curve;
import io.shidao.analyzer.calibration.MatedScores;
import io.shidao.analyzer.calibration.NonMatedScores;
import io.shidao.analyzer.calibration.NormalScores;
import io.shidao.analyzer.compare.Candidate;
import io.shidao.analyzer.compare.CandidateList;
import io.shidao.analyzer.compare.FusedReference;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Looks with given scores, and a calibration of round numbers: a frontal look of norm 4 from 48 pixels on is expected to
 * score .6 ± .1, and those of others 0 ± .1; everything is normal as it is.
 */
final class Looks {
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final ModelId MODEL = new ModelId("round-numbers");
    static final double ROOM = 0.03;
    static final SubjectId A = new SubjectId("a");
    static final SubjectId B = new SubjectId("b");
    static final SubjectId C = new SubjectId("c");
    static final Calibration CALIBRATION = new Calibration(
            "round-numbers/test",
            MODEL,
            LocalDate.of(2026, 3, 2),
            "made up",
            new NonMatedScores(0, 0.1, 10, 0.1, NormalScores.IDENTITY),
            new MatedScores(0, 0.1, 0.05, 0.2, 48, 4, level(0.1), 0.8, 0.6, level(0.05), ROOM, NormalScores.IDENTITY));

    static final DecideConfig CONFIG = new DecideConfig(1e-4, 1e-4, 1e-2, 0.1, 2, 3, 2, Duration.ofSeconds(20));

    private static final FusedReference REFERENCE =
            FusedReference.of(List.of(FaceTemplate.ofRaw(MODEL, new float[] {4, 0})));
    private static final SampleQuality GOOD = quality(60, 0, 0);

    private Looks() {}

    private static Curve level(double y) {
        return new Curve(List.of(new Curve.Knot(1, y)));
    }

    static SampleQuality quality(double height, double yaw, double pitch) {
        return new SampleQuality((float) height, 20, 80, 120, 0, 0, (float) yaw, (float) pitch, 0);
    }

    static Map<SubjectId, Double> scores(double a, double b) {
        return Map.of(A, a, B, b);
    }

    static Look look(long second, Map<SubjectId, Double> scores) {
        return look(second, GOOD, 4, scores);
    }

    static Look look(long second, SampleQuality quality, double norm, Map<SubjectId, Double> scores) {
        List<Candidate> candidates = scores.entrySet().stream()
                .map(e -> new Candidate(e.getKey(), e.getValue(), e.getValue() / 0.1, e.getValue(), 0.1, REFERENCE))
                .toList();
        return new Look(NINE.plusSeconds(second), quality, (float) norm, new CandidateList(candidates));
    }

    /** So many windows of one good look each. */
    static TrackEvidence evidence(int windows, Map<SubjectId, Double> scores) {
        TrackEvidence evidence = new TrackEvidence();
        DecisionRule rule = new SequentialDecisionRule(CONFIG, CALIBRATION);
        for (int i = 0; i < windows; i++) {
            rule.add(evidence, look(20L * i, scores));
        }
        return evidence;
    }

    static Hypothesis hypothesis(TrackEvidence evidence, SubjectId subject) {
        return Objects.requireNonNull(evidence.hypotheses(CALIBRATION).get(subject));
    }

    static TrackView track(long id, TrackEvidence evidence, long from, long to) {
        return new TrackView(id, evidence, List.of(new Interval(NINE.plusSeconds(from), NINE.plusSeconds(to))));
    }
}
