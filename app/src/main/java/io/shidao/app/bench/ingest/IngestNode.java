package io.shidao.app.bench.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.adapters.kafka.KafkaBus;
import io.shidao.adapters.kafka.KafkaBusConfig;
import io.shidao.adapters.rtsp.RtspConfig;
import io.shidao.adapters.rtsp.RtspSource;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.IngestService;
import io.shidao.ingest.live.LiveHub;
import io.shidao.ingest.live.LiveViewConfig;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.store.DataKey;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The process that is measured: the real ingest service with our own client and its bus, libavformat by itself, without
 * the service, or the floor.
 */
public final class IngestNode {
    /** How streams are opened. */
    public enum Kind {
        NETTY,
        LIBAV,
        /** The floor. */
        BARE
    }

    /**
     * What to measure.
     *
     * @param port of the cameras
     * @param mounts different streams; camera i plays number i modulo this
     * @param kafka the broker
     * @param unitBytes of the video, on average
     * @param soakMinutes 0 to measure instead
     * @param watched cameras somebody watches during the soak
     * @param recorded cameras that are recorded during the soak
     */
    public record Task(
            Kind kind,
            int cameras,
            int port,
            int mounts,
            String kafka,
            double unitBytes,
            Duration warmUp,
            Duration measured,
            int soakMinutes,
            int watched,
            int recorded) {}

    private static final Duration START = Duration.ofMinutes(2);
    private static final int POLL_MILLIS = 50;
    private static final double MEGABYTE = 1 << 20;

    private final Task task;
    private final PrintStream out;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private IngestNode(Task task, PrintStream out) {
        this.task = task;
        this.out = out;
    }

    /** Measures; the line that starts with "measured" has the figures in {@link Measured#parse}. */
    public static int run(Task task, PrintStream out) {
        return new IngestNode(task, out).run();
    }

    private int run() {
        return switch (task.kind()) {
            case NETTY -> ingest();
            case LIBAV -> demux();
            case BARE -> read();
        };
    }

    @SuppressWarnings("try") // the service works by itself
    private int ingest() {
        DataKey key = DataKey.of(DataKey.generate());
        try (KafkaBus bus = KafkaBus.open(KafkaBusConfig.at(task.kafka()), meters);
                RtspSource rtsp =
                        new RtspSource(RtspConfig.defaults(), Clock.systemUTC(), meters, host -> Optional.empty())) {
            if (task.soakMinutes() > 0) {
                return soak(bus, rtsp, key);
            }
            try (IngestService service =
                    IngestService.start(config(), "bench", bus, List.of(rtsp), key, Clock.systemUTC(), meters)) {
                Planned planned = new Planned(bus, key, task.port(), task.mounts(), 0);
                planned.plan(0, 1);
                awaitStreaming(1, this::streaming);
                pause(task.warmUp().dividedBy(2));
                Memory one = settled();
                planned.plan(1, task.cameras());
                awaitStreaming(task.cameras(), this::streaming);
                pause(task.warmUp());
                return measure(one, this::received, this::published, this::dropped);
            }
        }
    }

    private static IngestConfig config() {
        IngestConfig usual = IngestConfig.defaults();
        return new IngestConfig(
                usual.source(),
                new AddressPolicy(false, true),
                usual.publishTimeout(),
                usual.tick(),
                usual.maxSources(),
                usual.quickestSampling());
    }

    private int demux() {
        try (LibavDemux demux = new LibavDemux()) {
            demux.open(Planned.addresses(task.port(), task.mounts(), 0, 1));
            awaitStreaming(1, demux::streaming);
            pause(task.warmUp().dividedBy(2));
            Memory one = settled();
            demux.open(Planned.addresses(task.port(), task.mounts(), 1, task.cameras()));
            awaitStreaming(task.cameras(), demux::streaming);
            pause(task.warmUp());
            return measure(one, demux::units, () -> 0, () -> 0);
        }
    }

    private int read() {
        try (BareReader reader = new BareReader()) {
            reader.open(Planned.addresses(task.port(), task.mounts(), 0, 1));
            awaitStreaming(1, reader::streaming);
            Memory one = settled();
            reader.open(Planned.addresses(task.port(), task.mounts(), 1, task.cameras()));
            awaitStreaming(task.cameras(), reader::streaming);
            pause(task.warmUp());
            return measure(one, () -> reader.bytes() / task.unitBytes(), () -> 0, () -> 0);
        }
    }

