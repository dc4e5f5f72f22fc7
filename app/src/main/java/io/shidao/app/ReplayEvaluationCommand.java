package io.shidao.app;

import io.shidao.app.evaluate.replay.Behaviour;
import io.shidao.app.evaluate.replay.ReplayEvaluation;
import io.shidao.app.node.Natives;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the search for replayed footage. */
@Command(
        name = "evaluate-replay",
        description = {
            "Measure the search for replayed footage: rendered classes through the real codec, replays tampered with.",
            "评测重放画面的查找:渲染的课堂经真实编解码,重放画面经过再编码、缩放、加噪、裁剪。"
        })
final class ReplayEvaluationCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Option(
            names = "--behaviours",
            paramLabel = "NAME",
            split = ",",
            description = "Of ${COMPLETION-CANDIDATES}; default: all / 学员动作类型,默认全部.")
    private List<Behaviour> behaviours = new ArrayList<>();

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "Of each honest class, two of each behaviour; default: ${DEFAULT-VALUE} / 每堂真实课的分钟数.")
    private int minutes = 10;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "11",
            description = "Of movements and noise; the limits were set on 1; default: ${DEFAULT-VALUE} / 随机种子.")
    private long seed = 11;

    @Override
    public Integer call() {
        Natives.prepare(options.load(), System.getenv());
        new ReplayEvaluation(seed, minutes, System.out)
                .run(behaviours.isEmpty() ? List.of(Behaviour.values()) : behaviours);
        return 0;
    }
}
