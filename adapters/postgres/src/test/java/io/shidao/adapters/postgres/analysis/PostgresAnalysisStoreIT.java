package io.shidao.adapters.postgres.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.store.Observation;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.analyzer.store.SessionProgress;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SessionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresAnalysisStoreIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final SessionId SESSION = new SessionId("session-1");
    private static final SubjectId SUBJECT = new SubjectId("subject-1");
    private static final AnomalyId ANOMALY = new AnomalyId("anomaly-1");
    private static final Sha256 IMAGE = Sha256.of(new byte[] {1});

    private final PostgresAnalysisStore store =
            new PostgresAnalysisStore(DATABASE.database(), Clock.fixed(NINE, ZoneOffset.UTC));

    @BeforeEach
    void empty() {
        DATABASE.database()
                .useTransaction(
                        handle -> handle.execute(
                                "TRUNCATE attendance, anomaly, anomaly_later, anomaly_withdrawn,"
                                        + " session_progress, analysed_sample, observation, analysis_checkpoint, bus_offset, outbox"));
    }

    @Test
    void startsAtTheBeginningAndRaisesTheFenceEachTime() {
        PartitionClaim first = store.take(3);
        PartitionClaim second = store.take(3);

        assertThat(first.nextOffset()).isZero();
        assertThat(second.fence()).isGreaterThan(first.fence());
    }

    @Test
    void keepsEverythingOfACommit() {
        store.commit(commit(store.take(0).at(17), "sample-1", AttendanceStatus.PRESENT, true));

        assertThat(store.take(0).nextOffset()).isEqualTo(17);
        assertThat(store.findAnalysed(List.of(new SampleId("sample-1"), new SampleId("sample-2"))))
                .containsExactly(new SampleId("sample-1"));
        assertThat(store.findCheckpoint(SESSION)).hasValue(new byte[] {9, 8});
        assertThat(store.listOpenSessions(0)).containsExactly(SESSION);
        assertThat(store.listOpenSessions(1)).isEmpty();
        assertThat(store.listOutbox(0, 10)).extracting(OutboxEvent::id).containsExactly("event-sample-1");
        assertThat(text("SELECT intervals->0->>'from' FROM attendance")).isEqualTo(NINE.toString());
        assertThat(text("SELECT evidence->0->'box'->>'width' FROM attendance")).isEqualTo("30.0");
        assertThat(text("SELECT evidence->1->>'sample' IS NULL FROM anomaly")).isEqualTo("t");
        assertThat(text("SELECT a.calibration || ' ' || n.calibration FROM attendance a, anomaly n"))
                .isEqualTo("model/shipped model/shipped");
        assertThat(text("SELECT numbers->>'looks' FROM anomaly")).isEqualTo("5.0");
        assertThat(text("SELECT to_at - from_at FROM anomaly")).isEqualTo("00:05:30");
        assertThat(text("SELECT count(*) FROM observation_2026_03_02")).isEqualTo("1");
        assertThat(text("SELECT samples_analysed FROM session_progress")).isEqualTo("1");
        assertThat(text("SELECT undecided_faces FROM session_progress")).isEqualTo("2");
    }

    @Test
    void refusesACommitOfWhoeverLostThePartition_andKeepsNothingOfIt() {
        PartitionClaim slow = store.take(0);
        PartitionClaim quick = store.take(0);
        store.commit(commit(quick.at(5), "sample-1", AttendanceStatus.PRESENT, false));

        assertThatThrownBy(() -> store.commit(commit(slow.at(6), "sample-2", AttendanceStatus.ABSENT, false)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreException.ErrorCode.FENCED));

        assertThat(store.findAnalysed(List.of(new SampleId("sample-2")))).isEmpty();
        assertThat(text("SELECT status FROM attendance")).isEqualTo("PRESENT");
        assertThat(store.take(0).nextOffset()).isEqualTo(5);
    }

    @Test
    void keepsNothingWhenOneSampleIsThereAlready() {
        PartitionClaim claim = store.take(0);
        store.commit(commit(claim.at(5), "sample-1", AttendanceStatus.PRESENT, false));

        assertThatThrownBy(() -> store.commit(commit(claim.at(6), "sample-1", AttendanceStatus.ABSENT, false)))
                .isInstanceOf(StoreException.class);

        assertThat(store.take(0).nextOffset()).isEqualTo(5);
        assertThat(text("SELECT status FROM attendance")).isEqualTo("PRESENT");
    }

    @Test
    void leavesACaseThatAPersonHasTakenUp() {
        PartitionClaim claim = store.take(0);
        store.commit(commit(claim.at(1), "sample-1", AttendanceStatus.ABSENT, true));
        DATABASE.database()
                .useTransaction(
                        handle -> handle.execute("UPDATE anomaly SET status = 'UNDER_REVIEW'," + " numbers = '{}'"));

        store.commit(commit(claim.at(2), "sample-2", AttendanceStatus.ABSENT, true));
        store.commit(withdrawal(claim.at(3)));

        assertThat(text("SELECT status || numbers::text FROM anomaly")).isEqualTo("UNDER_REVIEW{}");
        assertThat(text("SELECT withdrawn || ' ' || (numbers->>'looks') FROM anomaly_later"))
                .isEqualTo("true 5.0");
    }

    @Test
    void withdrawsAnOpenCaseAndRemembersIt() {
        PartitionClaim claim = store.take(0);
        store.commit(commit(claim.at(1), "sample-1", AttendanceStatus.ABSENT, true));

        store.commit(withdrawal(claim.at(2)));

        assertThat(text("SELECT count(*) FROM anomaly")).isEqualTo("0");
        assertThat(text("SELECT kind || calibration FROM anomaly_withdrawn")).isEqualTo("IMPERSONATIONmodel/shipped");
    }

    @Test
    void keepsTheNewestCoverageOfEachSource() {
        PartitionClaim claim = store.take(0);

        store.commit(commit(claim.at(1), "sample-1", AttendanceStatus.PRESENT, false));
        store.commit(commit(claim.at(2), "sample-2", AttendanceStatus.PRESENT, false));

        assertThat(text("SELECT count(*) FROM session_coverage")).isEqualTo("1");
        assertThat(text("SELECT seen_ms || ' ' || unseen_ms || ' ' || (spans -> 1 ->> 'sourceState')"
                        + " FROM session_coverage"))
                .isEqualTo("60000 30000 REFUSED");
    }

    @Test
    void removesEventsThatTheBusHas() {
        store.commit(commit(store.take(0).at(1), "sample-1", AttendanceStatus.PRESENT, false));

        store.removeOutbox(List.of("event-sample-1"));

        assertThat(store.listOutbox(0, 10)).isEmpty();
    }

    private static AnalysisCommit withdrawal(PartitionClaim claim) {
        return AnalysisCommit.of(claim).withdrawn(List.of(ANOMALY)).build();
    }

    private static AnalysisCommit commit(
            PartitionClaim claim, String sample, AttendanceStatus status, boolean suspicion) {
        SampleId id = new SampleId(sample);
        Box box = new Box(1, 2, 30, 40);
        return AnalysisCommit.of(claim)
                .samples(List.of(new AnalysedSample(id, SESSION, NINE, IMAGE, 1, "")))
                .observations(List.of(new Observation(id, SESSION, NINE, 0, box, 0.9f, 1, 1, SUBJECT, 0.7, 5.5)))
                .checkpoints(List.of(new Checkpoint(SESSION, true, new byte[] {9, 8})))
                .attendance(List.of(record(id, status)))
                .coverage(List.of(coverage()))
                .anomalies(suspicion ? List.of(anomaly(id)) : List.of())
                .suspects(
                        suspicion
                                ? List.of(new SealedSuspect(ANOMALY, SESSION, NINE, new byte[] {7}, List.of()))
                                : List.of())
                .progress(List.of(new SessionProgress(
                        SESSION, "STREAMING", "", NINE, Duration.ofSeconds(2), 1, 0, NINE, 1, 42, 2, null)))
                .outbox(List.of(new OutboxEvent(SessionEvent.newBuilder()
                        .setEventId("event-" + sample)
                        .setSessionId(SESSION.value())
                        .build())))
                .build();
    }

    private static SessionCoverage coverage() {
        return new SessionCoverage(
                SESSION,
                new SourceId("source-1"),
                List.of(
                        new CoverageSpan(new Interval(NINE, NINE.plusSeconds(60)), Sight.SEEN, null),
                        new CoverageSpan(
                                new Interval(NINE.plusSeconds(60), NINE.plusSeconds(90)),
                                Sight.NOT_CONNECTED,
                                SourceState.REFUSED)));
    }

    private static AttendanceRecord record(SampleId sample, AttendanceStatus status) {
        return new AttendanceRecord(
                SESSION,
                SUBJECT,
                SubjectRole.TRAINEE,
                status,
                true,
                NINE,
                NINE.plusSeconds(60),
                Duration.ofSeconds(60),
                Duration.ofSeconds(80),
                List.of(new Interval(NINE, NINE.plusSeconds(60))),
                0.02,
                1e-5,
                true,
                List.of(new EvidenceRef(
                        EvidenceRef.Purpose.CAPTURED_FACE, IMAGE, sample, NINE, new Box(1, 2, 30, 40), SUBJECT)),
                "model/shipped");
    }

    private static Anomaly anomaly(SampleId sample) {
        return new Anomaly(
                ANOMALY,
                SESSION,
                AnomalyKind.IMPERSONATION,
                List.of(SUBJECT),
                NINE,
                NINE.plusSeconds(60),
                new Interval(NINE.minusSeconds(300), NINE.plusSeconds(30)),
                Map.of("looks", 5.0, "minutes", Double.NaN),
                List.of(
                        new EvidenceRef(EvidenceRef.Purpose.CAPTURED_FACE, IMAGE, sample, NINE, null, null),
                        new EvidenceRef(EvidenceRef.Purpose.ENROLLED_FACE, IMAGE, null, NINE, null, SUBJECT)),
                "model/shipped");
    }

    private static String text(String query) {
        return DATABASE.database()
                .withHandle(handle -> handle.createQuery(query)
                        .map((row, context) -> String.valueOf(row.getString(1)))
                        .one());
    }
}
