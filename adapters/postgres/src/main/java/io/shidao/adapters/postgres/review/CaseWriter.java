package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.policy.SessionChanges;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.review.CaseChange;
import io.shidao.api.review.CaseDigest;
import io.shidao.api.review.CaseFile;
import io.shidao.api.review.Findings;
import io.shidao.kernel.session.Adjudication;
import io.shidao.proto.api.v1.CaseState;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes one change of a case within its transaction. Used once. */
final class CaseWriter {
    private static final String CASE = """
            INSERT INTO review_case (anomaly_id, session_id, institution_id, revision, state, reviewer_id, reviewer_name,
                taken_until, proposed_by, proposed_by_name, decided_by, decided_by_name, decided_at, reason, note,
                subject_id, digest, explanation_due_at, explanation_overdue, explained_at, second_due_at, second_overdue,
                appeal_due_at, appeal_decision_due_at, appeal_overdue)
            VALUES (:anomaly, :session, :institution, :revision, :state, :reviewer, :reviewer_name, :taken_until,
                :proposed, :proposed_name, :decided, :decided_name, :decided_at, :reason, :note, :subject, :digest,
                :explanation, :explanation_overdue, :explained, :second, :second_overdue, :appeal, :appeal_decision,
                :appeal_overdue)
            ON CONFLICT (anomaly_id) DO UPDATE SET revision = excluded.revision, state = excluded.state,
                reviewer_id = excluded.reviewer_id, reviewer_name = excluded.reviewer_name,
                taken_until = excluded.taken_until, proposed_by = excluded.proposed_by,
                proposed_by_name = excluded.proposed_by_name, decided_by = excluded.decided_by,
                decided_by_name = excluded.decided_by_name, decided_at = excluded.decided_at, reason = excluded.reason,
                note = excluded.note, subject_id = excluded.subject_id, digest = excluded.digest,
                explanation_due_at = excluded.explanation_due_at, explanation_overdue = excluded.explanation_overdue,
                explained_at = excluded.explained_at, second_due_at = excluded.second_due_at,
                second_overdue = excluded.second_overdue, appeal_due_at = excluded.appeal_due_at,
                appeal_decision_due_at = excluded.appeal_decision_due_at, appeal_overdue = excluded.appeal_overdue
            """;
    private static final String SNAPSHOT = """
            INSERT INTO case_snapshot (digest, anomaly_id, canonical, evidence)
            SELECT :digest, anomaly_id, :canonical, evidence FROM anomaly WHERE anomaly_id = :anomaly
            ON CONFLICT (digest) DO NOTHING
            """;
    private static final String EVENT = """
            INSERT INTO case_event (anomaly_id, session_id, institution_id, at, actor_id, actor_name, actor_role, act,
                from_state, to_state, revision, reason, note, digest, request_id)
            VALUES (:anomaly, :session, :institution, :at, :actor, :name, :role, :act, :from, :to, :revision, :reason,
                :note, :digest, :request)
            """;

    private final Handle handle;

    CaseWriter(Handle handle) {
        this.handle = handle;
    }

    void write(CaseFile before, CaseChange change) {
        CaseFile after = change.after();
        handle.createUpdate("UPDATE anomaly SET status = :status, reviewed = true WHERE anomaly_id = :anomaly")
                .bind("status", status(after.state()))
                .bind("anomaly", after.anomaly().getAnomalyId())
                .execute();
        handle.createUpdate(SNAPSHOT)
                .bind("digest", CaseDigest.of(after.anomaly()))
                .bind("canonical", CaseDigest.canonical(after.anomaly()))
                .bind("anomaly", after.anomaly().getAnomalyId())
                .execute();
        writeCase(after);
        change.entries().forEach(entry -> writeEvent(after, entry));
        if (change.paper() != null) {
            writePaper(after, change, change.paper());
        }
        if (before.state() != CaseState.CASE_STATE_OPEN && after.state() == CaseState.CASE_STATE_OPEN) {
            takeLaterView(after.anomaly().getAnomalyId());
        }
        writeFinding(before, after);
    }

