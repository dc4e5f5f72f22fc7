package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.List;
import java.util.Map;

/** The camera's clock is off by more than a minute: what it stamps into its picture would not be worth much. */
final class ClockSkewRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        ClockSkew skew = facts.room().clockSkew();
        return skew == null
                ? List.of()
                : List.of(Cases.of(
                        facts,
                        AnomalyKind.CLOCK_SKEW,
                        "source:" + facts.plan().source(),
                        List.of(),
                        skew.since(),
                        Cases.windowFrom(facts, skew.since()),
                        Map.of("skew_minutes", Cases.minutes(skew.ahead())),
                        facts.room().overviewNear(skew.since())));
    }
}
