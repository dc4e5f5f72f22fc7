package io.shidao.analyzer.anomaly;

import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** No usable sample came for too long. One case for each outage; its cause is the number of the source's state. */
final class SourceLostRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return new ArrayList<>(
                facts.outages().stream().map(outage -> anomaly(facts, outage)).toList());
    }

    private static Anomaly anomaly(AnomalyFacts facts, SourceOutage outage) {
        return Cases.of(
                facts,
                AnomalyKind.SOURCE_LOST,
                "from:" + outage.time().from(),
                List.of(),
                outage.time().from().plus(facts.plan().policy().sourceLostAfter()),
                Map.of("minutes", Cases.minutes(outage.time().length()), "source_state", (double)
                        number(outage.state())),
                facts.overviewNear(outage.time().from()));
    }

    /** Numbers are all that a case carries: the ordinal of the {@link SourceState}, −1 when not known. */
    private static int number(String state) {
        return Stream.of(SourceState.values())
                .filter(s -> s.name().equals(state))
                .mapToInt(SourceState::ordinal)
                .findFirst()
                .orElse(-1);
    }
}
