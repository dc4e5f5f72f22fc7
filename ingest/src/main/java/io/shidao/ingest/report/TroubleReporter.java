package io.shidao.ingest.report;

import java.time.Duration;
import org.slf4j.Logger;

/**
 * Logs trouble that may come with every unit: one line per period with the count and the last cause. Keeps nothing but
 * the current period. Thread-safe.
 */
public final class TroubleReporter {
    private final Logger log;
    private final String what;
    private final long periodNanos;
    private long periodStart;
    private long suppressed;
    private boolean started;

    /** @param what went wrong, e.g. {@code Samples could not be published} */
    public TroubleReporter(Logger log, String what, Duration period) {
        this.log = log;
        this.what = what;
        this.periodNanos = period.toNanos();
    }

    /** @param cause without credentials and personal data */
    public void report(String cause) {
        report(cause, System.nanoTime());
    }

    synchronized void report(String cause, long now) {
        if (started && now - periodStart < periodNanos) {
            suppressed++;
            return;
        }
        log.warn("{} ({} more times since the last such line), last cause: {}", what, suppressed, cause);
        started = true;
        periodStart = now;
        suppressed = 0;
    }
}
