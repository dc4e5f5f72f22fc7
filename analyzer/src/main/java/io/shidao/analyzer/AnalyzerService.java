package io.shidao.analyzer;

import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.session.SessionCheckpoints;
import io.shidao.analyzer.session.SessionJudge;
import io.shidao.kernel.bus.Subscription;
import io.shidao.wire.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * [samples] → analyzer ─Decision, Anomaly→ [events]: the deployable root. Each worker is one member of the consumer
 * group; a session belongs to one worker, because its samples have one key. Thread-safe.
 */
public final class AnalyzerService implements AutoCloseable {
    /** Consumer group; the offsets are kept in the store. */
    public static final String GROUP = "analyzer";

    private final AnalyzerConfig config;
    private final AnalyzerPorts ports;
    private final AnalysisPipeline pipeline;
    private final SessionJudge judge;
    private final Clock realTime;
    private final List<Subscription> workers = new ArrayList<>();

    /** Where class time is real time. */
    public AnalyzerService(AnalyzerConfig config, AnalyzerPorts ports) {
        this(config, ports, ports.clock());
    }

    /** @param realTime of the bus, whatever class time is */
    public AnalyzerService(AnalyzerConfig config, AnalyzerPorts ports, Clock realTime) {
        this.config = config;
        this.realTime = realTime;
        this.ports = ports;
        this.pipeline = new AnalysisPipeline(
                ports.vision(),
                new SequentialDecisionRule(config.pipeline().decide(), ports.calibration()),
                ports.blobs(),
                ports.footage(),
                ports.meters(),
                config.pipeline(),
                ports.rooms());
        this.judge = new SessionJudge(
                config.attendance(),
                config.anomalies(),
                config.samePerson(),
                config.pipeline().snapshotTolerance(),
                ports.calibration().id());
    }

    /** Joins the group with all workers. */
    public synchronized void start() {
        for (int i = 0; i < config.workers() && workers.size() < config.workers(); i++) {
            workers.add(ports.bus().subscribePartitions(Topics.SAMPLES, GROUP, "analyzer-" + i, worker(i)));
        }
    }

    private SamplesHandler worker(int number) {
        return worker(number, System::nanoTime);
    }

    SamplesHandler worker() {
        return worker(0);
    }

    /** @param ticker nanoseconds that only move forward */
    SamplesHandler worker(int number, LongSupplier ticker) {
        SessionCheckpoints checkpoints = new SessionCheckpoints(
                ports.key(), config.pipeline().track(), config.pipeline().evidence());
        Backlog backlog =
                new Backlog("analyzer-" + number, config.sampling().lateAfter(), ticker, realTime, ports.meters());
        return new SamplesHandler(config, ports, pipeline, judge, checkpoints, ticker, backlog);
    }

    /** Leaves the group; what was not committed will be read again. */
    @Override
    public synchronized void close() {
        workers.forEach(Subscription::close);
        workers.clear();
    }
}
