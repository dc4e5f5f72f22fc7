package io.shidao.ingest.source;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells how well one stream delivers, from counts over the last minute and from our own clock: how seldom units come
 * where decoding can start, how many are damaged, and whether the stream's clock keeps step with ours. A trouble begins
 * at one limit and ends at a lower one, so that a stream at the limit does not go to and fro. Thread-safe.
 */
final class StreamHealth {
    private static final long BUCKET_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int BUCKETS = 12;
    private static final int MOST_KEYS = 9;
    /** Fewer units tell nothing about a share. */
    private static final int LEAST_UNITS = 20;

    /** Begins above the first number, ends below the second. */
    private record Limit(double begins, double ends) {
        boolean isPassed(double value, boolean before) {
            return value > (before ? ends : begins);
        }
    }

    /** Of the interval from key unit to key unit, in sampling intervals. */
    private static final Limit KEY_INTERVAL = new Limit(1.5, 1.2);

    private static final Limit DAMAGED_SHARE = new Limit(0.05, 0.02);
    /** Seconds by which the stream's clock runs ahead or behind within the window; a segment of HLS comes at once. */
    private static final Limit DRIFT_SECONDS = new Limit(15, 10);

    private record Key(long arrivedNanos, long timestampMicros) {}

    private static final class Bucket {
        private long number = Long.MIN_VALUE;
        private int units;
        private int damaged;
        private @Nullable Key firstKey;
    }

    private final Bucket[] buckets = new Bucket[BUCKETS];
    private final Deque<Key> keys = new ArrayDeque<>();
    private boolean seldom;
    private boolean damaging;
    private boolean drifting;

    StreamHealth() {
        for (int i = 0; i < BUCKETS; i++) {
            buckets[i] = new Bucket();
        }
    }

    synchronized void unit(boolean key, long timestampMicros, long nowNanos) {
        Bucket bucket = bucket(nowNanos);
        bucket.units++;
        if (key) {
            Key arrived = new Key(nowNanos, timestampMicros);
            bucket.firstKey = bucket.firstKey == null ? arrived : bucket.firstKey;
            keys.addLast(arrived);
            if (keys.size() > MOST_KEYS) {
                keys.removeFirst();
            }
        }
    }

    synchronized void skipped(long nowNanos) {
        bucket(nowNanos).units++;
    }

    synchronized void damaged(long nowNanos) {
        Bucket bucket = bucket(nowNanos);
        bucket.units++;
        bucket.damaged++;
    }

    private Bucket bucket(long nowNanos) {
        long number = Math.floorDiv(nowNanos, BUCKET_NANOS);
        Bucket bucket = buckets[(int) Math.floorMod(number, (long) BUCKETS)];
        if (bucket.number != number) {
            bucket.number = number;
            bucket.units = 0;
            bucket.damaged = 0;
            bucket.firstKey = null;
        }
        return bucket;
    }

    /** Mean time from key unit to key unit, the newest ones counted; empty before the second. */
    synchronized Optional<Duration> keyInterval() {
        if (keys.size() < 2) {
            return Optional.empty();
        }
        long nanos = keys.getLast().arrivedNanos() - keys.getFirst().arrivedNanos();
        return Optional.of(Duration.ofNanos(nanos / (keys.size() - 1)));
    }

    /**
     * What is worse than needed now, as a sentence for the operator; empty when nothing is.
     *
     * @param needed how often a sample is wanted
     */
    synchronized Optional<String> trouble(Duration needed, long nowNanos) {
        double neededSeconds = seconds(needed.toNanos());
        double keySeconds = keySeconds(nowNanos);
        double damagedShare = damagedShare(nowNanos);
        double driftSeconds = driftSeconds(nowNanos);
        seldom = KEY_INTERVAL.isPassed(keySeconds / neededSeconds, seldom);
        damaging = DAMAGED_SHARE.isPassed(damagedShare, damaging);
        drifting = DRIFT_SECONDS.isPassed(driftSeconds, drifting);
        if (damaging) {
            return Optional.of(text(
                    "%.0f %% of the pictures arrive damaged (likely cause: a poor network; RTSP over TCP loses none)",
                    damagedShare * 100));
        } else if (seldom) {
            return Optional.of(text(
                    "a key frame only every %.0f s (expected: every %.0f s, as often as a sample is wanted)",
                    keySeconds, neededSeconds));
        } else if (drifting) {
            return Optional.of(text(
                    "the stream's clock went wrong by %.0f s within a minute (expected: in step with real time)",
                    driftSeconds));
        }
        return Optional.empty();
    }

    /** The one that is waited for counts as soon as it takes longer than those before. */
    private double keySeconds(long nowNanos) {
        if (keys.isEmpty()) {
            return 0;
        }
        double waiting = seconds(nowNanos - keys.getLast().arrivedNanos());
        return Math.max(waiting, keyInterval().map(i -> seconds(i.toNanos())).orElse(0.0));
    }

    private double damagedShare(long nowNanos) {
        int units = 0;
        int damaged = 0;
        for (Bucket bucket : window(nowNanos)) {
            units += bucket.units;
            damaged += bucket.damaged;
        }
        return units < LEAST_UNITS ? 0 : (double) damaged / units;
    }

    private double driftSeconds(long nowNanos) {
        Key newest = keys.peekLast();
        Key oldest = window(nowNanos).stream()
                .map(bucket -> bucket.firstKey)
                .filter(Objects::nonNull)
                .min(Comparator.comparingLong(Key::arrivedNanos))
                .orElse(newest);
        if (newest == null || oldest == null) {
            return 0;
        }
        double ours = seconds(newest.arrivedNanos() - oldest.arrivedNanos());
        double theirs = (newest.timestampMicros() - oldest.timestampMicros()) / 1e6;
        return Math.abs(theirs - ours);
    }

    private List<Bucket> window(long nowNanos) {
        long before = Math.floorDiv(nowNanos, BUCKET_NANOS) - BUCKETS;
        return Arrays.stream(buckets).filter(bucket -> bucket.number > before).toList();
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
