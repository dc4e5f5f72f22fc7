package io.shidao.app;

import io.shidao.app.bench.AnalyzeBench;
import io.shidao.app.bench.AttendanceBench;
import io.shidao.app.bench.ImportBench;
import io.shidao.app.bench.SnapshotBench;
import io.shidao.app.bench.ingest.Broker;
import io.shidao.app.bench.ingest.CameraFarm;
import io.shidao.app.bench.ingest.IngestBench;
import io.shidao.app.bench.ingest.IngestNode;
import io.shidao.app.bench.ingest.MuxBench;
import io.shidao.app.bench.ingest.RecordBench;
import io.shidao.app.bench.live.EventsBench;
import io.shidao.app.bench.live.LiveBench;
import io.shidao.ingest.record.RecordingPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what the work costs on this machine. */
@Command(
        name = "bench",
        description = {
            "Measure what the work costs on this machine, beside a floor measured in the same run.",
            "测量本机上各项处理的开销,并与同次测得的下限对照。"
        },
        subcommands = {
            BenchCommand.Analyze.class,
            BenchCommand.Snapshots.class,
            BenchCommand.Import.class,
            BenchCommand.Attendance.class,
            BenchCommand.Mux.class,
            BenchCommand.Recording.class,
            BenchCommand.Live.class,
            BenchCommand.Events.class,
            BenchCommand.Ingest.class,
            BenchCommand.Soak.class,
            BenchCommand.Cameras.class,
            BenchCommand.BrokerProcess.class,
            BenchCommand.NodeProcess.class
        })
final class BenchCommand {
    private BenchCommand() {}

    @Command(
            name = "analyze",
            description = {
                "A rendered 1080p classroom: CPU time per sample by stage, in the first minute and when all is decided.",
                "渲染的 1080p 教室:首分钟与稳定期每个样本各阶段的 CPU 时间。"
            })
    static final class Analyze implements Callable<Integer> {
        @Option(names = "--people", paramLabel = "N", defaultValue = "30", description = "In the room, up to 35 / 人数.")
        private int people = 30;

        @Option(
                names = "--every",
                paramLabel = "SECONDS",
                defaultValue = "5",
                description = "Sampling interval / 采样间隔.")
        private int everySeconds = 5;

        @Option(names = "--minutes", paramLabel = "N", defaultValue = "12", description = "Of class, from 4 / 课堂分钟数.")
        private int minutes = 12;

        @Override
        public Integer call() {
            new AnalyzeBench(
                            System.out,
                            System.err,
                            people,
                            Duration.ofSeconds(everySeconds),
                            Duration.ofMinutes(minutes))
                    .run();
            return 0;
        }
    }

    @Command(
            name = "snapshots",
            description = {
                "Snapshots of an online course: CPU time per verified snapshot by stage.",
                "在线课程抓拍:每张核验抓拍各阶段的 CPU 时间。"
            })
    static final class Snapshots implements Callable<Integer> {
        @Option(names = "--snapshots", paramLabel = "N", defaultValue = "60", description = "To verify / 张数.")
        private int snapshots = 60;

        @Override
        public Integer call() {
            new SnapshotBench(System.out, System.err, snapshots).run();
            return 0;
        }
    }

    @Command(
            name = "import",
            description = {
                "Photos of trainees from a ZIP: CPU time per photo beside that of detector and embedder.",
                "从ZIP导入学员照片：每张照片的CPU时间，并与检测和特征提取对照。"
            })
    static final class Import implements Callable<Integer> {
        @Option(
                names = "--photos",
                paramLabel = "N",
                defaultValue = "300",
                description = "To import, up to 20000 / 张数.")
        private int photos = 300;

        @Override
        public Integer call() {
            new ImportBench(System.out, System.err, photos).run();
            return 0;
        }
    }

    @Command(
            name = "attendance",
            description = {
                "Reads the attendance of random sessions from a database full of them: time per query.",
                "在存有大量课次与观测的数据库中查询单个课次的考勤:每次查询的耗时。"
            })
    static final class Attendance implements Callable<Integer> {
        @Option(names = "--sessions", paramLabel = "N", defaultValue = "10000", description = "Stored / 课次数.")
        private int sessions = 10_000;

