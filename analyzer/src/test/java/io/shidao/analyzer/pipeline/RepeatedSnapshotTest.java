package io.shidao.analyzer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SessionJudge;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Person 1 is at the own log-in, and the same picture comes again and again. */
class RepeatedSnapshotTest {
    private final Classroom room = new Classroom(9, SessionKind.ONLINE);
    private final AnalysisPipeline pipeline = new AnalysisPipeline(
            room.vision.vision(),
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
            room.blobs,
            new SimpleMeterRegistry(),
            PipelineConfig.defaults());
    private SessionState state = SessionState.begin(
            room.directory.plan,
            room.directory.roster,
            room.directory.claims,
            TrackConfig.defaults(),
            EvidenceConfig.defaults());

    @Test
    void aStillPictureIsACase_andCountsForNothing() {
        take(0, 5, false);
        take(5, 4, true);

        Anomaly found = attack(judge()).get(0);
        assertThat(found.subjects()).containsExactly(Classroom.subject(1));
        assertThat(found.since()).isEqualTo(minute(30));
        assertThat(found.numbers()).containsEntry("consecutive_snapshots", 3.0);
        assertThat(found.evidence()).isNotEmpty();
        assertThat(record(judge()).seen()).isEqualTo(Duration.ofMinutes(25));
    }

    @Test
    void livingFacesAreNone() {
        take(0, 9, false);

        assertThat(attack(judge())).isEmpty();
        assertThat(record(judge()).seen()).isEqualTo(Duration.ofMinutes(40));
    }

    @Test
    void isStillKnownAfterARestart() {
        take(0, 2, false);
        Sample first = room.snapshot(2, 1, minute(10), 1);
        pipeline.analyse(first, state);
        SessionCheckpoints checkpoints =
                new SessionCheckpoints(room.key, TrackConfig.defaults(), EvidenceConfig.defaults());
        state = checkpoints.read(
                checkpoints.write(state).sealed(), room.directory.plan, room.directory.roster, room.directory.claims);

        again(first, 3);
        again(first, 4);

        assertThat(attack(judge())).hasSize(1);
    }

    /** @param still whether all of them are the very same picture */
    private void take(int from, int count, boolean still) {
        Sample first = room.snapshot(from, 1, minute(5 * from), 1);
        pipeline.analyse(first, state);
        for (int i = from + 1; i < from + count; i++) {
            if (still) {
                again(first, i);
            } else {
                pipeline.analyse(room.snapshot(i, 1, minute(5 * i), 1), state);
            }
        }
    }

    private void again(Sample sample, int number) {
        pipeline.analyse(
                Classroom.sample("snapshot-" + number, sample.claimant(), minute(5 * number), sample.payload()), state);
    }

    private Judgement judge() {
        return new SessionJudge(
                        AnalyzerConfig.defaults().attendance(),
                        AnalyzerConfig.defaults().anomalies(),
                        0.45,
                        0.2,
                        "synthetic/test")
                .judge(state, minute(40));
    }

    private static List<Anomaly> attack(Judgement judgement) {
        return judgement.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == AnomalyKind.PRESENTATION_ATTACK)
                .toList();
    }

    private static AttendanceRecord record(Judgement judgement) {
        return judgement.records().stream()
                .filter(record -> record.subject().equals(Classroom.subject(1)))
                .findFirst()
                .orElseThrow();
    }

    private static Instant minute(int minute) {
        return Classroom.START.plus(Duration.ofMinutes(minute));
    }
}
