package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A source showed pictures that had been seen before: at once, however short, since no camera does that by itself. */
final class ReplayedFootageRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        List<Interval> replayed = facts.coverage().stream()
                .filter(span -> span.sight() == Sight.REPLAYED)
                .map(CoverageSpan::time)
                .toList();
        if (replayed.isEmpty()) {
            return List.of();
        }
        Duration all = replayed.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
        return List.of(Cases.of(
                facts,
                AnomalyKind.REPLAYED_FOOTAGE,
                "source:" + facts.plan().source(),
                List.of(),
                replayed.get(0).from(),
                new Interval(
                        replayed.get(0).from(),
                        replayed.get(replayed.size() - 1).to()),
                Map.of("minutes", Cases.minutes(all), "spans", (double) replayed.size()),
                facts.overviewNear(replayed.get(0).from())));
    }
}
