package io.shidao.app.bench.ingest;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.adapters.kafka.KafkaBus;
import io.shidao.adapters.kafka.KafkaBusConfig;
import io.shidao.adapters.rtsp.RtspConfig;
import io.shidao.adapters.rtsp.RtspSource;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.IngestService;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.store.DataKey;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The process that is measured: the real ingest service, its bus, and one kind of source. */
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

    @SuppressWarnings("try") // the service works by itself
    private int run() {
        DataKey key = DataKey.of(DataKey.generate());
        try (KafkaBus bus = KafkaBus.open(KafkaBusConfig.at(task.kafka()), meters);
                RtspSource rtsp =
                        new RtspSource(RtspConfig.defaults(), Clock.systemUTC(), meters, host -> Optional.empty())) {
            List<AccessUnitSource> sources = List.of(
                    task.kind() == Kind.NETTY ? rtsp : new LibavSource(LibavConfig.defaults(), Clock.systemUTC()));
            try (IngestService service =
                    IngestService.start(config(), "bench", bus, sources, key, Clock.systemUTC(), meters)) {
                Planned planned = new Planned(bus, key, task.port(), task.mounts());
                planned.plan(0, 1);
                awaitStreaming(1);
                pause(task.warmUp().dividedBy(2));
                ProcessUse one = settled();
                planned.plan(1, task.cameras());
                awaitStreaming(task.cameras());
                pause(task.warmUp());
                return task.soakMinutes() > 0 ? soak() : measure(one);
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

    private int measure(ProcessUse one) {
        double units = received();
        double samples = meters.counter("ingest.units.published").count();
        long started = System.nanoTime();
        ProcessUse before = ProcessUse.ofThis();
        pause(task.measured());
        ProcessUse after = ProcessUse.ofThis();
        double seconds = (System.nanoTime() - started) / 1e9;
        ProcessUse all = settled();
        out.printf(
                Locale.ROOT,
                "measured %.4f %.3f %.3f %.4f %.2f%n",
                (after.cpuMillis() - before.cpuMillis()) / seconds / task.cameras(),
                (all.rssKilobytes() - one.rssKilobytes()) / 1024.0 / Math.max(1, task.cameras() - 1),
                (double) (after.threads() - one.threads()) / Math.max(1, task.cameras() - 1),
                (received() - units) / seconds / task.cameras() / BenchVideo.FRAMES_PER_SECOND,
                (meters.counter("ingest.units.published").count() - samples) / seconds);
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

    private int streaming() {
        Gauge gauge = meters.find("ingest.sources").tag("state", "streaming").gauge();
        return gauge == null ? 0 : (int) gauge.value();
    }

    private void awaitStreaming(int cameras) {
        long deadline = System.nanoTime() + START.toNanos();
        while (streaming() < cameras) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(
                        "bench: " + streaming() + " of " + cameras + " cameras stream after " + START);
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
    }

    /** After a collection, so that garbage does not count. */
    private static ProcessUse settled() {
        System.gc();
        return ProcessUse.ofThis();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("bench: interrupted", e);
        }
    }
}
