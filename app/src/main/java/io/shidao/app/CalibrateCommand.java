package io.shidao.app;

import io.shidao.adapters.vision.Vision;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationFile;
import io.shidao.app.evaluate.CalibrationRun;
import io.shidao.app.evaluate.People;
import io.shidao.app.node.Natives;
import io.shidao.app.node.ShidaoConfig;
import io.shidao.app.node.SiteCalibration;
import io.shidao.kernel.face.ModelId;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures what the comparison scores mean, which every stated error rests on. */
@Command(
        name = "calibrate",
        description = {
            "Measure what comparison scores mean. With --faces: everything, on labelled faces. Without: the scores of",
            "different people, on the people enrolled in the data directory; kept there, signed and dated.",
            "校准比对分数:带 --faces 时在已标注的人脸上完整测定;不带时在本站点已登记人员上重新测定“不同人”的分数,",
            "结果签名并注明日期后存入数据库。"
        })
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--faces",
            paramLabel = "DIR",
            description = "Labelled people, PERSON/CF.jpg (clip, frame), may be repeated / 已标注人脸目录,可重复.")
    private List<Path> faces = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "With --faces: write the calibration there instead of keeping it / 写入文件而不存入数据库.")
    private @Nullable Path out;

    @Option(
            names = "--looks",
            paramLabel = "DIR",
            description = "With --faces: keeps templates of those people for another run / 保存人脸特征以便复用.")
    private @Nullable Path looks;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "With --faces: wrong labels, beside each folder's exclude.tsv / 错误标注清单.")
    private @Nullable Path exclude;

    @Option(
            names = "--people",
            paramLabel = "WHICH",
            defaultValue = "all",
            description = "With --faces: all, or every second person (even, odd); default: ${DEFAULT-VALUE} / 使用哪些人.")
    private People people = People.ALL;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "With --faces: name after the model's; default: faces-TIME / 校准名称.")
    private @Nullable String id;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "Of everything random / 随机种子.")
    private long seed = 7;

    @Option(names = "--dry-run", description = "Measure and print, keep nothing / 只测定并显示,不保存.")
    private boolean dryRun;

    @Option(names = "--show", description = "List the calibrations that are kept / 列出已保存的校准.")
    private boolean show;

    @Option(
            names = "--remove",
            paramLabel = "ID",
            description = "Take a kept calibration out of use; the one before it counts again / 删除一条校准.")
    private @Nullable String remove;

    @Override
    public Integer call() {
        checkUsage();
        ShidaoConfig config = options.load();
        Natives.prepare(config, System.getenv());
        PrintStream print = System.out;
        if (!faces.isEmpty()) {
            return onFaces(config, print);
        }
        try (SiteCalibration site = SiteCalibration.open(config, options.data(), System.getenv(), Clock.systemUTC())) {
            if (show) {
                site.show(print);
            } else if (remove != null) {
                site.remove(remove, print);
            } else {
                site.measure(seed, dryRun, print);
            }
        }
        return 0;
    }

    private void checkUsage() {
        if (faces.isEmpty()
                && (out != null || looks != null || exclude != null || id != null || people != People.ALL)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--out, --looks, --exclude, --people, --id: only with --faces (expected: labelled faces to measure on)");
        }
        if ((show || remove != null) && (!faces.isEmpty() || dryRun || (show && remove != null))) {
            throw new ParameterException(
                    spec.commandLine(), "--show, --remove: measure nothing (expected: one of them, alone)");
        }
    }

    private int onFaces(ShidaoConfig config, PrintStream print) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        CalibrationRun run = new CalibrationRun(
                new CalibrationRun.Options(faces, looks, exclude, people, seed), line -> System.err.println(line));
        Calibration calibration;
        try (Vision vision = Vision.load(config.vision())) {
            ModelId model = vision.embedder().model();
            String name = model + "/" + (id == null ? "faces-" + SiteCalibration.stamp(now) : id);
            calibration = run.measure(vision, name, LocalDate.ofInstant(now, ZoneOffset.UTC));
        }
        String text = CalibrationFile.write(calibration);
        if (out != null && !dryRun) {
            write(out, text);
            print.println("calibrate: " + calibration.id() + " written to " + out);
        } else {
            print.print(text);
            if (!dryRun) {
                try (SiteCalibration site =
                        SiteCalibration.open(config, options.data(), System.getenv(), Clock.systemUTC())) {
                    site.keep(calibration, print);
                }
            }
        }
        return 0;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("calibrate: cannot write " + file, e);
        }
    }
}
