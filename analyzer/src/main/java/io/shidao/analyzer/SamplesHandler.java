package io.shidao.analyzer;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.pipeline.SampleAnalysis;
import io.shidao.analyzer.session.Announcements;
import io.shidao.analyzer.session.Judgement;
import io.shidao.analyzer.session.SamplingWish;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SessionJudge;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.session.SuspectFaces;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker. What follows from a batch of records, the sessions' state, and the offset become one transaction; after
 * any failure everything in memory is forgotten and read again, so that memory and store never differ. Used by one
 * thread.
 */
final class SamplesHandler implements PartitionHandler<SessionInput> {
    private static final Logger LOG = LoggerFactory.getLogger(SamplesHandler.class);

    private final AnalyzerConfig config;
    private final AnalyzerPorts ports;
    private final AnalysisPipeline pipeline;
    private final SessionJudge judge;
    private final SessionCheckpoints checkpoints;
    private final SuspectFaces suspects;
    private final SamplingWish wish;
    private final SamplingAdvice advice;
    private final Backlog backlog;
    private final LongSupplier ticker;
    private final Map<Integer, Work> partitions = new HashMap<>();
    private static final long LOOK_FOR_DUE_NANOS = 1_000_000_000L;
    /** A batch saves work where many records wait; whoever is told of the first one must not wait for the last. */
    private static final long LONGEST_BATCH_NANOS = 250_000_000L;

    private static final int MOST_DUE = 20;

    /** What the worker has of one partition. */
    private static final class Work {
        PartitionClaim claim;
        final SessionCache sessions;
        final OutboxRelay relay;
        /** Not concluded and not in memory: from before the partition was assigned, or forgotten for want of room. */
        final Set<SessionId> unattended;
        /** {@link System#nanoTime()} of the last look for changed sessions. */
        long soughtDueAtNanos = System.nanoTime() - LOOK_FOR_DUE_NANOS;
        /** Changed sessions whose checkpoint nobody can read, or which is gone: they must not keep the others waiting. */
        final Set<SessionId> unreadable = new HashSet<>();

        Work(PartitionClaim claim, SessionCache sessions, OutboxRelay relay, Set<SessionId> unattended) {
            this.claim = claim;
            this.sessions = sessions;
            this.relay = relay;
            this.unattended = unattended;
        }
    }

    /** @param ticker nanoseconds that only move forward */
    SamplesHandler(
            AnalyzerConfig config,
            AnalyzerPorts ports,
            AnalysisPipeline pipeline,
            SessionJudge judge,
            SessionCheckpoints checkpoints,
            LongSupplier ticker,
            Backlog backlog) {
        this.config = config;
        this.ticker = ticker;
        this.backlog = backlog;
        this.ports = ports;
        this.pipeline = pipeline;
        this.judge = judge;
        this.checkpoints = checkpoints;
        this.suspects = new SuspectFaces(ports.key());
        this.wish = new SamplingWish(
                config.sampling(),
                config.pipeline().replay(),
                config.pipeline().align().eagerLooks());
        this.advice = new SamplingAdvice(ports.bus(), config.sampling(), wish, backlog, ticker);
    }

    @Override
    public long assigned(int partition) {
        PartitionClaim claim = ports.store().take(partition);
        Work work = new Work(
                claim,
                new SessionCache(ports.directory(), ports.store(), checkpoints, config.pipeline()),
                new OutboxRelay(ports.bus(), ports.store(), config.relayTimeout()),
                new LinkedHashSet<>(ports.store().listOpenSessions(partition)));
        work.relay.relayLeftovers(partition);
        partitions.put(partition, work);
        LOG.info(
                "Analyzing partition {} from offset {}, {} sessions open",
                partition,
                claim.nextOffset(),
                work.unattended.size());
        return claim.nextOffset();
    }

    @Override
    public void handle(int partition, List<BusRecord<SessionInput>> records) {
        Work work = work(partition);
        List<BusRecord<SessionInput>> left = records;
        while (!left.isEmpty()) {
            List<BusRecord<SessionInput>> part = left.subList(0, Math.min(left.size(), config.batch()));
            int handled = forgettingOnFailure(partition, () -> handle(work, part));
            left = left.subList(handled, left.size());
        }
    }

    /** The records from the first on, until it has taken long; tells how many. */
    private int handle(Work work, List<BusRecord<SessionInput>> records) {
        long began = ticker.getAsLong();
        Batch batch = new Batch();
        Set<SampleId> analysed = analysed(records);
        int handled = 0;
        do {
            BusRecord<SessionInput> record = records.get(handled++);
            if (record.value() instanceof Sample sample) {
                backlog.taken(record);
                take(work, batch, sample, analysed);
            } else if (record.value() instanceof SourceChange change) {
                take(work, batch, change);
            }
        } while (handled < records.size() && ticker.getAsLong() - began < LONGEST_BATCH_NANOS);
        for (LiveSession session : batch.touched) {
            session.lossTold = false;
            settle(batch, session, asOf(session));
        }
        commit(work, batch, records.get(handled - 1).offset() + 1);
        batch.touched.forEach(session -> advice.give(session, ports.clock().instant()));
        backlog.worked(ticker.getAsLong() - began);
        adviseAllWhenDue();
        return handled;
    }

