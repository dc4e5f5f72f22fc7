package io.shidao.app.bench.ingest;

import io.shidao.app.bench.ingest.IngestNode.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What a stream costs ingest, beside libavformat and the ffmpeg program in the same run; see ADR 0019. */
public final class IngestBench {
    private static final int LIBAV_CAMERAS = 20;
    private static final int MOST_MOUNTS = 100;
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final List<String> NODE_MEMORY =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:MaxDirectMemorySize=1g");
    private static final List<String> SMALL_MEMORY = List.of("-Xmx384m");

    private final PrintStream out;
    private final PrintStream progress;
    private final int cameras;
    private final Duration warmUp;
    private final Duration measured;
    private final int bitsPerSecond;
    private final int width;
    private final int height;

    /** Cameras of 1080p. */
    public IngestBench(
            PrintStream out, PrintStream progress, int cameras, Duration warmUp, Duration measured, int bitsPerSecond) {
        this(out, progress, cameras, warmUp, measured, bitsPerSecond, WIDTH, HEIGHT);
    }

    /** Cameras of another size. */
    IngestBench(
            PrintStream out,
            PrintStream progress,
            int cameras,
            Duration warmUp,
            Duration measured,
            int bitsPerSecond,
            int width,
            int height) {
        if (cameras < 2
                || cameras > 1000
                || measured.toSeconds() < 1
                || warmUp.isNegative()
                || bitsPerSecond < 10_000) {
            throw new IllegalArgumentException("bench: cameras " + cameras + ", warm-up " + warmUp + ", measured "
                    + measured + ", " + bitsPerSecond + " bit/s (expected: 2 to 1000; from 0s; from 1s; from 10000)");
        }
        this.out = out;
        this.progress = progress;
        this.cameras = cameras;
        this.warmUp = warmUp;
        this.measured = measured;
        this.bitsPerSecond = bitsPerSecond;
        this.width = width;
        this.height = height;
    }

    /** The cameras, in a process of their own. */
    private record Stage(Child farm, int port, int mounts, double megabits) implements AutoCloseable {
        /** Of a frame on the wire: packets of 1400 bytes, each behind 16 bytes of RTP and framing. */
        double unitBytes() {
            return megabits * 1e6 / 8 / BenchVideo.FRAMES_PER_SECOND * (1400 + 16) / 1400;
        }

        @Override
        public void close() {
            farm.close();
        }
    }

    /** Measures our own client, the floor, then the two it is compared with. */
    public void compare() {
        try (Stage stage = open()) {
            progress.println("measuring our own client 测量自研客户端 …");
            Measured netty = measure(stage, Kind.NETTY, cameras);
            progress.println("measuring a reader of nothing but bytes 测量仅读取字节的下限 …");
            Measured bare = measure(stage, Kind.BARE, cameras);
            progress.println("measuring libavformat 测量 libavformat …");
            Measured libav = measure(stage, Kind.LIBAV, Math.min(cameras, LIBAV_CAMERAS));
            progress.println("measuring ffmpeg -skip_frame nokey 测量 ffmpeg 关键帧解码 …");
            OptionalDouble program = KeyFrameProgram.measure(stage.port(), Math.toIntExact(measured.toSeconds()));
            report(netty, bare, libav, program);
        }
    }

    /** Holds our own client's streams and says what they cost. */
    public void hold() {
        try (Stage stage = open()) {
            Measured held = measure(stage, Kind.NETTY, cameras);
            print(
                    "bench ingest: held=%d cpu_ms_per_stream_second=%.3f rss_mb_per_stream=%.2f"
                            + " heap_mb_per_stream=%.2f threads_per_stream=%.2f delivered=%.3f published=%d dropped=%d%n",
                    cameras,
                    held.cpuMillis(),
                    held.rssMegabytes(),
                    held.heapMegabytes(),
                    held.threads(),
                    held.delivered(),
                    held.published(),
                    held.dropped());
        }
    }

