package io.shidao.app.bench;

import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.replay.ReplayConfig;
import io.shidao.app.bench.CpuMeter.Stage;
import io.shidao.kernel.sample.Sample;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a sample of a full classroom costs: in the first minute, and once everybody is decided. */
public final class AnalyzeBench {
    private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLED = Duration.ofMinutes(3);
    private static final double MILLIS_PER_SECOND = 1000;

    private final PrintStream out;
    private final PrintStream progress;
    private final int people;
    private final Duration every;
    private final Duration length;

    /**
     * @param people on the roster, 1 to 35
     * @param every class time between two samples
     * @param length class time, more than three minutes
     */
    public AnalyzeBench(PrintStream out, PrintStream progress, int people, Duration every, Duration length) {
        if (people < 1 || people > 35 || length.compareTo(SETTLED) <= 0 || every.toMillis() < 1) {
            throw new IllegalArgumentException("bench: people " + people + ", every " + every + ", length " + length
                    + " (expected: 1 to 35; above 0s; longer than " + SETTLED + ")");
        }
        this.out = out;
        this.progress = progress;
        this.people = people;
        this.every = every;
        this.length = length;
    }

    /** What a part of the session cost. */
    private record Phase(String name, List<Cost> costs, long windows, long embeddings, double pictureMillis) {}

    public void run() {
        try (Bench bench = Bench.open();
                BenchRoom room = BenchRoom.restless(bench.vision(), people, length)) {
            OneSession session = room.session(length, every);
            progress.println("warming up 预热 …");
            run(bench, room, session, SETTLED);
            Sample example = room.sample(session.plan(), BenchRoom.START.plus(length.dividedBy(2)));
            Floor floor =
                    Floor.measure(bench.keyFrames(), bench.vision().detector(), example.codec(), example.payload());
            progress.println("analyzing 分析中 …");
            List<Phase> phases = run(bench, room, session, length);
            progress.println("all cores 全部核心 …");
            crowd(bench, room, session);
            report(phases, floor, example.payload().size());
            progress.println("search for replayed footage 查找重放画面 …");
            replay(bench, room, session);
        }
    }

    /** What looking at footage costs: the same settled minutes with it, sampled as often as it asks for, and without. */
    private void replay(Bench bench, BenchRoom room, OneSession session) {
        ReplayConfig config = PipelineConfig.defaults().replay();
        List<Cost> without = settled(bench, room, session, config.off(), every);
        List<Cost> with = settled(bench, room, session, config, config.lookEvery());
        List<Cost> looks =
                with.stream().filter(cost -> cost.millis(Stage.DETECT) == 0).toList();
        double before = perMinute(without);
        double after = perMinute(with);
        print(
                "bench replay: look_every_s=%.1f cpu_ms_per_class_minute=%.0f without=%.0f ratio=%.2f searched=%d"
                        + " searched_without=%d looks=%d cpu_ms_per_look=%.1f%n",
                config.lookEvery().toMillis() / MILLIS_PER_SECOND,
                after,
                before,
                after / before,
                with.size() - looks.size(),
                without.size(),
                looks.size(),
                looks.isEmpty() ? 0 : Cost.mean(looks).millis());
    }

    private double perMinute(List<Cost> costs) {
        return costs.stream().mapToDouble(Cost::millis).sum()
                / (length.minus(SETTLED).toSeconds() / 60.0);
    }

    private List<Cost> settled(
            Bench bench, BenchRoom room, OneSession session, ReplayConfig replay, Duration sampling) {
        PipelineConfig config = PipelineConfig.defaults().withReplay(replay);
        try (Analysis analysis = new Analysis(bench, session, config)) {
            run(analysis, room, session, "", Duration.ZERO, SETTLED);
            return run(analysis, room, session, "", SETTLED, length, sampling).costs();
        }
    }

    /** The first minute, and what comes after three. */
    private List<Phase> run(Bench bench, BenchRoom room, OneSession session, Duration until) {
        try (Analysis analysis = new Analysis(bench, session, PipelineConfig.defaults())) {
            Phase first = run(analysis, room, session, "first minute 首分钟", Duration.ZERO, FIRST_MINUTE);
            run(analysis, room, session, "", FIRST_MINUTE, SETTLED);
            return List.of(first, run(analysis, room, session, "steady 稳定期", SETTLED, until));
        }
    }

