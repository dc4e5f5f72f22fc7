package io.shidao.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.report.TroubleReporter;
import io.shidao.ingest.sampling.SamplingMetrics;
import io.shidao.kernel.media.SourceState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What ingest counts. Thread-safe. */
final class IngestMetrics {
    private final MeterRegistry meters;
    private final SamplingMetrics sampling;
    private final Counter changesPublished;
    private final Counter plansReceived;
    private final Map<SourceState, AtomicInteger> sources = new EnumMap<>(SourceState.class);

    IngestMetrics(MeterRegistry meters, TroubleReporter sampleTrouble) {
        this.meters = meters;
        sampling = new SamplingMetrics(meters, sampleTrouble);
        changesPublished = meters.counter("ingest.changes.published");
        plansReceived = meters.counter("ingest.plans.received");
        for (SourceState state : SourceState.values()) {
            AtomicInteger number = new AtomicInteger();
            sources.put(state, number);
            Gauge.builder("ingest.sources", number, AtomicInteger::get)
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }

    SamplingMetrics sampling() {
        return sampling;
    }

    Counter changesPublished() {
        return changesPublished;
    }

    void planReceived() {
        plansReceived.increment();
    }

    void planRefused(String reason) {
        meters.counter("ingest.plans.refused", "reason", reason).increment();
    }

    /** Also counts how often sources came into a state. */
    void entered(SourceState state) {
        number(state).incrementAndGet();
        meters.counter("ingest.sources.entered", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void left(SourceState state) {
        number(state).decrementAndGet();
    }

    private AtomicInteger number(SourceState state) {
        return sources.computeIfAbsent(state, unknown -> new AtomicInteger());
    }
}
