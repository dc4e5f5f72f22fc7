package io.shidao.app.bench.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.kafka.KafkaBus;
import io.shidao.adapters.kafka.KafkaBusConfig;
import io.shidao.adapters.rtsp.RtspConfig;
import io.shidao.adapters.rtsp.RtspSource;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.IngestService;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.store.DataKey;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * The process that is measured: the real ingest service with our own client and its bus, or libavformat by itself, without
 * the service.
 */
public final class IngestNode {
    /** How streams are opened. */
    public enum Kind {
        NETTY,
        LIBAV
    }

    /**
     * What to measure.
     *
     * @param port of the cameras
     * @param mounts different streams; camera i plays number i modulo this
     * @param kafka the broker
     */
    public record Task(
            Kind kind,
            int cameras,
            int port,
            int mounts,
            String kafka,
            Duration warmUp,
            Duration measured,
            int soakMinutes) {}

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
        return task.kind() == Kind.NETTY ? ingest() : demux();
    }

    @SuppressWarnings("try") // the service works by itself
    private int ingest() {
        DataKey key = DataKey.of(DataKey.generate());
        try (KafkaBus bus = KafkaBus.open(KafkaBusConfig.at(task.kafka()), meters);
                RtspSource rtsp =
                        new RtspSource(RtspConfig.defaults(), Clock.systemUTC(), meters, host -> Optional.empty())) {
            try (IngestService service =
                    IngestService.start(config(), "bench", bus, List.of(rtsp), key, Clock.systemUTC(), meters)) {
                Planned planned = new Planned(bus, key, task.port(), task.mounts());
                planned.plan(0, 1);
                awaitStreaming(1, this::streaming);
                pause(task.warmUp().dividedBy(2));
                Memory one = settled();
                planned.plan(1, task.cameras());
                awaitStreaming(task.cameras(), this::streaming);
                pause(task.warmUp());
                return task.soakMinutes() > 0 ? soak() : measure(one, this::received, this::published, this::dropped);
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

    private int measure(Memory one, DoubleSupplier received, DoubleSupplier published, DoubleSupplier dropped) {
        double unitsBefore = received.getAsDouble();
        double publishedBefore = published.getAsDouble();
        double droppedBefore = dropped.getAsDouble();
        long started = System.nanoTime();
        ProcessUse before = ProcessUse.ofThis();
        pause(task.measured());
        ProcessUse after = ProcessUse.ofThis();
        double units = received.getAsDouble() - unitsBefore;
        double seconds = (System.nanoTime() - started) / 1e9;
        Memory all = settled();
        int more = Math.max(1, task.cameras() - 1);
        Measured measured = new Measured(
                // a second of a stream is 25 frames of it, so that cameras that are too slow flatter nobody
                (after.cpuMillis() - before.cpuMillis()) * BenchVideo.FRAMES_PER_SECOND / Math.max(1, units),
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

    private int soak() {
        Soak soak = new Soak(out);
        for (int minute = 0; minute <= task.soakMinutes(); minute++) {
            soak.sample(minute, streaming());
            if (minute < task.soakMinutes()) {
                pause(Duration.ofMinutes(1));
            }
        }
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
