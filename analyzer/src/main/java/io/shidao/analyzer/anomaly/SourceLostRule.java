package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** No usable sample came for too long. One case for each outage. */
final class SourceLostRule implements AnomalyRule {
    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        return facts.outages().stream().map(outage -> anomaly(facts, outage)).toList();
    }

    private static Anomaly anomaly(AnomalyFacts facts, SourceOutage outage) {
        return Cases.of(
                facts,
                AnomalyKind.SOURCE_LOST,
                "from:" + outage.time().from(),
                List.of(),
                outage.time().from().plus(facts.plan().policy().sourceLostAfter()),
                Map.of("minutes", Cases.minutes(outage.time().length()), state(outage), 1.0),
                facts.overviewNear(outage.time().from()));
    }

    /** A case carries numbers only: the source's state becomes the name of one, e.g. {@code source_unauthorised}. */
    private static String state(SourceOutage outage) {
        String state = outage.state().isEmpty() ? "unknown" : outage.state();
        return "source_" + state.toLowerCase(Locale.ROOT);
    }
}