    /** What a worker that is behind asks for changes for all of its sessions, whether samples of them come or not. */
    private void adviseAllWhenDue() {
        if (backlog.decide()) {
            Instant now = ports.clock().instant();
            partitions.values().forEach(work -> work.sessions.loaded().forEach(session -> advice.give(session, now)));
        }
    }

    private Set<SampleId> analysed(List<BusRecord<SessionInput>> records) {
        List<SampleId> ids = new ArrayList<>();
        for (BusRecord<SessionInput> record : records) {
            if (record.value() instanceof Sample sample) {
                ids.add(sample.id());
            }
        }
        return new HashSet<>(ids.isEmpty() ? Set.of() : ports.store().findAnalysed(ids));
    }

    private void take(Work work, Batch batch, Sample sample, Set<SampleId> analysed) {
        count("analyzer.samples.received", "");
        if (!analysed.add(sample.id())) {
            count("analyzer.samples.dropped", "duplicate");
            return;
        }
        LiveSession session = work.sessions.find(sample.session()).orElse(null);
        if (session == null) {
            count("analyzer.samples.dropped", "unknown_session");
            batch.failed(sample, "UNKNOWN_SESSION");
            return;
        }
        work.sessions.refresh(session, config.refreshEvery());
        session.reached(sample.capturedAt());
        session.state.reopen();
        boolean between = sample.claimant() == null
                && session.searchedAt != null
                && wish.isBetween(session.state, session.searchedAt, sample.capturedAt());
        SampleAnalysis analysis =
                between ? pipeline.look(sample, session.state) : pipeline.analyse(sample, session.state);
        count(
                analysis.failure().isEmpty() ? "analyzer.samples.passed" : "analyzer.samples.dropped",
                analysis.failure().toLowerCase(java.util.Locale.ROOT));
        batch.analysed(analysis);
        session.watched = analysis.isShown();
        if (between) {
            if (analysis.hasTrouble()) {
                batch.touched.add(session);
            }
            return;
        }
        if (sample.claimant() == null) {
            session.searchedAt = sample.capturedAt();
        }
        batch.touched.add(session);
        if (session.state.isPhotoAtCheckIn(sample)) {
            return;
        }
        Events events = new Events(sample.session(), ports.clock().instant());
        events.analysed(analysis);
        batch.tell(events);
    }

    private void take(Work work, Batch batch, SourceChange change) {
        LiveSession session = work.sessions.find(change.session()).orElse(null);
        if (session == null) {
            count("analyzer.changes.dropped", "unknown_session");
            return;
        }
        session.reached(change.at());
        session.state.sourceChanged(change);
        batch.touched.add(session);
        Events events = new Events(change.session(), ports.clock().instant());
        events.sourceChanged(change);
        batch.tell(events);
    }

    /** What comes tells the time of its session, so that the same samples give the same records at any time. */
    private static Instant asOf(LiveSession session) {
        Instant newest = session.state.newestAt();
        return Intervals.later(
                session.reachedAt(), newest == null ? session.state.plan().startsAt() : newest);
    }

    private void settle(Batch batch, LiveSession session, Instant asOf) {
        SessionState state = session.state;
        Judgement judgement = judge.judge(state, asOf);
        Announcements news = Announcements.of(state, judgement);
        batch.judged(session, judgement, news, checkpoints, suspects);
        Events events = new Events(state.plan().id(), ports.clock().instant());
        events.announce(news, state.inSight());
        if (state.isConcluded()) {
            events.concluded(judgement);
        }
        batch.tell(events);
    }

    private void commit(Work work, Batch batch, long nextOffset) {
        work.claim = work.claim.at(nextOffset);
        AnalysisCommit commit = batch.commit(work.claim);
        ports.meters().timer("analyzer.commit.time").record(() -> ports.store().commit(commit));
        work.relay.relay(work.claim.partition(), commit.outbox());
        shrink(work);
    }

    @Override
    public void idle(int partition) {
        Work work = work(partition);
        int unused = forgettingOnFailure(partition, () -> {
            idle(work);
            return 0;
        });
    }

    private void idle(Work work) {
        work.relay.relayLeftovers(work.claim.partition());
        attend(work);
        Instant now = ports.clock().instant();
        for (LiveSession session : work.sessions.loaded()) {
            look(work, session, now);
        }
        judgeDue(work, now);
        shrink(work);
        adviseAllWhenDue();
    }

    private void shrink(Work work) {
        work.unattended.addAll(work.sessions.shrinkTo(config.mostSessions()));
    }

