package io.shidao.analyzer.pipeline;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;

/** Time and fate of the samples of one stage: received = passed + dropped. Thread-safe. */
final class StageMeter {
    private final MeterRegistry meters;
    private final String stem;
    private final Timer time;
    private final Counter received;
    private final Counter passed;

    StageMeter(MeterRegistry meters, String stage) {
        this.meters = meters;
        this.stem = "analyzer." + stage;
        this.time = meters.timer(stem + ".time");
        this.received = meters.counter(stem + ".samples.received");
        this.passed = meters.counter(stem + ".samples.passed");
    }

    StageAnswer record(Supplier<StageAnswer> stage) {
        received.increment();
        long started = System.nanoTime();
        try {
            return count(stage.get());
        } catch (RuntimeException e) {
            dropped("exception");
            throw e;
        } finally {
            time.record(System.nanoTime() - started, java.util.concurrent.TimeUnit.NANOSECONDS);
        }
    }

    private StageAnswer count(StageAnswer answer) {
        if (answer instanceof StageAnswer.Stop stop) {
            dropped(stop.reason());
        } else if (answer instanceof StageAnswer.Inconclusive inconclusive) {
            dropped(inconclusive.reason());
        } else {
            passed.increment();
        }
        return answer;
    }

    private void dropped(String reason) {
        meters.counter(stem + ".samples.dropped", "reason", reason).increment();
    }
}
