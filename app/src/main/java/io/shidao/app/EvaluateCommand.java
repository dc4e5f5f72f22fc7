package io.shidao.app;

import io.shidao.adapters.vision.Vision;
import io.shidao.app.evaluate.Evaluation;
import io.shidao.app.evaluate.EvaluationOptions;
import io.shidao.app.evaluate.People;
import io.shidao.app.node.Natives;
import io.shidao.app.node.ShidaoConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the decisions. */
@Command(
        name = "evaluate",
        description = {
            "Measure the decisions on labelled faces (DIR/PERSON/CF.jpg, C = clip, F = frame): sessions of a class are",
            "simulated; how many honest trainees are accused, how many substitutes found, and how far stated errors hold.",
            "用带标注的人脸评测判定(目录/人员/CF.jpg,C 为片段,F 为帧):模拟课堂,统计误判学员数、",
            "发现替课者数,并核对所注明的误差。"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--faces",
            paramLabel = "DIR",
            required = true,
            description = "Labelled people, may be repeated / 带标注的人脸目录,可重复.")
    private List<Path> faces = new ArrayList<>();

    @Option(
            names = "--enrol",
            paramLabel = "N",
            defaultValue = "2",
            description = "Clips that are enrolled, 1 or 2; default: ${DEFAULT-VALUE} / 用于建档的片段数.")
    private int enrol = 2;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            split = ",",
            defaultValue = "48",
            description = "Heights of faces in the picture; default: ${DEFAULT-VALUE} / 画面中人脸高度(像素).")
    private List<Integer> pixels = new ArrayList<>();

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "For each folder and height; default: for 400 trainees, with --fast 1200 / 每组模拟课次.")
    private @Nullable Integer sessions;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            description = "Of a session, sampled every 5 s; default: 10, with --fast 45 / 每次课分钟数,每 5 秒采样.")
    private @Nullable Integer minutes;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of everything random / 随机种子.")
    private long seed = 1;

    @Option(names = "--fast", description = "Start from templates instead of pictures / 直接从人脸模板开始,不合成画面.")
    private boolean fast;

    @Option(
            names = "--varied",
            description = "Looks of a session from all clips that were not enrolled / 一次课的画面取自全部未建档片段.")
    private boolean varied;

    @Option(
            names = "--people",
            paramLabel = "WHO",
            defaultValue = "all",
            description = "all, even or odd: every second person; default: ${DEFAULT-VALUE} / 全部、偶数或奇数人员.")
    private People people = People.ALL;

    @Option(
            names = "--looks",
            paramLabel = "DIR",
            description = "Keep looks there and use those that are (templates of real people) / 画面模板的缓存目录.")
    private @Nullable Path looks;

    @Option(
            names = "--calibration",
            paramLabel = "FILE",
            description = "Instead of the one that ships / 使用此校准文件,而非随附的校准.")
    private @Nullable Path calibration;

    @Option(
            names = "--exclude",
            paramLabel = "FILE",
            description = "More wrong labels: person or FOLDER/PERSON, clip or *, reason / 另加的错误标注清单.")
    private @Nullable Path exclude;

    @Option(names = "--with-excluded", description = "Clips with wrong labels too / 连同标注错误的片段.")
    private boolean withExcluded;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures there / 将各项数字写入此文件.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write the whole report there: all heights, cross-fitted calibrations / 生成完整评测报告.")
    private @Nullable Path report;

    @Override
    public Integer call() {
        EvaluationOptions what = new EvaluationOptions(
                faces,
                enrol,
                pixels,
                sessions,
                seed,
                minutes,
                fast,
                varied,
                withExcluded,
                people,
                new EvaluationOptions.Files(looks, calibration, exclude, json, report));
        if (!what.problems().isEmpty()) {
            throw new CommandLine.ParameterException(spec.commandLine(), String.join("\n", what.problems()));
        }
        ShidaoConfig config = options.load();
        Natives.prepare(config, System.getenv());
        try (Vision vision = Vision.load(config.vision())) {
            new Evaluation(vision, config.analyzer().pipeline(), what, System.out, System.err).run();
        }
        return 0;
    }
}
