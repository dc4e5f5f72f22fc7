package io.shidao.ingest.live;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.fmp4.LeftOut;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Figures of the live view. For viewers: pictures offered = taken + skipped + those still waiting or thrown away at the
 * end. Thread-safe.
 */
final class LiveMetrics {
    private final MeterRegistry meters;
    private final AtomicInteger viewers = new AtomicInteger();
    private final Counter fragments;
    private final Counter taken;
    private final Counter skipped;
    private final Counter bytes;

    LiveMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("ingest.live.viewers", viewers);
        fragments = meters.counter("ingest.live.fragments");
        taken = meters.counter("ingest.live.taken");
        skipped = meters.counter("ingest.live.skipped");
        bytes = meters.counter("ingest.live.bytes");
    }

    /** False when there are {@code most} already. */
    boolean enter(int most) {
        int now = viewers.incrementAndGet();
        if (now > most) {
            viewers.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        viewers.decrementAndGet();
    }

    void fragment() {
        fragments.increment();
    }

    void leftOut(LeftOut why) {
        meters.counter("ingest.live.dropped", "reason", why.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    void taken(int size) {
        taken.increment();
        bytes.increment(size);
    }

    void skipped(int count) {
        skipped.increment(count);
    }
}
