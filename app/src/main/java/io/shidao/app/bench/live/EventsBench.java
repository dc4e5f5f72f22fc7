package io.shidao.app.bench.live;

import com.google.gson.JsonObject;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.kafka.KafkaBus;
import io.shidao.adapters.kafka.KafkaBusConfig;
import io.shidao.app.bench.live.EventTimes.PlannedIntervals;
import io.shidao.app.bench.live.EventTimes.Told;
import io.shidao.app.bench.live.EventTimes.Way;
import io.shidao.app.demo.BusyRooms;
import io.shidao.app.node.KafkaSettings;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.sample.Sample;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import io.shidao.wire.Topics;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * From a sample's capture to its event at a client, at real speed: cameras over RTSP, the real services on the real
 * engines, all in one process with the bench, and a signed-in client of the feed. Two more subscribers of the bus see
 * where the time goes. The video was encoded beforehand; it repeats itself after 40 s.
 */
public final class EventsBench {
    private static final Duration AIM = Duration.ofSeconds(1);
    /** For what was captured last. */
    private static final Duration TAIL = Duration.ofSeconds(5);

    private final PrintStream out;
    private final PrintStream progress;
    private final int rooms;
    private final int people;
    private final Duration warmUp;
    private final Duration measured;
    private final Clock clock = Clock.systemUTC();
    private final EventTimes times = new EventTimes();

    /**
     * @param rooms 1 to 64, whose classes begin at the same time
     * @param people in each room, 1 to 35
     * @param warmUp from 0 s to 10 min
     * @param measured from 5 s to 1 h
     */
    public EventsBench(
            PrintStream out, PrintStream progress, int rooms, int people, Duration warmUp, Duration measured) {
        if (rooms < 1 || rooms > 64 || people < 1 || people > 35) {
            throw new IllegalArgumentException(
                    "bench: " + rooms + " rooms of " + people + " (expected: 1 to 64 rooms of 1 to 35)");
        }
        if (warmUp.isNegative()
                || warmUp.toMinutes() > 10
                || measured.toSeconds() < TAIL.toSeconds()
                || measured.toHours() > 1) {
            throw new IllegalArgumentException(
                    "bench: " + warmUp + " before " + measured + " (expected: 0s to 10min before 5s to 1h)");
        }
        this.out = out;
        this.progress = progress;
        this.rooms = rooms;
        this.people = people;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    public void run() {
        List<Portrait> cast = Portraits.usable().subList(0, people);
        progress.println("rendering the classroom 正在渲染教室 …");
        ClassroomVideo video = ClassroomVideo.of(cast);
        try (CameraServer cameras = CameraServer.open()) {
            List<String> addresses = new ArrayList<>();
            for (int room = 0; room < rooms; room++) {
                cameras.mount("/room" + room, video.feed());
                addresses.add(cameras.url("/room" + room));
            }
            int port = freePort();
            progress.println("starting broker, database and services, enrolling people 正在启动并注册人员 …");
            try (BusyRooms busy =
                            BusyRooms.open(new KafkaSettings(true, port, KafkaBusConfig.defaults()), addresses, cast);
                    KafkaBus bus = KafkaBus.open(KafkaBusConfig.at("127.0.0.1:" + port), new SimpleMeterRegistry())) {
                observe(bus);
                FeedReader.start(busy.address(), busy.token(), this::received);
                progress.printf("measuring for %d s 正在测量 …%n", measured.toSeconds());
                pause(warmUp);
                Instant from = clock.instant();
                pause(measured.plus(TAIL));
                report(times.ways(from, from.plus(measured)));
                reportPlanned(busy.startsAt(), from, from.plus(measured));
            }
        }
    }

    /** Until the bus is closed. */
    private void observe(Bus bus) {
        Subscription unusedSamples = bus.subscribe(Topics.SAMPLES, "bench-samples", input -> {
            if (input.value() instanceof Sample sample) {
                times.sampleOnBus(sample.id().value(), clock.instant());
            }
        });
        Subscription unusedEvents = bus.subscribe(Topics.EVENTS, "bench-events", event -> {
            if (event.value() != null && event.value().hasSampleAnalysed()) {
                times.eventOnBus(event.value().getSampleAnalysed().getSampleId(), clock.instant());
            }
        });
    }

    private void received(JsonObject event) {
        Instant now = clock.instant();
        if (event.has("sampleAnalysed")) {
            JsonObject sample = event.getAsJsonObject("sampleAnalysed");
            times.received(
                    sample.get("sampleId").getAsString(),
                    new Told(
                            event.get("sessionId").getAsString(),
                            Instant.parse(sample.get("capturedAt").getAsString()),
                            Instant.parse(event.get("at").getAsString()),
                            now));
        }
    }

    private void report(List<Way> ways) {
        if (ways.isEmpty()) {
            throw new IllegalStateException("bench: the client was told of no sample (expected: one for each room every"
                    + " few seconds; likely cause: the machine is too slow)");
        }
        print("milliseconds, %d samples, machine load %.1f 毫秒%n", ways.size(), load());
        print("%-44s %8s %8s %8s%n", "", "p50", "p95", "most");
        print(ways, "capture to the bus, by ingest", Way::toBus);
        print(ways, "to the end of its analysis, waiting included", Way::toAnalysis);
        print(ways, "judged and committed, its event on the bus", Way::toEvent);
        print(ways, "to the client, by the api", Way::toClient);
        print(ways, "capture to client", Way::total);
        List<Long> total = EventTimes.sorted(ways, Way::total);
        long late = total.stream().filter(millis -> millis > AIM.toMillis()).count();
        print(
                "bench events: rooms=%d people=%d samples=%d p50_ms=%d p95_ms=%d max_ms=%d over_1s=%d load=%.1f%n",
                rooms,
                people,
                ways.size(),
                LiveBench.percentile(total, 50),
                LiveBench.percentile(total, 95),
                LiveBench.percentile(total, 100),
                late,
                load());
        out.flush();
    }

    /** What is planned must be analysed however much there is to do; what is told later than the tail counts as missing. */
    private void reportPlanned(Instant startsAt, Instant from, Instant to) {
        PlannedIntervals planned = PlannedIntervals.within(startsAt, BusyRooms.INTERVAL, from, to);
        print(
                "bench events: samples_on_bus=%d planned_intervals=%d with_a_sample_told=%d%n",
                times.onBus(from, to), rooms * planned.count(), times.intervalsTold(planned));
        out.flush();
    }

    private void print(List<Way> ways, String name, Function<Way, Long> stage) {
        List<Long> sorted = EventTimes.sorted(ways, stage);
        print(
                "%-44s %8d %8d %8d%n",
                name,
                LiveBench.percentile(sorted, 50),
                LiveBench.percentile(sorted, 95),
                LiveBench.percentile(sorted, 100));
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Nothing ends it early. */
    private static void pause(Duration time) {
        try {
            boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }
}
