package io.shidao.analyzer.anomaly;

import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Nothing usable came from the source for too long: SOURCE_FROZEN when it was connected and sent nothing, or always the
 * same picture, SOURCE_COVERED when its pictures do not show the room, else SOURCE_LOST. One case of each kind for a source and session, however often it came and went.
 */
public final class OutageRule implements AnomalyRule {
    private static final Set<Sight> AWAY =
            EnumSet.of(Sight.NOT_CONNECTED, Sight.FROZEN, Sight.DAMAGED, Sight.NO_DATA, Sight.UNCHANGING);
    private static final Set<Sight> COVERED = EnumSet.of(Sight.DARK, Sight.COVERED, Sight.BLURRED, Sight.TURNED_AWAY);
    private static final Set<Sight> STILL = EnumSet.of(Sight.FROZEN, Sight.UNCHANGING);
    /** A source that drops out for so much of the time is lost, too, however short each time was. */
    private static final double FLAPPING_SHARE = 0.1;

    /** Spans that follow each other and show nothing. */
    private record Outage(List<CoverageSpan> spans) {
        Duration length() {
            return total(spans);
        }

        boolean isStill() {
            Duration still = total(
                    spans.stream().filter(span -> STILL.contains(span.sight())).toList());
            return still.multipliedBy(2).compareTo(length()) >= 0;
        }

        private static Duration total(List<CoverageSpan> spans) {
            return spans.stream().map(span -> span.time().length()).reduce(Duration.ZERO, Duration::plus);
        }
    }

    /** A source that is sampled seldom is not lost between two samples. */
    public static Duration allowed(SessionPlan plan) {
        return Intervals.longer(interval(plan).multipliedBy(3), plan.policy().sourceLostAfter());
    }

    private static Duration interval(SessionPlan plan) {
        AttendancePolicy policy = plan.policy();
        return plan.kind().isOnline() ? policy.snapshotInterval() : policy.samplingInterval();
    }

    @Override
    public List<Anomaly> judge(AnomalyFacts facts, List<Anomaly> found) {
        // what lies between a sample and the end, or a sample that came late, is no outage
        Duration least = interval(facts.plan()).multipliedBy(2);
        List<Outage> outages = outages(facts, AWAY, least);
        List<Anomaly> cases = new ArrayList<>();
        suspect(
                        facts,
                        AnomalyKind.SOURCE_LOST,
                        outages.stream().filter(o -> !o.isStill()).toList())
                .ifPresent(cases::add);
        suspect(
                        facts,
                        AnomalyKind.SOURCE_FROZEN,
                        outages.stream().filter(Outage::isStill).toList())
                .ifPresent(cases::add);
        suspect(facts, AnomalyKind.SOURCE_COVERED, outages(facts, COVERED, least))
                .ifPresent(cases::add);
        return cases;
    }

    private static List<Outage> outages(AnomalyFacts facts, Set<Sight> reasons, Duration least) {
        return outages(facts.room().coverage(), reasons).stream()
                .filter(outage -> outage.length().compareTo(least) > 0)
                .toList();
    }

    private static List<Outage> outages(List<CoverageSpan> coverage, Set<Sight> reasons) {
        List<Outage> outages = new ArrayList<>();
        List<CoverageSpan> current = new ArrayList<>();
        for (CoverageSpan span : coverage) {
            if (reasons.contains(span.sight())) {
                current.add(span);
            } else if (!current.isEmpty()) {
                outages.add(new Outage(List.copyOf(current)));
                current.clear();
            }
        }
        if (!current.isEmpty()) {
            outages.add(new Outage(List.copyOf(current)));
        }
        return outages;
    }

    private static Optional<Anomaly> suspect(AnomalyFacts facts, AnomalyKind kind, List<Outage> outages) {
        Duration allowed = allowed(facts.plan());
        List<Outage> tooLong =
                outages.stream().filter(o -> o.length().compareTo(allowed) > 0).toList();
        if (!tooLong.isEmpty()) {
            return Optional.of(anomaly(facts, kind, outages, tooLong.get(0)));
        }
        Duration all = outages.stream().map(Outage::length).reduce(Duration.ZERO, Duration::plus);
        boolean flapping = all.compareTo(allowed) > 0
                && (double) all.toMillis()
                        >= FLAPPING_SHARE * (double) known(facts).toMillis();
        return flapping ? Optional.of(anomaly(facts, kind, outages, outages.get(0))) : Optional.empty();
    }

    private static Duration known(AnomalyFacts facts) {
        return facts.room().coverage().stream()
                .map(span -> span.time().length())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Anomaly anomaly(AnomalyFacts facts, AnomalyKind kind, List<Outage> outages, Outage first) {
        Interval begin = first.spans().get(0).time();
        return Cases.of(
                facts,
                kind,
                "source:" + facts.plan().source(),
                List.of(),
                begin.from().plus(facts.plan().policy().sourceLostAfter()),
                new Interval(begin.from(), end(outages)),
                numbers(outages),
                facts.room().overviewNear(begin.from()));
    }

    private static Instant end(List<Outage> outages) {
        List<CoverageSpan> last = outages.get(outages.size() - 1).spans();
        return last.get(last.size() - 1).time().to();
    }

    /** How often and how long, and the minutes of each reason, e.g. {@code source_unauthorised}. */
    private static Map<String, Double> numbers(List<Outage> outages) {
        Map<String, Double> numbers = new TreeMap<>();
        numbers.put("outages", (double) outages.size());
        for (Outage outage : outages) {
            numbers.merge("minutes", Cases.minutes(outage.length()), Double::sum);
            numbers.merge("longest_minutes", Cases.minutes(outage.length()), Math::max);
            outage.spans()
                    .forEach(span -> numbers.merge(
                            reason(span), Cases.minutes(span.time().length()), Double::sum));
        }
        return numbers;
    }

    /** A case carries numbers only: the reason becomes the name of one. */
    private static String reason(CoverageSpan span) {
        @Nullable SourceState state = span.sourceState();
        String name = span.sight() == Sight.NOT_CONNECTED && state != null
                ? state.name()
                : span.sight().name();
        return "source_" + name.toLowerCase(Locale.ROOT);
    }
}
