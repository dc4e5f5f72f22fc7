package io.shidao.ingest;

import io.shidao.ingest.publish.InputPublisher;
import io.shidao.ingest.publish.StateTeller;
import io.shidao.ingest.record.RecordingPolicy;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.record.SourceRecorder;
import io.shidao.ingest.report.TroubleReporter;
import io.shidao.ingest.sampling.SourceSampler;
import io.shidao.ingest.source.PlannedSession;
import io.shidao.ingest.source.SourceObserver;
import io.shidao.ingest.source.SourcePlan;
import io.shidao.ingest.source.SourceSupervisor;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One source with all that belongs to it: its supervisor, its sampler, and who is told of its state. The loop's. */
final class SupervisedSource implements SourceObserver {
    private final IngestMetrics metrics;
    private final SourceSampler sampler;
    private final StateTeller teller;
    private final SourceSupervisor supervisor;
    private final SourceSupervisor.Surroundings around;
    private final List<UnitTap> taps = new CopyOnWriteArrayList<>();
    private final @Nullable Recordings recordings;
    private @Nullable SourceRecorder recorder;
    private volatile SourcePlan plan;

    SupervisedSource(
            SourcePlan plan,
            SourceSupervisor.Surroundings around,
            InputPublisher publisher,
            IngestMetrics metrics,
            TroubleReporter trouble,
            Duration quickestSampling,
            @Nullable Recordings recordings) {
        this.plan = plan;
        this.recordings = recordings;
        this.around = around;
        this.metrics = metrics;
        sampler = new SourceSampler(
                plan.source(), publisher, around.loop(), around.clock(), metrics.sampling(), quickestSampling);
        teller = new StateTeller(plan.source(), publisher, around.loop(), metrics.changesPublished(), trouble);
        supervisor = new SourceSupervisor(plan, around, this);
        sampler.plan(plan.sessions());
        metrics.entered(SourceState.CLOSED);
        record();
    }

    void replan(SourcePlan newer) {
        plan = newer;
        sampler.plan(newer.sessions());
        supervisor.replan(newer);
        record();
    }

    private void record() {
        SourceRecorder running = recorder;
        if (recordings == null || plan.recording() == RecordingPolicy.OFF) {
            if (running != null) {
                untap(running);
                running.closed();
                recorder = null;
            }
        } else if (running != null) {
            running.policy(plan.recording());
        } else {
            SourceRecorder fresh = recordings.recorder(plan.source(), plan.recording(), this::sessionAt);
            recorder = fresh;
            tap(fresh);
        }
    }

    private Optional<SessionId> sessionAt(Instant time) {
        return plan.sessions().stream()
                .filter(session -> session.isRunning(time))
                .map(PlannedSession::id)
                .findFirst();
    }

    /** An anomaly was raised about a session: what happened since it began is kept, if the source is recorded so. */
    void keepAround(SessionId session, Instant began, Instant at) {
        SourceRecorder running = recorder;
        if (running != null
                && plan.sessions().stream().anyMatch(planned -> planned.id().equals(session))) {
            running.keepAround(began, at);
        }
    }

    /** See {@link SourceSampler#wish}. */
    void wish(SessionId session, @Nullable Duration interval, Instant at) {
        sampler.wish(session, interval, at);
    }

    /** Does what is due now. */
    void check() {
        supervisor.check();
        teller.tell(runningSessions(), around.clock().instant());
    }

    @Override
    public void accessUnit(AccessUnit unit) {
        sampler.offer(unit);
        taps.forEach(tap -> tap.accessUnit(unit));
    }

    @Override
    public void skipped() {
        sampler.skipped();
    }

    @Override
    public void damaged() {
        sampler.damaged();
    }

    @Override
    public void keyInterval(Duration mean) {
        teller.keyInterval(mean);
    }

    /** Brings every unit to the tap from the next key unit on, beside the sampling. */
    void tap(UnitTap tap) {
        taps.add(tap);
        supervisor.demand(Demand.ALL);
    }

    void untap(UnitTap tap) {
        taps.remove(tap);
        supervisor.demand(taps.isEmpty() ? Demand.KEY_FRAMES : Demand.ALL);
    }

    @Override
    public void changed(SourceState before, SourceState state, String detail) {
        metrics.left(before);
        metrics.entered(state);
        if (before.isDelivering() && !state.isDelivering()) {
            taps.forEach(tap -> tap.interrupted(state));
        }
        teller.changed(state, detail);
        teller.tell(runningSessions(), around.clock().instant());
    }

    private List<SessionId> runningSessions() {
        Instant now = around.clock().instant();
        return plan.sessions().stream()
                .filter(session -> session.isRunning(now))
                .map(PlannedSession::id)
                .toList();
    }

    /** The plan was withdrawn: its sessions are told. */
    void withdraw() {
        supervisor.close();
        forget();
    }

    /** Another node takes over: it will tell the sessions what it finds. */
    void handOver() {
        plan = new SourcePlan(plan.source(), plan.address(), List.of(), RecordingPolicy.OFF);
        supervisor.close();
        forget();
    }

    private void forget() {
        sampler.close();
        taps.forEach(UnitTap::closed);
        taps.clear();
        metrics.left(SourceState.CLOSED);
    }
}
