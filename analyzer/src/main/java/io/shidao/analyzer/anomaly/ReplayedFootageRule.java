package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.replay.Replay;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A source showed pictures that had been seen before: at once, however short, since no camera does that by itself. */
final class ReplayedFootageRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        List<Interval> replayed = facts.room().coverage().stream()
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
                numbers(facts, all, replayed.size()),
                facts.room().overviewNear(replayed.get(0).from())));
    }

    private static Map<String, Double> numbers(AnomalyFacts facts, Duration all, int spans) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("minutes", Cases.minutes(all));
        numbers.put("spans", (double) spans);
        Replay replay = facts.room().replay();
        if (replay != null) {
            numbers.put("error_probability", Math.exp(replay.logFalseAlarm()));
            numbers.put("replay_lag_minutes", Cases.minutes(replay.lag()));
            numbers.put("replay_share", replay.share());
            numbers.put("replay_share_by_chance", replay.byChance());
            numbers.put(
                    "replay_of_earlier_session",
                    replay.session().equals(facts.plan().id()) ? 0.0 : 1.0);
        }
        return numbers;
    }
}
