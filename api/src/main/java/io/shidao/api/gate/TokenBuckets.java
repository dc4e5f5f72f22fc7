package io.shidao.api.gate;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A token bucket for each of many keys: so many at once, then so many a second. Knows the keys that were used last, up to a
 * bound; one that is forgotten starts again with a full bucket. Thread-safe.
 */
public final class TokenBuckets {
    private static final double NANOS = 1e9;

    private final int burst;
    private final double perSecond;
    private final LongSupplier ticker;
    private final Map<String, Bucket> buckets;

    private static final class Bucket {
        private double tokens;
        private long at;

        Bucket(double tokens, long at) {
            this.tokens = tokens;
            this.at = at;
        }
    }

    /**
     * @param burst tokens of a full bucket, at least 1
     * @param perSecond tokens that come back
     * @param most keys that are remembered
     * @param ticker nanoseconds that only move forward
     */
    public TokenBuckets(int burst, double perSecond, int most, LongSupplier ticker) {
        if (burst < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException(
                    "bucket: " + burst + ", " + perSecond + " a second (expected: at least 1, more than 0)");
        }
        this.burst = burst;
        this.perSecond = perSecond;
        this.ticker = ticker;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes a token; else takes none, and tells how long to wait for one. Zero when it was taken. */
    public synchronized Duration take(String key) {
        Bucket bucket = filled(key);
        if (bucket.tokens < 1) {
            return untilOne(bucket);
        }
        bucket.tokens -= 1;
        return Duration.ZERO;
    }

    private Bucket filled(String key) {
        long now = ticker.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(key, unknown -> new Bucket(burst, now));
        bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) / NANOS * perSecond);
        bucket.at = now;
        return bucket;
    }

    private Duration untilOne(Bucket bucket) {
        return Duration.ofNanos((long) Math.ceil((1 - bucket.tokens) / perSecond * NANOS));
    }
}
