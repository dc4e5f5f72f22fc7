package io.shidao.app;

import io.shidao.adapters.vision.Vision;
import io.shidao.app.evaluate.attack.AttackEvaluation;
import io.shidao.app.evaluate.attack.AttackEvaluationOptions;
import io.shidao.app.node.Natives;
import io.shidao.app.node.ShidaoConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures presentation-attack detection. */
@Command(
        name = "evaluate-attacks",
        description = {
            "Measure presentation-attack detection: APCER of rendered attacks by species, BPCER of photos of people.",
            "评测翻拍攻击检测:按攻击类别报告 APCER,并报告真人照片的 BPCER(攻击为合成)。"
        })
final class AttackEvaluationCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--faces",
            paramLabel = "DIR",
            required = true,
            description = "Photos of people, may be repeated / 人脸照片目录,可重复.")
    private List<Path> faces = new ArrayList<>();

    @Option(
            names = "--presentations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Of each kind, size and folder; default: ${DEFAULT-VALUE} / 每类次数.")
    private int presentations = 100;

    @Option(
            names = "--looks",
            paramLabel = "N",
            defaultValue = "3",
            description = "Averaged for each; default: ${DEFAULT-VALUE} / 每次平均的画面数.")
    private int looks = 3;

    @Option(
            names = "--pixels",
            paramLabel = "N",
            split = ",",
            defaultValue = "128,64",
            description = "Heights of faces; default: ${DEFAULT-VALUE} / 人脸高度.")
    private List<Integer> pixels = new ArrayList<>();

    @Option(
            names = "--threshold",
            paramLabel = "S",
            defaultValue = "0.5",
            description = "Mean score of an attack; default: ${DEFAULT-VALUE} / 判定阈值.")
    private double threshold = 0.5;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of everything random / 随机种子.")
    private long seed = 1;

    @Override
    public Integer call() {
        ShidaoConfig config = options.load();
        Natives.prepare(config, System.getenv());
        AttackEvaluationOptions what =
                new AttackEvaluationOptions(faces, presentations, looks, pixels, threshold, seed);
        try (Vision vision = Vision.load(config.vision())) {
            new AttackEvaluation(vision.stillDecoder(), vision.detector(), vision.attackDetector(), what, System.out)
                    .run();
        }
        return 0;
    }
}