    private int measure(Memory one, DoubleSupplier received, DoubleSupplier published, DoubleSupplier dropped) {
        double unitsBefore = received.getAsDouble();
        double publishedBefore = published.getAsDouble();
        double droppedBefore = dropped.getAsDouble();
        long started = System.nanoTime();
        ProcessUse before = ProcessUse.ofThis();
        CpuParts partsBefore = CpuParts.ofThis(before.cpuMillis());
        pause(task.measured());
        ProcessUse after = ProcessUse.ofThis();
        CpuParts parts = CpuParts.ofThis(after.cpuMillis()).minus(partsBefore);
        double units = received.getAsDouble() - unitsBefore;
        double seconds = (System.nanoTime() - started) / 1e9;
        Memory all = settled();
        int more = Math.max(1, task.cameras() - 1);
        // a second of a stream is 25 frames of it, so that cameras that are too slow flatter nobody
        double streamSeconds = Math.max(1, units) / BenchVideo.FRAMES_PER_SECOND;
        Measured measured = new Measured(
                (after.cpuMillis() - before.cpuMillis()) / streamSeconds,
                parts.times(1 / streamSeconds),
                (all.process().rssKilobytes() - one.process().rssKilobytes()) / 1024.0 / more,
                (all.heapBytes() - one.heapBytes()) / MEGABYTE / more,
                (double) (after.threads() - one.process().threads()) / more,
                units / seconds / task.cameras() / BenchVideo.FRAMES_PER_SECOND,
                Math.round(published.getAsDouble() - publishedBefore),
                Math.round(dropped.getAsDouble() - droppedBefore));
        out.println("measured " + measured.text());
        out.flush();
        return 0;
    }

    /** With viewers and recordings, as they are in the field. */
    private int soak(KafkaBus bus, RtspSource rtsp, DataKey key) {
        Path directory = temporary();
        CountingIndex index = new CountingIndex();
        DirectoryBlobStore blobs = DirectoryBlobStore.open(directory, key, Clock.systemUTC());
        try (Recordings recordings =
                        Recordings.start(RecordingConfig.defaults(), blobs, index, Clock.systemUTC(), meters);
                IngestService service = IngestService.start(
                        config(), "bench", bus, List.of(rtsp), key, Clock.systemUTC(), meters, recordings)) {
            new Planned(bus, key, task.port(), task.mounts(), task.recorded()).plan(0, task.cameras());
            awaitStreaming(task.cameras(), this::streaming);
            LiveHub view = new LiveHub(service, LiveViewConfig.defaults(), meters);
            List<SourceId> seen = IntStream.range(0, task.watched())
                    .mapToObj(i -> new SourceId(Planned.id(i)))
                    .toList();
            try (Watchers watchers = Watchers.start(view, seen)) {
                pause(task.warmUp());
                return soak(watchers, index);
            }
        } finally {
            delete(directory);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("shidao-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("bench: no room for recordings", e);
        }
    }

    private static void delete(Path directory) {
        try {
            Broker.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("bench: recordings stay in " + directory, e);
        }
    }

    private int soak(Watchers watchers, CountingIndex index) {
        Soak soak = new Soak(out);
        for (int minute = 0; minute <= task.soakMinutes(); minute++) {
            soak.sample(minute, streaming(), recordingBytes());
            if (minute < task.soakMinutes()) {
                pause(Duration.ofMinutes(1));
            }
        }
        out.printf(
                Locale.ROOT,
                "received %.0f units, published %.0f samples, dropped %.0f, watched %d pieces, recorded %d segments with"
                        + " %d gaps%n",
                received(),
                published(),
                dropped(),
                watchers.pieces(),
                index.segments(),
                index.gaps());
        return soak.conclude();
    }

    private double received() {
        return meters.counter("ingest.units.received").count();
    }

    private double published() {
        return meters.counter("ingest.units.published").count();
    }

    /** Units that were wanted; each reason by itself, because what nobody wants is counted all the time. */
    private double dropped() {
        return Stream.of("damaged", "overtaken", "bus", "closed")
                .mapToDouble(reason ->
                        meters.counter("ingest.units.dropped", "reason", reason).count())
                .sum();
    }

    private int streaming() {
        Gauge gauge = meters.find("ingest.sources").tag("state", "streaming").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    private double recordingBytes() {
        Gauge gauge = meters.find("ingest.record.buffered.bytes").gauge();
        return gauge == null ? 0 : gauge.value();
    }

    private static void awaitStreaming(int cameras, IntSupplier streaming) {
        long deadline = System.nanoTime() + START.toNanos();
        while (streaming.getAsInt() < cameras) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "bench: " + streaming.getAsInt() + " of " + cameras + " cameras stream after " + START);
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    /** After a collection, so that garbage does not count. */
    private static Memory settled() {
        System.gc();
        return new Memory(
                ProcessUse.ofThis(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private record Memory(ProcessUse process, long heapBytes) {}

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
    }
}
