package io.shidao.ingest.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A token bucket per platform. Remembers the platforms that called last, up to a bound. Thread-safe. */
final class RateLimit {
    private static final class Bucket {
        private double tokens;
        private long filledNanos;
    }

    private final int perSecond;
    private final int burst;
    private final Map<String, Bucket> buckets;

    RateLimit(int perSecond, int burst, int maxPlatforms) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                return size() > maxPlatforms;
            }
        };
    }

    /** Whether the platform may do one thing more now. */
    synchronized boolean allows(String platform, long nowNanos) {
        Bucket bucket = buckets.computeIfAbsent(platform, first -> full(nowNanos));
        double seconds = (double) (nowNanos - bucket.filledNanos) / TimeUnit.SECONDS.toNanos(1);
        bucket.tokens = Math.min(burst, bucket.tokens + seconds * perSecond);
        bucket.filledNanos = nowNanos;
        if (bucket.tokens < 1) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    private Bucket full(long nowNanos) {
        Bucket bucket = new Bucket();
        bucket.tokens = burst;
        bucket.filledNanos = nowNanos;
        return bucket;
    }
}
