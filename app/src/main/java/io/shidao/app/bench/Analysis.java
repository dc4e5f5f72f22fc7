package io.shidao.app.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.AnalyzerPorts;
import io.shidao.analyzer.AnalyzerService;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One analyzer at one session: the real service with the real eyes, each sample a transaction of its own; only bus,
 * blobs and database are memory. Runs in the caller's thread.
 */
final class Analysis implements AutoCloseable {
    private final CpuMeter meter = new CpuMeter();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MeteredVision eyes = new MeteredVision(meter);
    private final Records records = new Records();
    private final SettableClock clock;
    private final OneSession session;
    private final AnalyzerService service;
    private final PartitionHandler<SessionInput> worker;
    private long offset;

    Analysis(Bench bench, OneSession session, PipelineConfig pipeline) {
        this.session = session;
        this.clock = new SettableClock(session.plan().startsAt());
        ScriptedBus bus = new ScriptedBus();
        this.service = new AnalyzerService(
                config(pipeline),
                new AnalyzerPorts(
                        bus,
                        session,
                        records,
                        new MemoryBlobStore(),
                        FootageStore.NONE,
                        eyes.of(bench.keyFrames(), bench.vision()),
                        ShippedCalibrations.find(bench.vision().embedder().model())
                                .orElseThrow(),
                        new RoomPictures(new MemoryLiveState(clock), DataKey.of(new byte[32])),
                        DataKey.of(new byte[32]),
                        clock,
                        meters));
        service.start();
        worker = bus.handler();
        worker.assigned(0);
    }

    private static AnalyzerConfig config(PipelineConfig pipeline) {
        AnalyzerConfig defaults = AnalyzerConfig.defaults();
        return new AnalyzerConfig(
                1,
                defaults.batch(),
                defaults.grace(),
                defaults.mostSessions(),
                defaults.refreshEvery(),
                defaults.relayTimeout(),
                defaults.samePerson(),
                defaults.sampling(),
                pipeline,
                defaults.attendance(),
                defaults.anomalies(),
                defaults.across());
    }

    Cost analyse(Sample sample) {
        clock.set(sample.capturedAt());
        return meter.unit(() -> worker.handle(
                0, List.of(new BusRecord<>(0, offset++, session.plan().id().value(), sample))));
    }

    /** The session is over. */
    void conclude() {
        clock.set(session.plan().endsAt().plus(Duration.ofMinutes(5)));
        worker.idle(0);
    }

    MeteredVision eyes() {
        return eyes;
    }

    /** Mean time on the wall of the picture checks, ms a sample: they work on no port that CPU time could be taken at. */
    double pictureMillis() {
        return meters.timer("analyzer.picture.time").mean(TimeUnit.MILLISECONDS);
    }

    List<AttendanceRecord> attendance() {
        return records.attendance();
    }

    List<Anomaly> anomalies() {
        return records.anomalies();
    }

    @Override
    public void close() {
        service.close();
    }
}
