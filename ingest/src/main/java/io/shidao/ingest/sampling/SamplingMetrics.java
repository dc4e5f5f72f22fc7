package io.shidao.ingest.sampling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shidao.ingest.report.TroubleReporter;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Counts access units and samples of all sources: {@code ingest.units.received} = {@code ingest.units.published} +
 * {@code ingest.units.dropped{reason}}, once nothing is on its way. Thread-safe.
 */
public final class SamplingMetrics {
    private final Counter received;
    private final Counter published;
    private final Map<DropReason, Counter> dropped = new EnumMap<>(DropReason.class);
    private final DistributionSummary sampleBytes;
    private final Counter failedSamples;
    private final Timer publishTime;
    private final TroubleReporter trouble;

    public SamplingMetrics(MeterRegistry meters, TroubleReporter trouble) {
        this.trouble = trouble;
        received = meters.counter("ingest.units.received");
        published = meters.counter("ingest.units.published");
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, meters.counter("ingest.units.dropped", "reason", reason.tag()));
        }
        sampleBytes = DistributionSummary.builder("ingest.samples.published")
                .baseUnit("bytes")
                .register(meters);
        failedSamples = meters.counter("ingest.samples.failed");
        publishTime = meters.timer("ingest.samples.publish");
    }

    void received() {
        received.increment();
    }

    void published() {
        published.increment();
    }

    void dropped(DropReason reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void published(int bytes) {
        sampleBytes.record(bytes);
    }

    void failed(Throwable failure) {
        failedSamples.increment();
        trouble.report(failure.toString());
    }

    void took(long nanos) {
        publishTime.record(nanos, TimeUnit.NANOSECONDS);
    }
}