        @Option(names = "--observations", paramLabel = "N", defaultValue = "1000000", description = "Stored / 观测数.")
        private int observations = 1_000_000;

        @Option(names = "--people", paramLabel = "N", defaultValue = "50", description = "On each roster / 每班人数.")
        private int people = 50;

        @Option(names = "--queries", paramLabel = "N", defaultValue = "2000", description = "Measured / 查询次数.")
        private int queries = 2_000;

        @Override
        public Integer call() {
            new AttendanceBench(System.out, sessions, observations, people, queries).run();
            return 0;
        }
    }

    @Command(
            name = "mux",
            description = {
                "Live view: CPU time per second of a 1080p stream made into fragmented MP4.",
                "实时画面:1080p 视频每秒封装为分段 MP4 的 CPU 时间。"
            })
    static final class Mux implements Callable<Integer> {
        @Option(
                names = "--seconds",
                paramLabel = "N",
                defaultValue = "1000",
                description = "Of the stream, in each round / 每轮视频秒数.")
        private int seconds = 1000;

        @Override
        public Integer call() {
            new MuxBench(System.out, seconds).run();
            return 0;
        }
    }

    @Command(
            name = "record",
            description = {
                "Recording: memory held per 1080p stream of 4 Mbit/s, and CPU time per second of it.",
                "录像:每路 4 Mbit/s 的 1080p 视频所占内存,及每秒视频的 CPU 时间。"
            })
    static final class Recording implements Callable<Integer> {
        @Option(names = "--sources", paramLabel = "N", defaultValue = "40", description = "Recorded at once / 路数.")
        private int sources = 40;

        @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "Measured / 测量秒数.")
        private int seconds = 30;

        @Option(
                names = "--policy",
                paramLabel = "POLICY",
                defaultValue = "CONTINUOUS",
                description = "CONTINUOUS, AROUND_ANOMALIES / 录像方式.")
        private RecordingPolicy policy = RecordingPolicy.CONTINUOUS;

