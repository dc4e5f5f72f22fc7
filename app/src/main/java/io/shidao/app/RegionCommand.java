package io.shidao.app;

import io.shidao.app.region.Rehearsal;
import io.shidao.testkit.region.Region;
import io.shidao.testkit.region.RegionSize;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays a region for a month. */
@Command(
        name = "region",
        description = {
            "Play a made-up region for a month of simulated time through the real services, and check what was found.",
            "用虚构地区在模拟时间内完整演练一个月，并核对结果。"
        })
final class RegionCommand implements Callable<Integer> {
    /** A Monday. */
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 3, 2);

    @Option(names = "--prefectures", defaultValue = "3", description = "Default ${DEFAULT-VALUE} / 地州数.")
    private int prefectures;

    @Option(names = "--institutions", defaultValue = "35", description = "Default ${DEFAULT-VALUE} / 机构数.")
    private int institutions;

    @Option(names = "--classes", defaultValue = "200", description = "Default ${DEFAULT-VALUE} / 班级数.")
    private int classes;

    @Option(names = "--trainees", defaultValue = "30", description = "Of a class, default ${DEFAULT-VALUE} / 每班人数.")
    private int trainees;

    @Option(names = "--days", defaultValue = "30", description = "Default ${DEFAULT-VALUE} / 天数.")
    private int days;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "From sample to sample of a camera, default ${DEFAULT-VALUE} / 采样间隔（秒）.")
    private int interval;

    @Option(names = "--seed", defaultValue = "1", description = "Another one makes another region / 随机种子.")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        RegionSize size = new RegionSize(
                prefectures, institutions, classes, trainees, days, FIRST_DAY, Duration.ofSeconds(interval), seed);
        return Rehearsal.play(Region.of(size), System.out) ? 0 : 1;
    }
}
