package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes cases. */
final class Cases {
    private Cases() {}

    /** The same cause in the same session is the same case. */
    static AnomalyId id(AnomalyFacts facts, AnomalyKind kind, String cause) {
        String text = facts.plan().id() + "\n" + kind + "\n" + cause;
        return new AnomalyId(
                Sha256.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32));
    }

    static Anomaly of(
            AnomalyFacts facts,
            AnomalyKind kind,
            String cause,
            List<SubjectId> subjects,
            Instant since,
            Interval window,
            Map<String, Double> numbers,
            List<EvidenceRef> evidence) {
        return new Anomaly(
                id(facts, kind, cause),
                facts.plan().id(),
                kind,
                subjects,
                since,
                facts.asOf(),
                window,
                numbers,
                evidence,
                facts.calibration());
    }

    /** From then up to what is known now; a cause may lie a sample after that. */
    static Interval windowFrom(AnomalyFacts facts, Instant from) {
        return new Interval(from, Intervals.later(from, facts.asOf()));
    }

    static String cause(SubjectId subject) {
        return "subject:" + subject;
    }

    static String cause(Stranger stranger) {
        return "track:" + stranger.track();
    }

    static Map<String, Double> numbers(AnomalyFacts facts, Stranger stranger) {
        return Map.of(
                "error_probability",
                stranger.errorProbability(),
                "looks",
                (double) stranger.looks(),
                "minutes",
                minutes(stranger.stay()),
                "best_score",
                stranger.bestScore(),
                "track",
                (double) stranger.track(),
                "not_enrolled",
                (double) facts.notEnrolled());
    }

    static double minutes(Duration time) {
        return (double) time.toMillis() / 60_000;
    }

    /** Captured faces, the enrolled faces of the subjects, and the room at that time. */
    static List<EvidenceRef> evidence(AnomalyFacts facts, Stranger stranger, List<SubjectId> subjects) {
        List<EvidenceRef> evidence = new ArrayList<>(stranger.faces());
        subjects.forEach(subject -> evidence.addAll(facts.enrolledFace(subject)));
        evidence.addAll(facts.room().overviewNear(stranger.since()));
        return evidence;
    }

    /** Whether the stranger is already what another case is about. */
    static boolean explained(Stranger stranger, List<Anomaly> found) {
        return found.stream()
                .anyMatch(a -> a.kind() == AnomalyKind.IMPERSONATION
                        && a.numbers().getOrDefault("track", -1.0) == (double) stranger.track());
    }
}
