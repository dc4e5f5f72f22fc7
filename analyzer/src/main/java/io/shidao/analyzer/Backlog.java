package io.shidao.analyzer;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shidao.kernel.bus.BusRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one worker is behind, and how much quick sampling it can bear meanwhile. It is behind when, over a whole window,
 * it hardly rested and what it came to had waited on the bus for too long. Both, because waiting alone also comes from
 * classes that are sampled in the same second, and from machines whose clocks differ; and having much to do is what a
 * worker is for. All of it in real time, since class time may run fast. Used by one thread; anybody reads its meters.
 */
final class Backlog {
    /** Longer than a batch takes, and than ingest takes to do as it was told. */
    static final Duration WINDOW = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
    private static final double BUSY = 0.9;
    private static final double AT_EASE = 0.75;
    private static final double HALF = 0.5;
    /** So that it takes three quarters of a minute to be back, and the worker notices in time when it is too much. */
    private static final double STEP_UP = 1.0 / 16;

    private final String member;
    private final Duration lateAfter;
    private final LongSupplier ticker;
    private final Clock clock;
    private final Timer waited;
    private volatile double share = 1;
    private volatile Duration lag = Duration.ZERO;
    private long windowBeganNanos;
    private long busyNanos;
    private Duration sum = Duration.ZERO;
    private long samples;
    private long behindSinceNanos;

    /**
     * @param member of the consumer group, for logs and meters
     * @param lateAfter so long a sample may wait on the bus
     * @param ticker nanoseconds that only move forward
     * @param clock real time, as the bus has it
     */
    Backlog(String member, Duration lateAfter, LongSupplier ticker, Clock clock, MeterRegistry meters) {
        this.member = member;
        this.lateAfter = lateAfter;
        this.ticker = ticker;
        this.clock = clock;
        this.waited = meters.timer("analyzer.samples.waited");
        this.windowBeganNanos = ticker.getAsLong();
        Gauge.builder("analyzer.lag", this, backlog -> (double) backlog.lag.toMillis() / 1000)
                .baseUnit("seconds")
                .tag("member", member)
                .register(meters);
        Gauge.builder("analyzer.sampling.share", this, Backlog::share)
                .tag("member", member)
                .register(meters);
    }

    /** A sample's analysis begins. */
    void taken(BusRecord<?> sample) {
        Instant publishedAt = sample.publishedAt();
        Duration wait = publishedAt == null ? Duration.ZERO : Duration.between(publishedAt, clock.instant());
        Duration positive = wait.isNegative() ? Duration.ZERO : wait;
        waited.record(positive);
        sum = sum.plus(positive);
        samples++;
    }

    /** So long the worker has worked. */
    void worked(long nanos) {
        busyNanos += nanos;
    }

    /** How much quick sampling may go on: 1 is all of it, 0 none. */
    double share() {
        return share;
    }

    /** Decides anew when it is time; tells whether the sessions have to hear of it. */
    boolean decide() {
        long now = ticker.getAsLong();
        long elapsed = now - windowBeganNanos;
        if (elapsed < WINDOW.toNanos()) {
            return false;
        }
        double before = share;
        lag = samples == 0 ? Duration.ZERO : sum.dividedBy(samples);
        share = next((double) busyNanos / elapsed);
        tell(before, now);
        windowBeganNanos = now;
        busyNanos = 0;
        sum = Duration.ZERO;
        samples = 0;
        return before < 1 || share < 1;
    }

    private double next(double busy) {
        boolean late = lag.compareTo(lateAfter) > 0;
        if (late && busy >= BUSY) {
            boolean far = lag.compareTo(lateAfter.multipliedBy(2)) > 0;
            return far || share <= HALF ? 0 : HALF;
        }
        return !late && busy < AT_EASE ? Math.min(1, share + STEP_UP) : share;
    }

    private void tell(double before, long now) {
        if (before == 1 && share < 1) {
            behindSinceNanos = now;
            LOG.warn(
                    "{} is behind: samples waited {} ms on the bus (expected: at most {} ms; likely cause: more running"
                            + " sessions than cores for them). Quick sampling steps back, planned samples are all analysed."
                            + " What to do: OPERATIONS.md#backlog",
                    member,
                    lag.toMillis(),
                    lateAfter.toMillis());
        } else if (before < 1 && share == 1) {
            LOG.info(
                    "{} has caught up: quick sampling is back after {} s",
                    member,
                    Duration.ofNanos(now - behindSinceNanos).toSeconds());
        }
    }
}
