package io.shidao.api.attendance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** So many failures a minute of one key; remembers the keys that failed last, up to a bound. Thread-safe. */
final class FailureLimit {
    private static final int MOST_KEYS = 10_000;
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int most;
    private final Map<String, Minute> minutes = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Minute> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private static final class Minute {
        private long since;
        private int failures;
    }

    FailureLimit(int most) {
        this.most = most;
    }

    /** @param nowNanos {@link System#nanoTime()} */
    synchronized boolean isReached(String key, long nowNanos) {
        Minute minute = minutes.get(key);
        return minute != null && nowNanos - minute.since < MINUTE && minute.failures >= most;
    }

    /** @param nowNanos {@link System#nanoTime()} */
    synchronized void failed(String key, long nowNanos) {
        Minute minute = minutes.computeIfAbsent(key, k -> new Minute());
        if (minute.failures == 0 || nowNanos - minute.since >= MINUTE) {
            minute.since = nowNanos;
            minute.failures = 0;
        }
        minute.failures++;
    }
}
