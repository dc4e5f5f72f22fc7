package io.shidao.analyzer.session;

import io.shidao.analyzer.anomaly.SourceOutage;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the source of a session does, and when nothing usable came from it. Not thread-safe. */
final class SourceWatch {
    /** Further outages of one session are not told one by one. */
    private static final int MOST_OUTAGES = 50;

    private String state = "";
    private String detail = "";
    private @Nullable Instant lastUsableAt;
    private final List<SourceOutage> outages = new ArrayList<>();

    void restore(String state, String detail, @Nullable Instant lastUsableAt, List<SourceOutage> outages) {
        this.state = state;
        this.detail = detail;
        this.lastUsableAt = lastUsableAt;
        this.outages.clear();
        this.outages.addAll(outages);
    }

    void changed(SourceChange change) {
        state = change.state().name();
        detail = change.detail();
    }

    /** A usable sample came: if it ends an outage, that is kept. */
    void usable(Instant at, SessionPlan plan) {
        outage(plan, Intervals.earlier(at, plan.endsAt())).ifPresent(this::keep);
        lastUsableAt = lastUsableAt == null ? at : Intervals.later(lastUsableAt, at);
    }

    private void keep(SourceOutage outage) {
        if (outages.size() < MOST_OUTAGES) {
            outages.add(outage);
        }
    }

    /** All outages up to a time, the one that lasts included. */
    List<SourceOutage> outages(SessionPlan plan, Instant asOf) {
        List<SourceOutage> all = new ArrayList<>(outages);
        outage(plan, Intervals.earlier(asOf, plan.endsAt())).ifPresent(all::add);
        return all;
    }

    private java.util.Optional<SourceOutage> outage(SessionPlan plan, Instant until) {
        Instant from = lastUsableAt == null ? plan.startsAt() : Intervals.later(lastUsableAt, plan.startsAt());
        boolean lost = until.isAfter(from.plus(allowed(plan)));
        return lost
                ? java.util.Optional.of(new SourceOutage(new Interval(from, until), state))
                : java.util.Optional.empty();
    }

    /** A source that is sampled seldom is not lost between two samples. */
    private static Duration allowed(SessionPlan plan) {
        AttendancePolicy policy = plan.policy();
        Duration interval = plan.kind().isOnline() ? policy.snapshotInterval() : policy.samplingInterval();
        Duration seldom = interval.multipliedBy(3);
        return seldom.compareTo(policy.sourceLostAfter()) > 0 ? seldom : policy.sourceLostAfter();
    }

    String state() {
        return state;
    }

    String detail() {
        return detail;
    }

    @Nullable
    Instant lastUsableAt() {
        return lastUsableAt;
    }

    List<SourceOutage> finished() {
        return List.copyOf(outages);
    }
}
