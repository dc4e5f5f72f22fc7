package io.shidao.app.bench.ingest;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.app.data.TemporaryFolder;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.record.RecordingPolicy;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.record.SourceRecorder;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What recording holds in memory and costs: 1080p streams of about 4 Mb/s, as they come, recorded into a real store on
 * the disk. The streams begin one after the other within two segments, as cameras do; what is measured begins after that.
 */
public final class RecordBench {
    private static final int BITS_PER_SECOND = 4_000_000;
    private static final double MEGABYTE = 1e6;
    private static final long FRAME_NANOS = 1_000_000_000L / BenchVideo.FRAMES_PER_SECOND;
    private static final Instant START = Instant.parse("2026-03-02T01:00:00Z");

    private final PrintStream out;
    private final int sources;
    private final int seconds;
    private final RecordingPolicy policy;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /**
     * @param sources recorded at once
     * @param seconds measured
     */
    public RecordBench(PrintStream out, int sources, int seconds, RecordingPolicy policy) {
        this.out = out;
        this.sources = sources;
        this.seconds = seconds;
        this.policy = policy;
    }

    public void run() {
        BenchVideo video = BenchVideo.encode(1920, 1080, BITS_PER_SECOND);
        Path folder = TemporaryFolder.make("shidao-bench-record-");
        RecordingConfig config = RecordingConfig.defaults();
        try (Recordings recordings = Recordings.start(
                config,
                DirectoryBlobStore.open(folder, DataKey.of(DataKey.generate()), Clock.systemUTC()),
                new CountingIndex(),
                Clock.fixed(START, ZoneOffset.UTC),
                meters)) {
            List<SourceRecorder> recorders = new ArrayList<>();
            for (int i = 0; i < sources; i++) {
                SessionId session = new SessionId("session-" + i);
                recorders.add(recordings.recorder(new SourceId("camera-" + i), policy, time -> Optional.of(session)));
            }
            measure(video, config, recorders);
            recorders.forEach(SourceRecorder::closed);
        } finally {
            TemporaryFolder.delete(folder);
        }
    }

    private void measure(BenchVideo video, RecordingConfig config, List<SourceRecorder> recorders) {
        List<Payload> units = video.units().stream().map(Payload::wrap).toList();
        int begin = Math.toIntExact(2 * config.segment().toSeconds()) * BenchVideo.FRAMES_PER_SECOND;
        int warm = begin + begin / 2;
        double heapBefore = heap();
        @Nullable ProcessUse before = null;
        DoubleSummaryStatistics held = new DoubleSummaryStatistics();
        long started = System.nanoTime();
        for (int frame = 0; frame < warm + seconds * BenchVideo.FRAMES_PER_SECOND; frame++) {
            if (frame == warm) {
                before = ProcessUse.ofThis();
            }
            for (int i = 0; i < sources; i++) {
                int own = frame - i * begin / sources;
                if (own >= 0) {
                    recorders.get(i).accessUnit(unit(video, units, own, frame));
                }
            }
            if (frame >= warm) {
                held.accept(meters.get("ingest.record.buffered.bytes").gauge().value());
            }
            LockSupport.parkNanos(started + (frame + 1) * FRAME_NANOS - System.nanoTime());
        }
        report(video, config, held, Objects.requireNonNull(before), heap() - heapBefore, started, warm);
    }

    private static AccessUnit unit(BenchVideo video, List<Payload> units, int own, int frame) {
        int number = own % units.size();
        return new AccessUnit(
                Codec.H264,
                number % video.framesPerGroup() == 0,
                START.plusNanos(frame * FRAME_NANOS),
                own * FRAME_NANOS / 1000,
                units.get(number));
    }

    private void report(
            BenchVideo video,
            RecordingConfig config,
            DoubleSummaryStatistics held,
            ProcessUse before,
            double heap,
            long started,
            int warm) {
        double cpu = ProcessUse.ofThis().cpuMillis() - before.cpuMillis();
        double real = (System.nanoTime() - started) / 1e9;
        double planned = (double) warm / BenchVideo.FRAMES_PER_SECOND + seconds;
        double most = (double) ((long) config.bufferMegabytes() << 20) / MEGABYTE;
        out.printf(
                Locale.ROOT,
                "record %s sources=%d mbit_per_second=%.2f held_mb_per_source mean=%.2f most=%.2f heap_mb_per_source=%.2f"
                        + " cpu_ms_per_stream_second=%.3f%n",
                policy,
                sources,
                video.megabitsPerSecond(),
                held.getAverage() / MEGABYTE / sources,
                held.getMax() / MEGABYTE / sources,
                heap / MEGABYTE / sources,
                cpu / seconds / sources);
        out.printf(
                Locale.ROOT,
                "  kept=%.0f segments of %.2f MB, dropped=%.0f, gaps=%.0f; %.0f of %.0f MB held at most; took"
                        + " %.1f s for %.1f s%n",
                counter("ingest.record.segments.kept"),
                counter("ingest.record.bytes.kept") / MEGABYTE / Math.max(1, counter("ingest.record.segments.kept")),
                counter("ingest.record.segments.dropped"),
                counter("ingest.record.gaps"),
                held.getMax() / MEGABYTE,
                most,
                real,
                planned);
        out.flush();
    }

    /** Over all tags. */
    private double counter(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
