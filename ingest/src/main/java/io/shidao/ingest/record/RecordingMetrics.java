package io.shidao.ingest.record;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What recording counts: every segment that was cut is kept or dropped. Thread-safe. */
final class RecordingMetrics {
    private final MeterRegistry meters;
    private final Counter cut;
    private final Counter kept;
    private final Counter bytes;
    private final Counter erased;

    RecordingMetrics(MeterRegistry meters, MemoryBudget budget) {
        this.meters = meters;
        cut = meters.counter("ingest.record.segments.received");
        kept = meters.counter("ingest.record.segments.kept");
        bytes = meters.counter("ingest.record.bytes.kept");
        erased = meters.counter("ingest.record.segments.erased");
        meters.gauge("ingest.record.buffered.bytes", budget, MemoryBudget::used);
    }

    void cut() {
        cut.increment();
    }

    void kept(long size) {
        kept.increment();
        bytes.increment((double) size);
    }

    void dropped(GapReason reason) {
        meters.counter("ingest.record.segments.dropped", "reason", name(reason)).increment();
    }

    void gap(GapReason reason) {
        meters.counter("ingest.record.gaps", "reason", name(reason)).increment();
    }

    void erased() {
        erased.increment();
    }

    private static String name(GapReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }
}
