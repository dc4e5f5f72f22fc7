package io.shidao.analyzer.across;

import io.shidao.analyzer.store.OutboxEvent;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Port: what the sessions' records say together. Thread-safe.
 *
 * <p>Every method throws a {@code StoreException}: UNAVAILABLE when the store does not answer.
 */
public interface AcrossStore {
    /** Partition of the outbox for these events; no partition of a topic. */
    int OUTBOX = -1;

    /** Everybody who was seen in two sessions that overlap and of which none ended before {@code since}. */
    List<Meeting> listMeetings(Instant since);

    /** The institutions of every teacher who taught for more than {@code most} since then, by person and time. */
    List<Teaching> listTeachings(Instant since, int most);

    /**
     * Sessions that began by {@code now}, did not end before {@code since}, were cancelled or fell into a suspension of
     * their class, and of which there is any sign.
     *
     * @param people a picture has to show
     * @param grace after a suspension in the middle of a session, before anything counts
     */
    List<Barred> listBarred(Instant since, Instant now, int people, Duration grace);

    /** Of cases that are neither decided nor older, newest first; at most {@code limit}. */
    List<SealedSuspect> listSuspects(Instant since, int limit);

    /** Forgets what suspects look like whose case is older, is decided, or is no more. */
    void forgetSuspects(Instant since);

    /** A case that is not suspected any more, with its session. */
    record Withdrawn(AnomalyId anomaly, SessionId session) {}

    /** What a commit changed. */
    record Changes(List<Anomaly> raised, List<Anomaly> updated, List<Withdrawn> withdrawn) {
        public Changes {
            raised = List.copyOf(raised);
            updated = List.copyOf(updated);
            withdrawn = List.copyOf(withdrawn);
        }
    }

    /**
     * Adds and updates the cases. Of {@code kinds} it withdraws those that are undecided, can be judged (nothing of them
     * lies before {@code since}), and are not among them. What a person has taken up stays as it is; what is said of it now
     * is written beside it. One transaction with the events, that go to the outbox.
     *
     * @return the events, to be brought to the bus; none when another analyzer is at it
     */
    List<OutboxEvent> commit(
            List<Anomaly> found, Set<AnomalyKind> kinds, Instant since, Function<Changes, List<OutboxEvent>> tell);
}