    /** People change what a session is judged by, also long after it: it is judged again then, from its checkpoint. */
    private void judgeDue(Work work, Instant now) {
        if (System.nanoTime() - work.soughtDueAtNanos < LOOK_FOR_DUE_NANOS) {
            return;
        }
        work.soughtDueAtNanos = System.nanoTime();
        int partition = work.claim.partition();
        for (SessionId id : ports.store().listDue(partition, partition == 0, MOST_DUE + work.unreadable.size())) {
            if (!work.unreadable.contains(id)) {
                judgeAgainIfReadable(work, id, now);
            }
        }
    }

    private void judgeAgainIfReadable(Work work, SessionId id, Instant now) {
        try {
            judgeAgain(work, id, now);
        } catch (StoreException e) {
            if (e.code() != StoreException.ErrorCode.CORRUPT && e.code() != StoreException.ErrorCode.NOT_FOUND) {
                throw e;
            }
            work.unreadable.add(id);
            LOG.error("Session {} cannot be judged again: its records stay as they are", id, e);
        }
    }

    private void judgeAgain(Work work, SessionId id, Instant now) {
        if (!judgeByState(work, id) && !foldErased(work, id) && !judgeUnseen(work, id, now)) {
            work.unreadable.add(id);
            LOG.warn("Session {} is to be judged again and is not planned", id);
        }
    }

    private boolean judgeByState(Work work, SessionId id) {
        boolean known = work.sessions.isLoaded(id);
        if (!known && ports.store().findCheckpoint(id).isEmpty()) {
            return false;
        }
        Optional<LiveSession> session = work.sessions.find(id);
        session.ifPresent(it -> {
            if (known) {
                work.sessions.refresh(it, Duration.ZERO);
            }
            settleAlone(work, it, asOf(it));
        });
        return session.isPresent();
    }

    /** Its state was erased, so no partition has it: only its records are written, from what was kept beside them. */
    private boolean foldErased(Work work, SessionId id) {
        Optional<FoldedSession> session = ports.store().findErased(id).flatMap(work.sessions::again);
        session.ifPresent(folded -> {
            Batch batch = new Batch();
            batch.folded(folded);
            commit(work, batch, work.claim.nextOffset());
        });
        return session.isPresent();
    }

    /** Nothing ever came of it, so no partition has it: only its records are written, which rest on what people said. */
    private boolean judgeUnseen(Work work, SessionId id, Instant now) {
        Optional<LiveSession> session = work.sessions.begin(id);
        session.ifPresent(it -> {
            if (!now.isBefore(it.state.plan().endsAt().plus(config.grace()))) {
                it.state.conclude(now);
            }
            Batch batch = new Batch();
            batch.folded(it, judge.judge(it.state, now));
            commit(work, batch, work.claim.nextOffset());
        });
        return session.isPresent();
    }

    /** Sessions that nobody sends samples of have to be concluded, too. */
    private void attend(Work work) {
        var next = work.unattended.iterator();
        while (next.hasNext() && work.sessions.open() < config.mostSessions()) {
            work.sessions.find(next.next());
            next.remove();
        }
    }

    /** Time rules: conclude, tell that the source is lost, judge again after changes. */
    private void look(Work work, LiveSession session, Instant now) {
        SessionState state = session.state;
        boolean changed = work.sessions.refresh(
                session, state.isConcluded() ? config.refreshEvery().multipliedBy(10) : config.refreshEvery());
        boolean over = !now.isBefore(state.plan().endsAt().plus(config.grace()));
        boolean lost = state.isSourceLost(now) && !over && !state.isConcluded();
        if (!state.isConcluded() && over) {
            state.conclude(now);
            settleAlone(work, session, state.plan().endsAt());
            advice.give(session, now);
            LOG.info("Session {} is concluded", state.plan().id());
        } else if (changed || lost != session.lossTold) {
            session.lossTold = lost;
            settleAlone(work, session, lost ? now : asOf(session));
        }
    }

    private void settleAlone(Work work, LiveSession session, Instant asOf) {
        Batch batch = new Batch();
        settle(batch, session, asOf);
        commit(work, batch, work.claim.nextOffset());
    }

    @Override
    public void revoked(int partition) {
        partitions.remove(partition);
    }

    private Work work(int partition) {
        return Objects.requireNonNull(partitions.get(partition), () -> "partition " + partition + " is not assigned");
    }

    private int forgettingOnFailure(int partition, IntSupplier work) {
        try {
            return work.getAsInt();
        } catch (RuntimeException e) {
            partitions.remove(partition);
            throw e;
        }
    }

    private void count(String name, String reason) {
        MeterRegistry meters = ports.meters();
        if (reason.isEmpty()) {
            meters.counter(name).increment();
        } else {
            meters.counter(name, "reason", reason).increment();
        }
    }
}
