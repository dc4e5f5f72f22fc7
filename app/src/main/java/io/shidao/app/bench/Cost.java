package io.shidao.app.bench;

import io.shidao.app.bench.CpuMeter.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** CPU time of one unit of work by stage. */
record Cost(Map<Stage, Long> nanos) {
    Cost {
        nanos = Map.copyOf(nanos);
    }

    double millis(Stage stage) {
        return nanos.getOrDefault(stage, 0L) / 1e6;
    }

    double millis() {
        return nanos.values().stream().mapToLong(Long::longValue).sum() / 1e6;
    }

    /** Of each stage by itself: looks are spread unevenly over the samples, so that a median would leave them out. */
    static Cost mean(List<Cost> costs) {
        Map<Stage, Long> means = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            means.put(stage, Math.round(1e6 * average(costs, cost -> cost.millis(stage))));
        }
        return new Cost(means);
    }

    private static double average(List<Cost> costs, ToDoubleFunction<Cost> value) {
        return costs.stream().mapToDouble(value).average().orElse(0);
    }

    static double median(List<Cost> costs) {
        double[] sorted = costs.stream().mapToDouble(Cost::millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