    private static String status(CaseState state) {
        return switch (state) {
            case CASE_STATE_TAKEN, CASE_STATE_PROPOSED -> "UNDER_REVIEW";
            case CASE_STATE_CONFIRMED, CASE_STATE_APPEALED, CASE_STATE_FINAL -> "CONFIRMED";
            case CASE_STATE_DISMISSED -> "DISMISSED";
            case CASE_STATE_OPEN, CASE_STATE_UNSPECIFIED, UNRECOGNIZED -> "OPEN";
        };
    }

    private void writeCase(CaseFile file) {
        CaseFile.Hold hold = file.hold();
        CaseFile.Person proposed = file.proposedBy();
        CaseFile.Verdict verdict = file.verdict();
        CaseFile.Due due = file.due();
        handle.createUpdate(CASE)
                .bind("anomaly", file.anomaly().getAnomalyId())
                .bind("session", file.anomaly().getSessionId())
                .bind("institution", file.institution())
                .bind("revision", file.revision())
                .bind("state", CaseRows.name(file.state()))
                .bind("reviewer", hold == null ? null : hold.who().id())
                .bind("reviewer_name", hold == null ? "" : hold.who().name())
                .bind("taken_until", time(hold == null ? null : hold.until()))
                .bind("proposed", proposed == null ? null : proposed.id())
                .bind("proposed_name", proposed == null ? "" : proposed.name())
                .bind("decided", verdict == null ? null : verdict.by().id())
                .bind("decided_name", verdict == null ? "" : verdict.by().name())
                .bind("decided_at", time(verdict == null ? null : verdict.at()))
                .bind("reason", CaseRows.name(file.grounds().reason()))
                .bind("note", file.grounds().note())
                .bind("subject", file.grounds().subject())
                .bind("digest", file.grounds().digest())
                .bind("explanation", time(due.explanation()))
                .bind("explanation_overdue", due.explanationOverdue())
                .bind("explained", time(due.explainedAt()))
                .bind("second", time(due.second()))
                .bind("second_overdue", due.secondOverdue())
                .bind("appeal", time(due.appeal()))
                .bind("appeal_decision", time(due.appealDecision()))
                .bind("appeal_overdue", due.appealOverdue())
                .execute();
    }

    private void writeEvent(CaseFile file, CaseChange.Entry entry) {
        handle.createUpdate(EVENT)
                .bind("anomaly", file.anomaly().getAnomalyId())
                .bind("session", file.anomaly().getSessionId())
                .bind("institution", file.institution())
                .bind("at", Sql.time(entry.at()))
                .bind("actor", entry.actor().id())
                .bind("name", entry.actor().name())
                .bind("role", entry.actor().role().name())
                .bind("act", CaseRows.name(entry.act()))
                .bind("from", CaseRows.name(entry.from()))
                .bind("to", CaseRows.name(entry.to()))
                .bind("revision", entry.revision())
                .bind("reason", CaseRows.name(entry.reason()))
                .bind("note", entry.note())
                .bind("digest", entry.digest())
                .bind("request", entry.requestId())
                .execute();
    }

