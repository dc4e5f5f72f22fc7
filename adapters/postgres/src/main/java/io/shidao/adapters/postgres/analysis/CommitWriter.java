package io.shidao.adapters.postgres.analysis;

import io.shidao.analyzer.coverage.SessionCoverage;
import io.shidao.analyzer.picture.KeptView;
import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.AnalysedSample;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.Observation;
import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.analyzer.store.SessionProgress;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Writes the parts of one commit within its transaction. Used once. */
final class CommitWriter {
    private static final String SAMPLE = """
            INSERT INTO analysed_sample (sample_id, session_id, captured_at, sha256, faces, failure)
            VALUES (:sample, :session, :at, :sha256, :faces, :failure)
            """;
    private static final String OBSERVATION = """
            INSERT INTO observation (captured_at, sample_id, face, session_id, track, x, y, width, height,
                detector_score, worth, best_subject, cosine, normalised)
            VALUES (:at, :sample, :face, :session, :track, :x, :y, :width, :height,
                :score, :worth, :best, :cosine, :normalised)
            """;
    private static final String CHECKPOINT = """
            INSERT INTO analysis_checkpoint (session_id, bus_partition, open, sealed)
            VALUES (:session, :partition, :open, :sealed)
            ON CONFLICT (session_id) DO UPDATE SET bus_partition = excluded.bus_partition, open = excluded.open,
                sealed = excluded.sealed, updated_at = now()
            """;
    private static final String COVERAGE = """
            INSERT INTO session_coverage (session_id, source_id, spans, seen_ms, unseen_ms)
            VALUES (:session, :source, :spans::jsonb, :seen, :unseen)
            ON CONFLICT (session_id, source_id) DO UPDATE SET spans = excluded.spans, seen_ms = excluded.seen_ms,
                unseen_ms = excluded.unseen_ms, updated_at = now()
            """;
    /** A case that a person has taken up stays as the person saw it; what is said of it later is kept beside. */
    private static final String ANOMALY = """
            WITH said AS (INSERT INTO anomaly (anomaly_id, session_id, kind, severity, subjects, since, updated_at,
                    from_at, to_at, numbers, evidence, calibration, related_sessions)
                VALUES (:anomaly, :session, :kind, :severity, :subjects, :since, :updated, :from, :to, :numbers::jsonb,
                    :evidence::jsonb, :calibration, :related)
                ON CONFLICT (anomaly_id) DO UPDATE SET subjects = excluded.subjects, since = excluded.since,
                    updated_at = excluded.updated_at, from_at = excluded.from_at, to_at = excluded.to_at,
                    numbers = excluded.numbers, evidence = excluded.evidence, calibration = excluded.calibration,
                    related_sessions = excluded.related_sessions
                WHERE anomaly.status = 'OPEN'
                RETURNING anomaly_id),
            again AS (DELETE FROM anomaly_later l USING said WHERE l.anomaly_id = said.anomaly_id)
            INSERT INTO anomaly_later (anomaly_id, withdrawn, subjects, since, updated_at, from_at, to_at, numbers,
                evidence, calibration, related_sessions)
            SELECT :anomaly, false, :subjects, :since, :updated, :from, :to, :numbers::jsonb, :evidence::jsonb,
                   :calibration, :related
             WHERE NOT EXISTS (SELECT 1 FROM said)
            ON CONFLICT (anomaly_id) DO UPDATE SET withdrawn = false, subjects = excluded.subjects,
                since = excluded.since, updated_at = excluded.updated_at, from_at = excluded.from_at,
                to_at = excluded.to_at, numbers = excluded.numbers, evidence = excluded.evidence,
                calibration = excluded.calibration, related_sessions = excluded.related_sessions
            """;

    private static final String SUSPECT = """
            INSERT INTO suspect (anomaly_id, session_id, since, sealed_appearance, faces)
            VALUES (:anomaly, :session, :since, :appearance, :faces::jsonb)
            ON CONFLICT (anomaly_id) DO UPDATE SET since = excluded.since,
                sealed_appearance = excluded.sealed_appearance, faces = excluded.faces
            """;
    /** Only what nobody has ever touched goes; of the others it is said that the machine does not suspect them any more. */
    private static final String WITHDRAW = """
            WITH gone AS (DELETE FROM anomaly WHERE anomaly_id = ANY (:ids) AND status = 'OPEN' AND NOT reviewed
                RETURNING anomaly_id, session_id, kind, subjects, since, updated_at, numbers, evidence, calibration,
                    related_sessions),
            kept AS (INSERT INTO anomaly_withdrawn (anomaly_id, session_id, kind, subjects, since, updated_at, numbers,
                    evidence, calibration, related_sessions, withdrawn_at)
                SELECT gone.*, :now::timestamptz FROM gone)
            INSERT INTO anomaly_later (anomaly_id, withdrawn, subjects, since, updated_at, from_at, to_at, numbers,
                evidence, calibration, related_sessions)
            SELECT anomaly_id, true, subjects, since, updated_at, from_at, to_at, numbers, evidence, calibration,
                   related_sessions
              FROM anomaly WHERE anomaly_id = ANY (:ids) AND (status <> 'OPEN' OR reviewed)
            ON CONFLICT (anomaly_id) DO UPDATE SET withdrawn = true
            """;

