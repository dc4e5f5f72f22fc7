package io.shidao.ingest.sampling;

import io.shidao.ingest.publish.InputPublisher;
import io.shidao.ingest.source.PlannedSession;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.sample.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Turns access units of one source into samples of its running sessions. Holds at most two key units: one on its way to
 * the bus, and the newest that waits; an older one that waits is overtaken. {@link #offer} may come from any thread,
 * everything else from the loop.
 */
public final class SourceSampler {
    private record Arrived(AccessUnit unit, Instant receivedAt) {}

    private record Planned(PlannedSession session, SamplingGrid grid) {}

    /** A wish of the analyzer, and until when it stands. */
    private record Wish(Duration interval, Instant until) {}

    /** Nobody may still be there who wished. */
    private static final Duration WISHES_STAND = Duration.ofMinutes(5);

    private final SourceId source;
    private final InputPublisher publisher;
    private final Executor loop;
    private final Clock clock;
    private final SamplingMetrics metrics;
    private final AtomicReference<@Nullable Arrived> newest = new AtomicReference<>();
    private final Duration quickest;
    private final Map<SessionId, Wish> wishes = new HashMap<>();
    private Map<SessionId, Planned> sessions = new HashMap<>();
    private boolean publishing;
    private volatile boolean closed;

    /** @param quickest no wish makes the source be sampled more often */
    public SourceSampler(
            SourceId source,
            InputPublisher publisher,
            Executor loop,
            Clock clock,
            SamplingMetrics metrics,
            Duration quickest) {
        this.quickest = quickest;
        this.source = source;
        this.publisher = publisher;
        this.loop = loop;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The sessions changed; those whose times did not go on where they are. */
    public void plan(List<PlannedSession> planned) {
        Map<SessionId, Planned> next = new HashMap<>();
        for (PlannedSession session : planned) {
            Planned before = sessions.get(session.id());
            boolean same = before != null && before.session().equals(session);
            next.put(session.id(), same ? before : new Planned(session, grid(session)));
        }
        sessions = next;
        wishes.keySet().retainAll(next.keySet());
    }

    /**
     * Somebody would like a session to be sampled in this interval for the next minutes: heard within bounds, i.e. never
     * more seldom than planned, so that wishes cannot make a gap in what the source covers. Null takes the wish back.
     */
    public void wish(SessionId session, @Nullable Duration interval, Instant at) {
        if (interval == null) {
            wishes.remove(session);
        } else if (sessions.containsKey(session)) {
            wishes.put(session, new Wish(interval, at.plus(WISHES_STAND)));
        }
    }

    private Duration interval(PlannedSession session) {
        Wish wish = wishes.get(session.id());
        Duration planned = session.samplingInterval();
        if (wish == null || !clock.instant().isBefore(wish.until())) {
            return planned;
        }
        Duration bounded = wish.interval().compareTo(quickest) < 0 ? quickest : wish.interval();
        return bounded.compareTo(planned) < 0 ? bounded : planned;
    }

    private boolean take(Planned planned, Instant capturedAt) {
        planned.grid().use(interval(planned.session()));
        return planned.grid().take(capturedAt);
    }

    private static SamplingGrid grid(PlannedSession session) {
        return new SamplingGrid(session.startsAt(), session.endsAt(), session.samplingInterval());
    }

    /** Counts a unit that the source did not even put together, because nobody wants it. */
    public void skipped() {
        metrics.received();
        metrics.dropped(DropReason.NOT_KEY);
    }

    /** Counts a unit that came incomplete. */
    public void damaged() {
        metrics.received();
        metrics.dropped(DropReason.DAMAGED);
    }

    /** Takes a unit from the source; never waits. */
    public void offer(AccessUnit unit) {
        metrics.received();
        if (!unit.key()) {
            metrics.dropped(DropReason.NOT_KEY);
        } else if (newest.getAndSet(new Arrived(unit, clock.instant())) != null) {
            metrics.dropped(DropReason.OVERTAKEN);
        } else if (closed) {
            forget();
        } else {
            loop.execute(this::publishNewest);
        }
    }

    private void publishNewest() {
        Arrived arrived = publishing ? null : newest.getAndSet(null);
        if (arrived == null) {
            return;
        }
        List<Planned> due = sessions.values().stream()
                .filter(planned -> take(planned, arrived.unit().capturedAt()))
                .toList();
        if (due.isEmpty()) {
            metrics.dropped(DropReason.NOT_DUE);
        } else {
            publish(arrived, due);
        }
    }

    private void publish(Arrived arrived, List<Planned> due) {
        publishing = true;
        long started = System.nanoTime();
        Sha256 digest = arrived.unit().payload().sha256();
        List<CompletableFuture<Boolean>> answers = new ArrayList<>();
        for (Planned planned : due) {
            Sample sample = sample(planned.session().id(), arrived, digest);
            answers.add(publisher.publish(sample).handle((offset, failure) -> noted(sample, failure)));
        }
        CompletableFuture<?> unused = CompletableFuture.allOf(answers.toArray(new CompletableFuture<?>[0]))
                .whenComplete((all, never) -> {
                    metrics.took(System.nanoTime() - started);
                    count(answers);
                    loop.execute(() -> published(due, answers));
                });
    }

    /** Here and not in the loop, which may have ended meanwhile. */
    private void count(List<CompletableFuture<Boolean>> answers) {
        if (answers.stream().anyMatch(answer -> answer.getNow(false))) {
            metrics.published();
        } else {
            metrics.dropped(DropReason.BUS);
        }
    }

    private boolean noted(Sample sample, @Nullable Throwable failure) {
        if (failure != null) {
            metrics.failed(failure);
            return false;
        }
        metrics.published(sample.payload().size());
        return true;
    }

    private void published(List<Planned> due, List<CompletableFuture<Boolean>> answers) {
        for (int i = 0; i < due.size(); i++) {
            if (!answers.get(i).getNow(false)) {
                due.get(i).grid().giveBack();
            }
        }
        publishing = false;
        publishNewest();
    }

    private Sample sample(SessionId session, Arrived arrived, Sha256 digest) {
        AccessUnit unit = arrived.unit();
        return new Sample(
                SampleId.fresh(),
                session,
                source,
                null,
                unit.codec(),
                unit.capturedAt(),
                arrived.receivedAt(),
                digest,
                unit.payload(),
                unit.cameraTime());
    }

    /** Forgets the unit that waits; what still comes is only counted. */
    public void close() {
        closed = true;
        sessions = new HashMap<>();
        forget();
    }

    private void forget() {
        if (newest.getAndSet(null) != null) {
            metrics.dropped(DropReason.CLOSED);
        }
    }
}