    private void writePaper(CaseFile file, CaseChange change, CaseChange.NewPaper paper) {
        CaseChange.Entry entry = change.entries().get(change.entries().size() - 1);
        handle.createUpdate("""
                        INSERT INTO case_paper (paper_id, anomaly_id, kind, sealed_text, handed_in_at, by_id, by_name)
                        VALUES (:paper, :anomaly, :kind, :text, :at, :by, :name)
                        """)
                .bind("paper", paper.id())
                .bind("anomaly", file.anomaly().getAnomalyId())
                .bind("kind", paper.kind())
                .bind("text", paper.sealedText().toByteArray())
                .bind("at", Sql.time(entry.at()))
                .bind("by", entry.actor().id())
                .bind("name", entry.actor().name())
                .execute();
        for (int i = 0; i < paper.files().size(); i++) {
            CaseChange.NewFile attached = paper.files().get(i);
            handle.createUpdate("""
                            INSERT INTO case_attachment (attachment_id, paper_id, place, name, media_type, bytes, sha256)
                            VALUES (:id, :paper, :place, :name, :type, :bytes, :sha256)
                            """)
                    .bind("id", attached.id())
                    .bind("paper", paper.id())
                    .bind("place", i)
                    .bind("name", attached.name())
                    .bind("type", attached.mediaType())
                    .bind("bytes", attached.bytes())
                    .bind("sha256", attached.sha256())
                    .execute();
        }
    }

    /** Nobody has the case any more: it is what the machine says by now. */
    private void takeLaterView(String anomaly) {
        handle.createUpdate("""
                        UPDATE anomaly n SET subjects = l.subjects, since = l.since, updated_at = l.updated_at,
                               from_at = l.from_at, to_at = l.to_at,
                               numbers = l.numbers, evidence = l.evidence, calibration = l.calibration,
                               related_sessions = l.related_sessions
                          FROM anomaly_later l
                         WHERE n.anomaly_id = :anomaly AND l.anomaly_id = n.anomaly_id AND NOT l.withdrawn
                        """).bind("anomaly", anomaly).execute();
        handle.createUpdate("DELETE FROM anomaly_later WHERE anomaly_id = :anomaly AND NOT withdrawn")
                .bind("anomaly", anomaly)
                .execute();
    }

    /** What the decision means for attendance: a fact for the fold, and why in the history of what the session is folded from. */
    private void writeFinding(CaseFile before, CaseFile after) {
        Optional<Adjudication> was = Findings.of(before);
        Optional<Adjudication> is = Findings.of(after);
        if (meaning(was).equals(meaning(is))) {
            return;
        }
        String anomaly = after.anomaly().getAnomalyId();
        handle.createUpdate("DELETE FROM adjudication WHERE anomaly_id = :anomaly")
                .bind("anomaly", anomaly)
                .execute();
        is.ifPresent(found -> handle.createUpdate("""
                        INSERT INTO adjudication (anomaly_id, session_id, finding, subject_id, track, decided_at)
                        VALUES (:anomaly, :session, :finding, :subject, :track, :at)
                        """)
                .bind("anomaly", anomaly)
                .bind("session", after.anomaly().getSessionId())
                .bind("finding", found.finding().name())
                .bind("subject", found.subject().value())
                .bind("track", found.track())
                .bind("at", Sql.time(found.decidedAt()))
                .execute());
        was.ifPresent(ended -> note(after, ended, "_OVERTURNED"));
        is.ifPresent(found -> note(after, found, "_CONFIRMED"));
    }

    private static Optional<String> meaning(Optional<Adjudication> decided) {
        return decided.map(
                a -> a.finding() + " " + a.track() + " " + a.subject().value());
    }

    private void note(CaseFile file, Adjudication about, String step) {
        CaseFile.Verdict verdict = Objects.requireNonNull(file.verdict(), "only a decision changes what is found");
        String kind = switch (about.finding()) {
            case SUBSTITUTED -> "IMPERSONATION";
            case RECOGNISED -> "RECOGNITION";
        };
        SessionChanges.note(
                handle,
                file.anomaly().getSessionId(),
                new SessionChanges.Change(
                        kind + step,
                        about.subject().value(),
                        file.anomaly().getAnomalyId(),
                        reason(file.grounds()),
                        verdict.at(),
                        verdict.by().id(),
                        verdict.by().name()));
    }

    /** The reason's name, which the console has a text for, and what was written beside it. */
    private static String reason(CaseFile.Grounds grounds) {
        return grounds.reason().name() + (grounds.note().isBlank() ? "" : ": " + grounds.note());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : Sql.time(time);
    }
}
