package io.shidao.adapters.rtsp;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.kernel.media.SourceState;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What all streams count together. Thread-safe. */
final class RtspMetrics {
    private final MeterRegistry meters;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Malformed, Counter> malformed = new EnumMap<>(Malformed.class);
    private final Counter packets;
    private final Counter lost;
    private final Counter duplicates;
    private final Counter delivered;
    private final Counter skipped;
    private final Counter damaged;

    RtspMetrics(MeterRegistry meters) {
        this.meters = meters;
        packets = meters.counter("rtsp.packets.received");
        lost = meters.counter("rtsp.packets.lost");
        duplicates = meters.counter("rtsp.packets.duplicate");
        delivered = meters.counter("rtsp.units.delivered");
        skipped = meters.counter("rtsp.units.skipped");
        damaged = meters.counter("rtsp.units.damaged");
        for (Malformed kind : Malformed.values()) {
            malformed.put(kind, meters.counter("rtsp.malformed", "kind", kind.kind()));
        }
        Gauge.builder("rtsp.streams", open, AtomicInteger::get).register(meters);
    }

    void opened() {
        open.incrementAndGet();
    }

    void ended(SourceState state) {
        open.decrementAndGet();
        meters.counter("rtsp.streams.ended", "state", state.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void malformed(Malformed kind) {
        Counter counter = malformed.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    void packets(long number) {
        packets.increment((double) number);
    }

    void lost(int number) {
        lost.increment(number);
    }

    void duplicate() {
        duplicates.increment();
    }

    void delivered() {
        delivered.increment();
    }

    void skipped(boolean wasDamaged) {
        (wasDamaged ? damaged : skipped).increment();
    }
}
