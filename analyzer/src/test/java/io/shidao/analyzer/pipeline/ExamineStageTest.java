package io.shidao.analyzer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.examine.ExamineConfig;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.session.SessionJudge;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.ScriptedVision;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Person 1 is at the own log-in; person 12 is nobody on the roster. */
class ExamineStageTest {
    private static final int OUTSIDER = 12;
    private static final ExamineConfig EVERY = ExamineConfig.defaults();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void tellsTheHintWithACaseThatStandsWithoutIt() {
        Anomaly found = onlyCase(session(OUTSIDER, 0.8, EVERY));

        assertThat(found.kind()).isEqualTo(AnomalyKind.IMPERSONATION);
        assertThat(found.numbers().getOrDefault("attack_hint", -1.0)).isCloseTo(0.8, within(1e-9));
        assertThat(found.numbers()).containsEntry("attack_looks", 9.0);
    }

    @Test
    void aHintAloneRaisesNothing() {
        assertThat(aboutSomebody(session(1, 1, EVERY))).isEmpty();
    }

    @Test
    void neitherStrengthensNorSuppressesACase() {
        Anomaly certain = withoutHint(onlyCase(session(OUTSIDER, 1, EVERY)));
        Anomaly bonaFide = withoutHint(onlyCase(session(OUTSIDER, 0, EVERY)));
        Anomaly off = onlyCase(session(OUTSIDER, 1, new ExamineConfig(false, 1, 48)));

        assertThat(certain).isEqualTo(bonaFide).isEqualTo(off);
        assertThat(off.numbers()).doesNotContainKey("attack_hint");
        assertThat(session(1, 1, EVERY).records())
                .isEqualTo(session(1, 0, EVERY).records());
    }

    @Test
    void losesNothingWhenTheExaminationFails() {
        Judgement failing = session(OUTSIDER, Double.NaN, EVERY);

        assertThat(onlyCase(failing)).isEqualTo(withoutHint(onlyCase(session(OUTSIDER, 0.5, EVERY))));
        assertThat(dropped("examination_failed")).isEqualTo(9);
    }

    @Test
    void examinesEverySoManyLooks() {
        Anomaly found = onlyCase(session(OUTSIDER, 0.8, new ExamineConfig(true, 4, 48)));

        assertThat(found.numbers()).containsEntry("attack_looks", 3.0);
        assertThat(dropped("nothing_due")).isEqualTo(6);
    }

    @Test
    void leavesSmallFacesAndClassroomsAlone() {
        Anomaly small = onlyCase(session(OUTSIDER, 0.8, new ExamineConfig(true, 1, 120)));
        Classroom room = new Classroom(3, SessionKind.THEORY);
        SessionState state = begin(room);
        AnalysisPipeline pipeline = pipeline(room, EVERY);
        for (BusRecord<SessionInput> record : room.wholeSession()) {
            if (record.value() instanceof Sample sample) {
                pipeline.analyse(sample, state);
            }
        }

        assertThat(small.numbers()).doesNotContainKey("attack_hint");
        assertThat(room.vision.examined).isZero();
        assertThat(state.tracks().tracks()).isNotEmpty();
    }

    private double dropped(String reason) {
        return meters.counter("analyzer.examine.samples.dropped", "reason", reason)
                .count();
    }

    /** Nine snapshots, one in five minutes, at the log-in of person 1. */
    private Judgement session(int person, double attackScore, ExamineConfig config) {
        Classroom room = new Classroom(9, SessionKind.ONLINE);
        ScriptedVision vision = room.vision;
        vision.attackScore = attackScore;
        SessionState state = begin(room);
        AnalysisPipeline pipeline = pipeline(room, config);
        Instant at = Classroom.START;
        for (int i = 0; i < 9; i++) {
            at = Classroom.START.plus(Duration.ofMinutes(5L * i));
            pipeline.analyse(room.snapshot(i, 1, at, person), state);
        }
        return new SessionJudge(
                        AnalyzerConfig.defaults().attendance(),
                        AnalyzerConfig.defaults().anomalies(),
                        0.45,
                        0.2,
                        "synthetic/test")
                .judge(state, at);
    }

    /** The others of the class are absent, which is a case about nobody. */
    private static List<Anomaly> aboutSomebody(Judgement judgement) {
        return judgement.anomalies().stream()
                .filter(anomaly -> anomaly.kind() != AnomalyKind.LOW_ATTENDANCE)
                .toList();
    }

    private static Anomaly onlyCase(Judgement judgement) {
        List<Anomaly> found = aboutSomebody(judgement);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static Anomaly withoutHint(Anomaly a) {
        Map<String, Double> numbers = new HashMap<>(a.numbers());
        assertThat(numbers.remove("attack_hint")).isNotNull();
        assertThat(numbers.remove("attack_looks")).isNotNull();
        return new Anomaly(
                a.id(),
                a.session(),
                a.kind(),
                a.subjects(),
                a.since(),
                a.updatedAt(),
                a.window(),
                numbers,
                a.evidence(),
                a.calibration());
    }

    private AnalysisPipeline pipeline(Classroom room, ExamineConfig examine) {
        PipelineConfig d = PipelineConfig.defaults();
        return new AnalysisPipeline(
                room.vision.vision(),
                new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
                room.blobs,
                meters,
                new PipelineConfig(
                        d.picture(),
                        d.replay(),
                        d.detect(),
                        d.track(),
                        d.align(),
                        d.decide(),
                        d.evidence(),
                        examine,
                        d.snapshotTolerance()));
    }

    private static SessionState begin(Classroom room) {
        return SessionState.begin(
                room.directory.plan,
                room.directory.roster,
                List.of(),
                TrackConfig.defaults(),
                EvidenceConfig.defaults());
    }
}