        @Override
        public Integer call() {
            new RecordBench(System.out, sources, seconds, policy).run();
            return 0;
        }
    }

    @Command(
            name = "live",
            description = {
                "Live view: how long pictures take from the camera to the screen of a real Chromium on this machine.",
                "实时画面：画面从摄像机到本机 Chromium 屏幕所需的时间。"
            })
    static final class Live implements Callable<Integer> {
        @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Measured / 测量秒数.")
        private int seconds = 60;

        @Override
        public Integer call() {
            return new LiveBench(System.out, System.err, Duration.ofSeconds(seconds)).run() ? 0 : 2;
        }
    }

    @Command(
            name = "events",
            description = {
                "Live events: how long from a sample's capture to the receipt of its event by a signed-in client.",
                "实时事件：从采样到已登录客户端收到该样本事件所需的时间。"
            })
    static final class Events implements Callable<Integer> {
        @Option(names = "--rooms", paramLabel = "N", defaultValue = "1", description = "At once, up to 64 / 教室数.")
        private int rooms = 1;

        @Option(names = "--people", paramLabel = "N", defaultValue = "30", description = "In a room, up to 35 / 人数.")
        private int people = 30;

        @Option(names = "--seconds", paramLabel = "N", defaultValue = "60", description = "Measured / 测量秒数.")
        private int seconds = 60;

        @Option(names = "--warmup", paramLabel = "N", defaultValue = "20", description = "Seconds before / 预热秒数.")
        private int warmUp = 20;

        @Override
        public Integer call() {
            new EventsBench(
                            System.out,
                            System.err,
                            rooms,
                            people,
                            Duration.ofSeconds(warmUp),
                            Duration.ofSeconds(seconds))
                    .run();
            return 0;
        }
    }

    @Command(
            name = "ingest",
            description = {
                "1080p streams of 4 Mbit/s: CPU, memory and threads per stream, beside libavformat and ffmpeg.",
                "4 Mbit/s 的 1080p 视频流:每路的 CPU、内存与线程,并与 libavformat 和 ffmpeg 对照。"
            })
    static final class Ingest implements Callable<Integer> {
        @Option(names = "--cameras", paramLabel = "N", defaultValue = "100", description = "Up to 1000 / 摄像机数.")
        private int cameras = 100;

        @Option(names = "--seconds", paramLabel = "N", defaultValue = "30", description = "Measured / 测量秒数.")
        private int seconds = 30;

        @Option(names = "--warmup", paramLabel = "N", defaultValue = "20", description = "Seconds before / 预热秒数.")
        private int warmUp = 20;

        @Option(
                names = "--hold",
                paramLabel = "N",
                description = {
                    "Instead: hold so many streams in one process, of 0.5 Mbit/s so that the cameras fit beside it",
                    "/ 改为:单进程保持 N 路 0.5 Mbit/s 视频流."
                })
        private int hold;

        @Override
        public Integer call() {
            Duration before = Duration.ofSeconds(warmUp);
            Duration measured = Duration.ofSeconds(seconds);
            if (hold > 0) {
                new IngestBench(System.out, System.err, hold, before, measured, 500_000).hold();
            } else {
                new IngestBench(System.out, System.err, cameras, before, measured, 4_000_000).compare();
            }
            return 0;
        }
    }

    @Command(
            name = "soak",
            description = {
                "Ingest for some minutes: memory minute by minute; exit code 1 when it grows.",
                "持续接入若干分钟:逐分钟内存;若持续增长则退出码为 1。"
            })
    static final class Soak implements Callable<Integer> {
        @Option(names = "--cameras", paramLabel = "N", defaultValue = "50", description = "Up to 1000 / 摄像机数.")
        private int cameras = 50;

        @Option(names = "--minutes", paramLabel = "N", defaultValue = "10", description = "At least 3 / 分钟数.")
        private int minutes = 10;

        @Option(names = "--watch", paramLabel = "N", defaultValue = "5", description = "Cameras watched / 观看路数.")
        private int watched = 5;

        @Option(
                names = "--record",
                paramLabel = "N",
                defaultValue = "5",
                description = "Cameras recorded continuously / 连续录像路数.")
        private int recorded = 5;

        @Override
        public Integer call() {
            return new IngestBench(
                            System.out, System.err, cameras, Duration.ofSeconds(20), Duration.ofSeconds(1), 4_000_000)
                    .soak(minutes, watched, recorded);
        }
    }

    @Command(name = "cameras", hidden = true, description = "A process of bench ingest / bench ingest 的子进程.")
    static final class Cameras implements Callable<Integer> {
        @Parameters(index = "0")
        private int mounts;

        @Parameters(index = "1")
        private int width;

        @Parameters(index = "2")
        private int height;

        @Parameters(index = "3")
        private int bitsPerSecond;

        @Override
        public Integer call() throws IOException {
            CameraFarm.serve(System.out, mounts, width, height, bitsPerSecond);
            return 0;
        }
    }

    @Command(name = "broker", hidden = true, description = "A process of bench ingest / bench ingest 的子进程.")
    static final class BrokerProcess implements Callable<Integer> {
        @Override
        public Integer call() throws IOException {
            Broker.serve(System.out);
            return 0;
        }
    }

    @Command(name = "node", hidden = true, description = "A process of bench ingest / bench ingest 的子进程.")
    static final class NodeProcess implements Callable<Integer> {
        @Parameters(index = "0")
        private IngestNode.Kind kind = IngestNode.Kind.NETTY;

        @Parameters(index = "1")
        private int cameras;

        @Parameters(index = "2")
        private int port;

        @Parameters(index = "3")
        private int mounts;

        @Parameters(index = "4")
        private String kafka = "";

        @Parameters(index = "5")
        private double unitBytes;

        @Parameters(index = "6")
        private int warmUpSeconds;

        @Parameters(index = "7")
        private int seconds;

        @Parameters(index = "8")
        private int soakMinutes;

        @Parameters(index = "9")
        private int watched;

        @Parameters(index = "10")
        private int recorded;

        @Override
        public Integer call() {
            return IngestNode.run(
                    new IngestNode.Task(
                            kind,
                            cameras,
                            port,
                            mounts,
                            kafka,
                            unitBytes,
                            Duration.ofSeconds(warmUpSeconds),
                            Duration.ofSeconds(seconds),
                            soakMinutes,
                            watched,
                            recorded),
                    System.out);
        }
    }
}
