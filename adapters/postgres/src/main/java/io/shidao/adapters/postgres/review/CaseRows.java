package io.shidao.adapters.postgres.review;

import io.shidao.adapters.postgres.registry.AnomalyRows;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.review.CaseFile;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseEvent;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import io.shidao.proto.api.v1.CaseSummary;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of cases as values. */
final class CaseRows {
    private CaseRows() {}

    static CaseState state(String text) {
        return CaseState.valueOf("CASE_STATE_" + text);
    }

    static String name(CaseState state) {
        return state.name().substring("CASE_STATE_".length());
    }

    static CaseReason reason(String text) {
        return text.isEmpty() ? CaseReason.CASE_REASON_UNSPECIFIED : CaseReason.valueOf("CASE_REASON_" + text);
    }

    static String name(CaseReason reason) {
        return reason == CaseReason.CASE_REASON_UNSPECIFIED ? "" : reason.name().substring("CASE_REASON_".length());
    }

    static CaseAct act(String text) {
        return CaseAct.valueOf("CASE_ACT_" + text);
    }

    static String name(CaseAct act) {
        return act.name().substring("CASE_ACT_".length());
    }

    /** Of an anomaly with its case; one without has no revision. */
    static CaseFile file(ResultSet row) throws SQLException {
        String institution = row.getString("institution_id");
        CaseFile untouched = CaseFile.untouched(AnomalyRows.anomaly(row), institution);
        long revision = row.getLong("revision");
        if (row.wasNull()) {
            return untouched;
        }
        return new CaseFile(
                untouched.anomaly(),
                institution,
                revision,
                state(row.getString("state")),
                hold(row),
                person(row, "proposed_by"),
                verdict(row),
                new CaseFile.Grounds(
                        reason(row.getString("reason")),
                        row.getString("note"),
                        row.getString("subject_id"),
                        row.getString("digest")),
                new CaseFile.Due(
                        Sql.nullableInstant(row, "explanation_due_at"),
                        row.getBoolean("explanation_overdue"),
                        Sql.nullableInstant(row, "explained_at"),
                        Sql.nullableInstant(row, "second_due_at"),
                        row.getBoolean("second_overdue"),
                        Sql.nullableInstant(row, "appeal_due_at"),
                        Sql.nullableInstant(row, "appeal_decision_due_at"),
                        row.getBoolean("appeal_overdue")));
    }

    private static CaseFile.@Nullable Hold hold(ResultSet row) throws SQLException {
        String reviewer = row.getString("reviewer_id");
        return reviewer == null
                ? null
                : new CaseFile.Hold(
                        new CaseFile.Person(reviewer, row.getString("reviewer_name")), Sql.instant(row, "taken_until"));
    }

    private static CaseFile.@Nullable Verdict verdict(ResultSet row) throws SQLException {
        CaseFile.Person by = person(row, "decided_by");
        return by == null ? null : new CaseFile.Verdict(by, Sql.instant(row, "decided_at"));
    }

    private static CaseFile.@Nullable Person person(ResultSet row, String column) throws SQLException {
        String id = row.getString(column);
        return id == null ? null : new CaseFile.Person(id, row.getString(column + "_name"));
    }

    static CaseSummary summary(ResultSet row) throws SQLException {
        var summary = CaseSummary.newBuilder()
                .setAnomaly(AnomalyRows.anomaly(row))
                .setState(state(row.getString("state")))
                .setRevision(row.getLong("revision"))
                .setClassId(row.getString("class_id"))
                .setClassName(row.getString("class_name"))
                .setInstitutionId(row.getString("institution_id"))
                .setInstitutionName(row.getString("institution_name"))
                .setPrefectureId(row.getString("prefecture_id"))
                .setPrefecture(row.getString("prefecture"))
                .setSessionKind(SessionKind.valueOf("SESSION_KIND_" + row.getString("session_kind")))
                .setSessionStartsAt(Sql.timestamp(row, "starts_at"))
                .setSessionEndsAt(Sql.timestamp(row, "ends_at"))
                .setRunning(row.getBoolean("running"))
                .setUrgency(row.getInt("urgency"))
                .setOverdue(row.getBoolean("overdue"))
                .setReviewerId(Sql.text(row, "reviewer_id"))
                .setReviewerName(Sql.text(row, "reviewer_name"))
                .setProposedByName(Sql.text(row, "proposed_by_name"))
                .setDecidedByName(Sql.text(row, "decided_by_name"))
                .setReason(reason(Sql.text(row, "reason")))
                .setNote(Sql.text(row, "note"))
                .setDecidedSubjectId(Sql.text(row, "decided_subject"))
                .setExplained(Sql.nullableInstant(row, "explained_at") != null);
        time(row, "due_at", summary::setDueAt);
        time(row, "taken_until", summary::setTakenUntil);
        time(row, "decided_at", summary::setDecidedAt);
        time(row, "explanation_due_at", summary::setExplanationDueAt);
        time(row, "second_due_at", summary::setSecondDueAt);
        time(row, "appeal_due_at", summary::setAppealDueAt);
        time(row, "appeal_decision_due_at", summary::setAppealDecisionDueAt);
        return summary.build();
    }

    static void time(ResultSet row, String column, Consumer<com.google.protobuf.Timestamp> set) throws SQLException {
        var time = Sql.nullableInstant(row, column);
        if (time != null) {
            set.accept(Times.timestamp(time));
        }
    }

    static CaseEvent event(ResultSet row) throws SQLException {
        return CaseEvent.newBuilder()
                .setEventId(row.getLong("event_id"))
                .setAnomalyId(row.getString("anomaly_id"))
                .setSessionId(row.getString("session_id"))
                .setAt(Sql.timestamp(row, "at"))
                .setActorId(row.getString("actor_id"))
                .setActorName(row.getString("actor_name"))
                .setActorRole(Role.valueOf(row.getString("actor_role")))
                .setAct(act(row.getString("act")))
                .setFromState(state(row.getString("from_state")))
                .setToState(state(row.getString("to_state")))
                .setReason(reason(row.getString("reason")))
                .setNote(row.getString("note"))
                .setDigest(row.getString("digest"))
                .setRevision(row.getLong("revision"))
                .build();
    }
}
