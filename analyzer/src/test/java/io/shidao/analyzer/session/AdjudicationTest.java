package io.shidao.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.anomaly.AnomalyConfig;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Adjudication.Finding;
import io.shidao.kernel.session.SessionKind;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people decided is a fact for the fold; taken back, it leaves no trace. */
class AdjudicationTest {
    private static final Instant END = Classroom.START.plus(Classroom.LENGTH);

    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final SessionState state = SessionState.begin(
            room.directory.plan,
            room.directory.roster,
            room.directory.claims,
            TrackConfig.defaults(),
            EvidenceConfig.defaults());
    private final SessionJudge judge = new SessionJudge(
            AnalyzerConfig.defaults().attendance(), AnomalyConfig.defaults(), 0.45, 0.2, "synthetic/test");
    private Judgement undecided;
    private Anomaly impersonation;

    @BeforeEach
    void suspect() {
        AnalysisPipeline pipeline = new AnalysisPipeline(
                room.vision.vision(),
                new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
                room.blobs,
                new SimpleMeterRegistry(),
                PipelineConfig.defaults());
        room.wholeSession().forEach(record -> {
            if (record.value() instanceof Sample sample) {
                pipeline.analyse(sample, state);
            }
        });
        state.conclude(END);
        undecided = judge.judge(state, END);
        impersonation = undecided.anomalies().stream()
                .filter(a ->
                        a.kind() == AnomalyKind.IMPERSONATION && a.subjects().size() == 1)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void creditsASubstitutedTraineeWithNothing() {
        state.adjudicate(List.of(decided(Finding.SUBSTITUTED)));

        Judgement judgement = judge.judge(state, END);

        assertThat(record(judgement).status()).isEqualTo(AttendanceStatus.SUBSTITUTED);
        assertThat(record(judgement).creditedClassHours()).isZero();
        assertThat(judgement.anomalies()).contains(impersonation);
        assertThat(others(judgement)).isEqualTo(others(undecided));
    }

    @Test
    void countsTheTimeOfWhomAPersonRecognised_andSuspectsTheFaceNoMore() {
        state.adjudicate(List.of(decided(Finding.RECOGNISED)));

        Judgement judgement = judge.judge(state, END);

        assertThat(record(judgement).status()).isEqualTo(AttendanceStatus.MANUAL);
        assertThat(record(judgement).seen()).isPositive();
        assertThat(record(judgement).creditedClassHours()).isPositive();
        assertThat(judgement.anomalies()).noneMatch(a -> track(a) == track(impersonation));
        assertThat(others(judgement)).isEqualTo(others(undecided));
    }

    @Test
    void judgesAsBeforeWhenTheDecisionIsOverturned() {
        state.adjudicate(List.of(decided(Finding.SUBSTITUTED)));
        var unused = judge.judge(state, END);

        state.adjudicate(List.of());

        assertThat(judge.judge(state, END)).isEqualTo(undecided);
    }

    private Adjudication decided(Finding finding) {
        return new Adjudication(
                impersonation.id(), finding, impersonation.subjects().get(0), track(impersonation), END);
    }

    private static long track(Anomaly anomaly) {
        return anomaly.numbers().getOrDefault("track", -1.0).longValue();
    }

    private AttendanceRecord record(Judgement judgement) {
        return judgement.records().stream()
                .filter(r -> r.subject().equals(impersonation.subjects().get(0)))
                .findFirst()
                .orElseThrow();
    }

    private List<AttendanceRecord> others(Judgement judgement) {
        return judgement.records().stream()
                .filter(r -> !r.subject().equals(impersonation.subjects().get(0)))
                .toList();
    }
}