    /** Time on the wall: other work on the machine counts. */
    private void crowd(Bench bench, BenchRoom room, OneSession session) {
        List<Sample> video = new ArrayList<>();
        Instant end = BenchRoom.START.plus(SETTLED);
        for (Instant at = BenchRoom.START; at.isBefore(end); at = at.plus(every)) {
            video.add(room.sample(session.plan(), at));
        }
        int cores = Runtime.getRuntime().availableProcessors();
        double one = Crowd.samplesPerSecond(bench, session, video, 1);
        double all = Crowd.samplesPerSecond(bench, session, video, cores);
        print(
                "the first %d minutes on the wall 挂钟: %.1f samples a second with 1 worker, %.1f with %d%n",
                SETTLED.toMinutes(), one, all, cores);
    }

    private Phase run(Analysis analysis, BenchRoom room, OneSession session, String name, Duration from, Duration to) {
        return run(analysis, room, session, name, from, to, every);
    }

    private static Phase run(
            Analysis analysis,
            BenchRoom room,
            OneSession session,
            String name,
            Duration from,
            Duration to,
            Duration sampling) {
        long windows = analysis.eyes().windows();
        long embeddings = analysis.eyes().embeddings();
        List<Cost> costs = new ArrayList<>();
        Instant end = BenchRoom.START.plus(to);
        for (Instant at = BenchRoom.START.plus(from); at.isBefore(end); at = at.plus(sampling)) {
            costs.add(analysis.analyse(room.sample(session.plan(), at)));
        }
        return new Phase(
                name,
                costs,
                analysis.eyes().windows() - windows,
                analysis.eyes().embeddings() - embeddings,
                analysis.pictureMillis());
    }

    private void report(List<Phase> phases, Floor floor, int bytes) {
        Cost first = Cost.mean(phases.get(0).costs());
        Cost steady = Cost.mean(phases.get(1).costs());
        print("CPU ms per 1080p sample of %d KB, mean by stage 每个样本各阶段平均 CPU 毫秒%n", bytes / 1024);
        print("%-24s %8s %8s %8s%n", "", "first", "steady", "floor");
        for (Stage stage : Stage.values()) {
            print(
                    "%-24s %8.1f %8.1f %8s%n",
                    stage.name().toLowerCase(Locale.ROOT),
                    first.millis(stage),
                    steady.millis(stage),
                    floor(floor, stage));
        }
        print("%-24s %8.1f %8.1f %8.1f%n", "all", first.millis(), steady.millis(), floor.full());
        for (Phase phase : phases) {
            print(
                    "%s: %d samples, median %.1f ms, %.1f detector passes and %.1f embeddings a sample%n",
                    phase.name(),
                    phase.costs().size(),
                    Cost.median(phase.costs()),
                    (double) phase.windows() / phase.costs().size(),
                    (double) phase.embeddings() / phase.costs().size());
        }
        print(
                "floor: one key frame decoded and the whole picture searched at full resolution; with one coarse pass"
                        + " instead, which misses the back rows, %.1f ms (ratio %.2f)%n",
                floor.onePass(), steady.millis() / floor.onePass());
        print(
                "bench analyze: faces=%d cpu_ms_per_sample=%.1f decode=%.1f detect=%.1f embed=%.1f picture_wall=%.2f floor=%.1f"
                        + " first_minute=%.1f ratio=%.2f first_minute_ratio=%.2f cameras_per_core=%.0f%n",
                people,
                steady.millis(),
                steady.millis(Stage.DECODE),
                steady.millis(Stage.DETECT),
                steady.millis(Stage.ALIGN) + steady.millis(Stage.EMBED),
                phases.get(1).pictureMillis(),
                floor.full(),
                first.millis(),
                steady.millis() / floor.full(),
                first.millis() / floor.full(),
                Math.floor(every.toSeconds() * MILLIS_PER_SECOND / steady.millis()));
    }

    private static String floor(Floor floor, Stage stage) {
        return switch (stage) {
            case DECODE -> String.format(Locale.ROOT, "%.1f", floor.decode());
            case DETECT -> String.format(Locale.ROOT, "%.1f", floor.scan());
            case ALIGN, EMBED, EXAMINE, PICTURES, OTHER -> "";
        };
    }

    private void print(String format, Object... values) {
        out.printf(Locale.ROOT, format, values);
    }
}