    /**
     * @param watched cameras that somebody watches, the first ones
     * @param recorded cameras that are recorded, the first ones
     * @return 0 when memory stayed flat, else 1
     */
    public int soak(int minutes, int watched, int recorded) {
        if (Math.max(watched, recorded) > cameras || Math.min(watched, recorded) < 0) {
            throw new IllegalArgumentException("bench: watch " + watched + ", record " + recorded
                    + " (expected: 0 to the number of cameras, " + cameras + ")");
        }
        try (Stage stage = open();
                Child broker = Child.start(SMALL_MEMORY, "broker");
                Child node = node(stage, broker, Kind.NETTY, cameras, "" + minutes, "" + watched, "" + recorded)) {
            print(
                    "bench soak: cameras=%d minutes=%d watched=%d recorded=%d %s%n",
                    cameras, minutes, watched, recorded, String.join(" ", node.await("soaked", out::println)));
            return node.exitCode();
        }
    }

    private Stage open() {
        progress.println("making the cameras' video 生成摄像机视频 …");
        int mounts = Math.min(cameras, MOST_MOUNTS);
        Child farm = Child.start(
                SMALL_MEMORY, "cameras", "" + mounts, "" + width, "" + height, Integer.toString(bitsPerSecond));
        String[] ready = farm.await("ready", progress::println);
        print(
                "video: %dx%d, %d frames/s, %s Mbit/s, a key frame every 2 s%n",
                width, height, BenchVideo.FRAMES_PER_SECOND, ready[1]);
        return new Stage(farm, Integer.parseInt(ready[0]), mounts, Double.parseDouble(ready[1]));
    }

    /** With a fresh broker, which knows no other node's plans. */
    private Measured measure(Stage stage, Kind kind, int streams) {
        try (Child broker = Child.start(SMALL_MEMORY, "broker");
                Child node = node(stage, broker, kind, streams, "0", "0", "0")) {
            return Measured.parse(node.await("measured", progress::println));
        }
    }

    private Child node(Stage stage, Child broker, Kind kind, int streams, String... soak) {
        String kafka = broker.await("ready", progress::println)[0];
        List<String> arguments = new ArrayList<>(List.of(
                "node",
                kind.name(),
                "" + streams,
                "" + stage.port(),
                "" + stage.mounts(),
                kafka,
                "" + stage.unitBytes(),
                "" + warmUp.toSeconds(),
                "" + measured.toSeconds()));
        arguments.addAll(List.of(soak));
        return Child.start(NODE_MEMORY, arguments.toArray(new String[0]));
    }

    private void report(Measured netty, Measured bare, Measured libav, OptionalDouble program) {
        print(
                "delivered frames, of all the cameras sent 送达帧: netty %.1f %% of %d streams, floor %.1f %%,"
                        + " libavformat %.1f %% of %d%n",
                netty.delivered() * 100,
                cameras,
                bare.delivered() * 100,
                libav.delivered() * 100,
                Math.min(cameras, LIBAV_CAMERAS));
        print(
                "our own client's figure includes the service and the producer, not the broker; libavformat's is demuxing alone"
                        + " 自研客户端含接入服务与发送端,不含消息代理;libavformat 仅解复用%n");
        CpuParts parts = netty.parts();
        print(
                "where it goes, floor beside it 开销构成与下限: reading=%.3f floor=%.3f service=%.3f bus=%.3f"
                        + " machine=%.3f (compiler and collector 编译与回收)%n",
                parts.reading(), bare.cpuMillis(), parts.service(), parts.bus(), parts.machine());
        print(
                "bench ingest: cameras=%d cpu_ms_per_stream_second=%.3f libavformat=%.3f ffmpeg_nokey=%s"
                        + " rss_mb_per_stream=%.2f heap_mb_per_stream=%.2f threads_per_stream=%.2f"
                        + " published=%d dropped=%d libavformat_ratio=%.1f"
                        + " libavformat_rss_mb=%.2f libavformat_threads=%.2f%n",
                cameras,
                netty.cpuMillis(),
                libav.cpuMillis(),
                program.isPresent() ? String.format(Locale.ROOT, "%.2f", program.getAsDouble()) : "not_installed",
                netty.rssMegabytes(),
                netty.heapMegabytes(),
                netty.threads(),
                netty.published(),
                netty.dropped(),
                libav.cpuMillis() / netty.cpuMillis(),
                libav.rssMegabytes(),
                libav.threads());
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
