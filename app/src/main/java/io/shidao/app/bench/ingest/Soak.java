package io.shidao.app.bench.ingest;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Memory minute by minute, and whether it stays flat: the slope of the least-squares line, without the first two
 * minutes, in which the virtual machine still compiles. Not thread-safe.
 */
final class Soak {
    /** Of the heap after a collection, less what recording holds, and of Netty's direct memory, MB a minute. */
    static final double MOST_LIVE_SLOPE = 0.5;
    /** Of the resident memory, which also has the virtual machine's own in it, MB a minute. */
    static final double MOST_RSS_SLOPE = 1.5;

    private static final int SETTLING_MINUTES = 2;
    private static final double MEGABYTE = 1 << 20;

    /** One look. */
    record Look(int minute, double heap, double direct, double recording, double rss) {
        /** Without what recording holds, which is bounded by its settings and goes up and down with its segments. */
        double live() {
            return heap + direct - recording;
        }
    }

    private final PrintStream out;
    private final List<Look> looks = new ArrayList<>();

    Soak(PrintStream out) {
        this.out = out;
    }

    void sample(int minute, int streaming, double recordingBytes) {
        System.gc();
        Look look = new Look(
                minute,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
                PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory() / MEGABYTE,
                recordingBytes / MEGABYTE,
                ProcessUse.ofThis().rssKilobytes() / 1024.0);
        looks.add(look);
        out.printf(
                Locale.ROOT,
                "minute %2d: %d streaming, heap after collection %.1f MB, of it recording %.1f MB, direct %.1f MB,"
                        + " resident %.1f MB%n",
                minute,
                streaming,
                look.heap(),
                look.recording(),
                look.direct(),
                look.rss());
        out.flush();
    }

    /** 0 when memory stayed flat, else 1. */
    int conclude() {
        double live = slope(Look::live);
        double rss = slope(Look::rss);
        boolean flat = live <= MOST_LIVE_SLOPE && rss <= MOST_RSS_SLOPE;
        out.printf(
                Locale.ROOT,
                "soaked live_mb_per_minute=%.3f (expected: up to %.1f) rss_mb_per_minute=%.3f (expected: up to %.1f)"
                        + " flat=%s%n",
                live,
                MOST_LIVE_SLOPE,
                rss,
                MOST_RSS_SLOPE,
                flat);
        return flat ? 0 : 1;
    }

    private double slope(ToDoubleFunction<Look> value) {
        return slope(looks.stream()
                .filter(look -> looks.size() <= SETTLING_MINUTES + 1 || look.minute() >= SETTLING_MINUTES)
                .mapToDouble(value)
                .toArray());
    }

    /** Of values at equal distances, per distance. */
    static double slope(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double products = 0;
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            products += (i - middle) * values[i];
            squares += (i - middle) * (i - middle);
        }
        return squares == 0 ? 0 : products / squares;
    }
}