    private static final String PROGRESS = """
            INSERT INTO session_progress (session_id, source_state, source_detail, source_since, key_interval_ms,
                samples_analysed, samples_failed, newest_sample_at, faces_in_newest, median_face_height, undecided_faces,
                concluded_at)
            VALUES (:session, :state, :detail, :since, :key, :analysed, :failed, :newest, :faces, :height, :undecided,
                :concluded)
            ON CONFLICT (session_id) DO UPDATE SET source_state = excluded.source_state,
                source_detail = excluded.source_detail, source_since = excluded.source_since,
                key_interval_ms = excluded.key_interval_ms,
                samples_analysed = excluded.samples_analysed,
                samples_failed = excluded.samples_failed, newest_sample_at = excluded.newest_sample_at,
                faces_in_newest = excluded.faces_in_newest, median_face_height = excluded.median_face_height,
                undecided_faces = excluded.undecided_faces, concluded_at = excluded.concluded_at
            """;
    private static final String VIEW = """
            INSERT INTO source_view (source_id, generation, view, learnt_at) VALUES (:source, :generation, :view, :now)
            ON CONFLICT (source_id) DO UPDATE SET view = excluded.view, learnt_at = excluded.learnt_at
            WHERE source_view.generation = excluded.generation
            """;
    private static final String EVENT = """
            INSERT INTO outbox (event_id, bus_partition, event) VALUES (:event, :partition, :bytes)
            """;

    private final Handle handle;
    private final int partition;
    private final Instant now;

    /** @param now when it is concluded, by the service's clock */
    CommitWriter(Handle handle, int partition, Instant now) {
        this.handle = handle;
        this.partition = partition;
        this.now = now;
    }

    void samples(List<AnalysedSample> samples) {
        batch(
                SAMPLE,
                samples,
                (batch, sample) -> batch.bind("sample", sample.id().value())
                        .bind("session", sample.session().value())
                        .bind("at", time(sample.capturedAt()))
                        .bind("sha256", sample.sha256().hex())
                        .bind("faces", sample.faces())
                        .bind("failure", sample.failure()));
    }

    void observations(List<Observation> observations) {
        ensureDays(observations);
        batch(
                OBSERVATION,
                observations,
                (batch, o) -> batch.bind("at", time(o.capturedAt()))
                        .bind("sample", o.sample().value())
                        .bind("face", o.face())
                        .bind("session", o.session().value())
                        .bind("track", o.track())
                        .bind("x", o.box().x())
                        .bind("y", o.box().y())
                        .bind("width", o.box().width())
                        .bind("height", o.box().height())
                        .bind("score", o.detectorScore())
                        .bind("worth", (float) o.worth())
                        .bind("best", value(o.best()))
                        .bind("cosine", (float) o.cosine())
                        .bind("normalised", (float) o.normalised()));
    }

