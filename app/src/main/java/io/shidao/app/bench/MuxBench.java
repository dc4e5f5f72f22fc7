package io.shidao.app.bench;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.ingest.fmp4.Fmp4Muxer;
import io.shidao.ingest.fmp4.Fragment;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What muxing costs: one second of 1080p at 25 frames/s and about 4 Mb/s, a key frame every two seconds, again and
 * again; beside the floor of copying the same bytes once. CPU time of one thread.
 */
public final class MuxBench {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int RATE = 25;
    private static final int GROUP = 50;
    private static final int BITS_PER_SECOND = 4_000_000;
    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PrintStream out;
    private final int streamSeconds;

    /** @param streamSeconds muxed in each of five rounds */
    public MuxBench(PrintStream out, int streamSeconds) {
        this.out = out;
        this.streamSeconds = streamSeconds;
    }

    public void run() {
        List<AccessUnit> group = group();
        long bytes = group.stream().mapToLong(unit -> unit.payload().size()).sum();
        mux(group, streamSeconds);
        double[] muxing = new double[ROUNDS];
        double[] copying = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            muxing[round] = cpuMillis(() -> mux(group, streamSeconds)) / streamSeconds;
            copying[round] = cpuMillis(() -> copy(group, streamSeconds)) / streamSeconds;
        }
        out.printf(
                "bench mux: %dx%d, %d frames/s, %.2f Mb/s, %d stream-seconds in each of %d rounds%n",
                WIDTH, HEIGHT, RATE, bytes * 8e-6 * RATE / GROUP, streamSeconds, ROUNDS);
        out.printf("  muxing     %.3f ms CPU per stream-second (median)%n", median(muxing));
        out.printf("  one copy   %.3f ms CPU per stream-second (floor)%n", median(copying));
    }

    private static List<AccessUnit> group() {
        Random random = new Random(20261127);
        byte[] picture = new byte[WIDTH * HEIGHT * 3];
        random.nextBytes(picture);
        List<AccessUnit> units = new ArrayList<>();
        try (H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, RATE, GROUP, BITS_PER_SECOND)) {
            for (int i = 0; i < GROUP; i++) {
                Arrays.fill(picture, 0, picture.length / 2, (byte) (128 + 2 * i));
                byte[] bits = encoder.encode(picture);
                units.add(new AccessUnit(
                        Codec.H264, i == 0, Instant.EPOCH, i * 1_000_000L / RATE, Payload.wrap(bits)));
            }
        }
        return units;
    }

    private static long mux(List<AccessUnit> group, int seconds) {
        Fmp4Muxer muxer = new Fmp4Muxer();
        long written = 0;
        for (int i = 0; i < seconds * RATE; i++) {
            AccessUnit unit = group.get(i % GROUP);
            AccessUnit at = new AccessUnit(
                    unit.codec(), unit.key(), unit.capturedAt(), i * 1_000_000L / RATE, unit.payload());
            written += ((Fragment) muxer.add(at)).bits().size();
        }
        return written;
    }

    private static long copy(List<AccessUnit> group, int seconds) {
        long written = 0;
        for (int i = 0; i < seconds * RATE; i++) {
            written += group.get(i % GROUP).payload().toByteArray().length;
        }
        return written;
    }

    private static double cpuMillis(Runnable work) {
        long started = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - started) / 1e6;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
