package io.shidao.ingest.sourcetest;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.Times;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What one stream delivered, counted from its first key unit, by our own clock. Not thread-safe. */
final class Measurement {
    private static final double NANOS = 1e9;
    private static final int BITS = 8;
    /** Less tells nothing about rates: a camera may send at once what it had kept. */
    private static final double LEAST_SECONDS = 0.8;

    private int units;
    private int damaged;
    private int keys;
    private int unitsSinceKey;
    private long bytesSinceKey;
    private long firstKeyNanos;
    private long lastKeyNanos;
    private long firstKeyMicros;
    private long lastKeyMicros;
    private @Nullable Duration clockOffset;

    void unit(AccessUnit unit, long nanos) {
        units++;
        if (unit.key()) {
            if (keys++ == 0) {
                firstKeyNanos = nanos;
                firstKeyMicros = unit.timestampMicros();
            }
            lastKeyNanos = nanos;
            lastKeyMicros = unit.timestampMicros();
        }
        if (keys > 0) {
            unitsSinceKey++;
            bytesSinceKey += unit.payload().size();
        }
        if (unit.cameraTime() != null) {
            clockOffset = Duration.between(unit.capturedAt(), unit.cameraTime());
        }
    }

    void skipped() {
        units++;
    }

    void damaged() {
        units++;
        damaged++;
    }

    boolean any() {
        return units > 0;
    }

    boolean anyKey() {
        return keys > 0;
    }

    /** Two whole intervals, and long enough for a rate. */
    boolean isEnough(Duration least, long nanos) {
        return keys > 2 && nanos - firstKeyNanos >= least.toNanos();
    }

    void tell(SourceTested.Builder result, long nanos) {
        result.setDamagedUnits(damaged);
        if (clockOffset != null) {
            result.setClockOffset(Times.duration(clockOffset));
        }
        if (keys == 1) {
            result.setKeyInterval(Times.duration(Duration.ofNanos(nanos - firstKeyNanos)))
                    .setKeyIntervalAtLeast(true);
        } else if (keys > 1) {
            result.setKeyInterval(Times.duration(keyInterval()));
        }
        double seconds = (nanos - firstKeyNanos) / NANOS;
        if (keys > 0 && seconds >= LEAST_SECONDS) {
            result.setFramesPerSecond((unitsSinceKey - 1) / seconds)
                    .setKilobitsPerSecond((int) Math.min(Integer.MAX_VALUE, bytesSinceKey * BITS / seconds / 1000));
        }
    }

    /** By the stream's own clock, which a late packet does not disturb; by ours when that one stands still. */
    private Duration keyInterval() {
        long micros = (lastKeyMicros - firstKeyMicros) / (keys - 1);
        return micros > 0
                ? Duration.ofNanos(micros * 1000)
                : Duration.ofNanos((lastKeyNanos - firstKeyNanos) / (keys - 1));
    }
}
