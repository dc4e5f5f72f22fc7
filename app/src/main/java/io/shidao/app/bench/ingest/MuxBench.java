package io.shidao.app.bench.ingest;

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

/**
 * What muxing costs: one second of 1080p at 25 frames/s and about 4 Mb/s, a key frame every two seconds, again and
 * again; beside the floor of copying the same bytes once. CPU time of one thread.
 */
public final class MuxBench {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
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
        BenchVideo video = BenchVideo.encode(WIDTH, HEIGHT, BITS_PER_SECOND);
        List<AccessUnit> units = units(video);
        mux(units, streamSeconds);
        double[] muxing = new double[ROUNDS];
        double[] copying = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            muxing[round] = cpuMillis(() -> mux(units, streamSeconds)) / streamSeconds;
            copying[round] = cpuMillis(() -> copy(units, streamSeconds)) / streamSeconds;
        }
        out.printf(
                "bench mux: %dx%d, %d frames/s, %.2f Mb/s, %d stream-seconds in each of %d rounds%n",
                WIDTH, HEIGHT, BenchVideo.FRAMES_PER_SECOND, video.megabitsPerSecond(), streamSeconds, ROUNDS);
        out.printf("  muxing     %.3f ms CPU per stream-second (median)%n", median(muxing));
        out.printf("  one copy   %.3f ms CPU per stream-second (floor)%n", median(copying));
    }

    private static List<AccessUnit> units(BenchVideo video) {
        List<AccessUnit> units = new ArrayList<>();
        for (int i = 0; i < video.units().size(); i++) {
            Payload bits = Payload.wrap(video.units().get(i));
            units.add(new AccessUnit(Codec.H264, i % video.framesPerGroup() == 0, Instant.EPOCH, micros(i), bits));
        }
        return units;
    }

    private static long micros(int frame) {
        return frame * 1_000_000L / BenchVideo.FRAMES_PER_SECOND;
    }

    private static long mux(List<AccessUnit> units, int seconds) {
        Fmp4Muxer muxer = new Fmp4Muxer();
        long written = 0;
        for (int i = 0; i < seconds * BenchVideo.FRAMES_PER_SECOND; i++) {
            AccessUnit unit = units.get(i % units.size());
            AccessUnit at = new AccessUnit(unit.codec(), unit.key(), unit.capturedAt(), micros(i), unit.payload());
            written += ((Fragment) muxer.add(at)).bits().size();
        }
        return written;
    }

    private static long copy(List<AccessUnit> units, int seconds) {
        long written = 0;
        for (int i = 0; i < seconds * BenchVideo.FRAMES_PER_SECOND; i++) {
            written += units.get(i % units.size()).payload().toByteArray().length;
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