    /** Each day (UTC) gets a partition with its first observation, so that old ones can be dropped whole. */
    private void ensureDays(List<Observation> observations) {
        Set<LocalDate> days = observations.stream()
                .map(o -> o.capturedAt().atOffset(ZoneOffset.UTC).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
        for (LocalDate day : days) {
            String name = "observation_" + day.toString().replace('-', '_');
            boolean there = handle.createQuery("SELECT to_regclass(:name) IS NOT NULL")
                    .bind("name", name)
                    .mapTo(Boolean.class)
                    .one();
            if (!there) {
                addDay(name, day);
            }
        }
    }

    /**
     * Two workers may meet here: the lock, kept to the end of the transaction, lets the second see the first's. A day of
     * which rows are among the others stays there: they came when its partition was being dropped, and a new one could not
     * take them over.
     */
    private void addDay(String name, LocalDate day) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('shidao.observation'))");
        String from = day + "T00:00:00Z";
        String to = day.plusDays(1) + "T00:00:00Z";
        boolean amongOthers = handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM observation_other
                                        WHERE captured_at >= :from::timestamptz AND captured_at < :to::timestamptz)
                        """)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Boolean.class)
                .one();
        if (!amongOthers) {
            handle.execute("CREATE TABLE IF NOT EXISTS " + name + " PARTITION OF observation FOR VALUES FROM ('" + from
                    + "') TO ('" + to + "')");
        }
    }

    void checkpoints(List<Checkpoint> checkpoints) {
        batch(
                CHECKPOINT,
                checkpoints,
                (batch, checkpoint) -> batch.bind(
                                "session", checkpoint.session().value())
                        .bind("partition", partition)
                        .bind("open", checkpoint.open())
                        .bind("sealed", checkpoint.sealed()));
    }

    void attendance(List<AttendanceRecord> records, List<FoldedSession> folds) {
        new AttendanceWriter(handle, folds, now).write(records);
    }

    /**
     * Whoever waited for a session to be judged by these inputs waits no longer. After the anomalies: whoever decides a case
     * locks its anomaly first, too, and then has the session judged again.
     */
    void judged(List<FoldedSession> folds) {
        batch(
                "DELETE FROM attendance_due WHERE session_id = :session AND revision <= :revision",
                folds,
                (batch, fold) -> batch.bind("session", fold.session().value()).bind("revision", fold.revision()));
    }

    void coverage(List<SessionCoverage> coverage) {
        batch(
                COVERAGE,
                coverage,
                (batch, c) -> batch.bind("session", c.session().value())
                        .bind("source", c.source().value())
                        .bind("spans", Json.spans(c.spans()))
                        .bind("seen", c.total(true).toMillis())
                        .bind("unseen", c.total(false).toMillis()));
    }

    void anomalies(List<Anomaly> anomalies) {
        batch(
                ANOMALY,
                anomalies,
                (batch, anomaly) -> batch.bind("anomaly", anomaly.id().value())
                        .bind("session", anomaly.session().value())
                        .bind("kind", anomaly.kind().name())
                        .bind("severity", anomaly.kind().severity().name())
                        .bind(
                                "subjects",
                                anomaly.subjects().stream()
                                        .map(SubjectId::value)
                                        .toArray(String[]::new))
                        .bind("since", time(anomaly.since()))
                        .bind("updated", time(anomaly.updatedAt()))
                        .bind("from", time(anomaly.window().from()))
                        .bind("to", time(anomaly.window().to()))
                        .bind("numbers", Json.numbers(anomaly.numbers()))
                        .bind("evidence", Json.evidence(anomaly.evidence()))
                        .bind("calibration", anomaly.calibration())
                        .bind(
                                "related",
                                anomaly.related().stream().map(SessionId::value).toArray(String[]::new)));
    }

    void suspects(List<SealedSuspect> suspects) {
        batch(
                SUSPECT,
                suspects,
                (batch, suspect) -> batch.bind("anomaly", suspect.anomaly().value())
                        .bind("session", suspect.session().value())
                        .bind("since", time(suspect.since()))
                        .bind("appearance", suspect.appearance())
                        .bind("faces", Json.evidence(suspect.faces())));
    }

    /** A view that was reset meanwhile has another generation: what was learnt before is not kept. */
    void views(List<SourceViewState> views) {
        batch(
                VIEW,
                views,
                (batch, state) -> batch.bind("source", state.source().value())
                        .bind("generation", state.generation())
                        .bind("view", bytes(state))
                        .bind("now", time(now)));
    }

    private static byte @Nullable [] bytes(SourceViewState state) {
        KeptView view = state.view();
        return view == null ? null : view.toBytes();
    }

    void withdraw(List<AnomalyId> ids) {
        if (!ids.isEmpty()) {
            handle.createUpdate(WITHDRAW)
                    .bind("ids", ids.stream().map(AnomalyId::value).toArray(String[]::new))
                    .bind("now", time(now))
                    .execute();
        }
    }

    void progress(List<SessionProgress> progress) {
        batch(
                PROGRESS,
                progress,
                (batch, p) -> batch.bind("session", p.session().value())
                        .bind("state", p.sourceState())
                        .bind("detail", p.sourceDetail())
                        .bind("since", time(p.sourceSince()))
                        .bind(
                                "key",
                                p.keyInterval() == null ? null : p.keyInterval().toMillis())
                        .bind("analysed", p.samplesAnalysed())
                        .bind("failed", p.samplesFailed())
                        .bind("newest", time(p.newestSampleAt()))
                        .bind("faces", p.facesInNewest())
                        .bind("height", p.medianFaceHeightPixels())
                        .bind("undecided", p.undecidedFaces())
                        .bind("concluded", time(p.concludedAt())));
    }

    void outbox(List<OutboxEvent> events) {
        batch(
                EVENT,
                events,
                (batch, event) -> batch.bind("event", event.id())
                        .bind("partition", partition)
                        .bind("bytes", event.event().toByteArray()));
    }

    private <T> void batch(String sql, List<T> values, BiConsumer<PreparedBatch, T> bind) {
        if (values.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(sql)) {
            for (T value : values) {
                bind.accept(batch, value);
                batch.add();
            }
            batch.execute();
        }
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String value(@Nullable SubjectId subject) {
        return subject == null ? null : subject.value();
    }
}
