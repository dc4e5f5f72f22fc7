package io.shidao.app;

import io.shidao.app.bench.AnalyzeBench;
import io.shidao.app.bench.MuxBench;
import io.shidao.app.bench.SnapshotBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what the work costs on this machine. */
@Command(
        name = "bench",
        description = {
            "Measure what the work costs on this machine, beside a floor measured in the same run.",
            "测量本机上各项处理的开销,并与同次测得的下限对照。"
        },
        subcommands = {BenchCommand.Analyze.class, BenchCommand.Snapshots.class, BenchCommand.Mux.class})
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
}
