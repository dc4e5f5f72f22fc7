package io.shidao.api.review;

import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An anomaly and how far people have come with it. A case that nobody has touched has revision 0. Immutable.
 *
 * @param anomaly as the machine said it, frozen while somebody has the case and once it is decided
 * @param hold who has it; set exactly in state TAKEN
 * @param proposedBy who confirmed first; null unless a second person is, or was, needed
 * @param verdict who decided it in the end; null while undecided
 * @param grounds of the decision or the proposal; {@link Grounds#NONE} before
 */
public record CaseFile(
        Anomaly anomaly,
        String institution,
        long revision,
        CaseState state,
        @Nullable Hold hold,
        @Nullable Person proposedBy,
        @Nullable Verdict verdict,
        Grounds grounds,
        Due due) {
    /** An account. */
    public record Person(String id, String name) {}

    /** Somebody has the case until a time. */
    public record Hold(Person who, Instant until) {}

    /** Somebody decided. */
    public record Verdict(Person by, Instant at) {}

    /**
     * On what something was decided.
     *
     * @param subject whom it is about; empty when nobody, or when that cannot be told
     * @param digest of the anomaly as it was seen
     */
    public record Grounds(CaseReason reason, String note, String subject, String digest) {
        /** Before anything is decided. */
        public static final Grounds NONE = new Grounds(CaseReason.CASE_REASON_UNSPECIFIED, "", "", "");
    }

    /**
     * Deadlines, null where none runs, and whether passing them was already told.
     *
     * @param explainedAt when the institution last explained
     */
    public record Due(
            @Nullable Instant explanation,
            boolean explanationOverdue,
            @Nullable Instant explainedAt,
            @Nullable Instant second,
            boolean secondOverdue,
            @Nullable Instant appeal,
            @Nullable Instant appealDecision,
            boolean appealOverdue) {
        /** No deadline runs. */
        public static final Due NONE = new Due(null, false, null, null, false, null, null, false);

        Due withExplanation(@Nullable Instant due, boolean overdue, @Nullable Instant at) {
            return new Due(due, overdue, at, second, secondOverdue, appeal, appealDecision, appealOverdue);
        }

        Due withSecond(@Nullable Instant due, boolean overdue) {
            return new Due(
                    explanation, explanationOverdue, explainedAt, due, overdue, appeal, appealDecision, appealOverdue);
        }

        Due withAppeal(@Nullable Instant due, @Nullable Instant decision, boolean overdue) {
            return new Due(explanation, explanationOverdue, explainedAt, second, secondOverdue, due, decision, overdue);
        }
    }

    /** A case that nobody has touched yet. */
    public static CaseFile untouched(Anomaly anomaly, String institution) {
        return new CaseFile(
                anomaly, institution, 0, CaseState.CASE_STATE_OPEN, null, null, null, Grounds.NONE, Due.NONE);
    }

    /** Whether this account has decided anything in the case so far. */
    boolean involves(String account) {
        return Stream.of(proposedBy, verdict == null ? null : verdict.by())
                .anyMatch(person -> person != null && person.id().equals(account));
    }

    CaseFile in(CaseState next) {
        return new CaseFile(anomaly, institution, revision + 1, next, hold, proposedBy, verdict, grounds, due);
    }

    CaseFile heldBy(@Nullable Hold next) {
        return new CaseFile(anomaly, institution, revision, state, next, proposedBy, verdict, grounds, due);
    }

    CaseFile proposed(@Nullable Person by, Grounds on) {
        return new CaseFile(anomaly, institution, revision, state, hold, by, verdict, on, due);
    }

    CaseFile decided(Verdict next, Grounds on) {
        return new CaseFile(anomaly, institution, revision, state, hold, proposedBy, next, on, due);
    }

    CaseFile with(Due next) {
        return new CaseFile(anomaly, institution, revision, state, hold, proposedBy, verdict, grounds, next);
    }
}
