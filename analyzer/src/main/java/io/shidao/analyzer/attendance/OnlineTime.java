package io.shidao.analyzer.attendance;

import io.shidao.analyzer.attendance.SnapshotLook.Outcome;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.AttendancePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of an online course only what lies between two verified snapshots counts: when no gap between snapshots is longer than
 * the interval, and none between them shows nobody, somebody else or several, or
 * had come before. With re-verification those too poor to tell
 * are let pass, as long as the verified ones are no further apart than that. Used once.
 */
final class OnlineTime {
    private final Duration gap;
    private final Duration apart;
    private final boolean passUnclear;
    private final List<Interval> verified = new ArrayList<>();
    private @Nullable Instant before;
    private @Nullable Instant verifiedLast;

    /** @param tolerance how much later than due a snapshot may come, as a share of the interval */
    OnlineTime(AttendancePolicy policy, double tolerance) {
        this.gap = lengthened(policy.snapshotInterval(), tolerance);
        this.passUnclear = !policy.reverification().isZero();
        this.apart = Intervals.longer(lengthened(policy.reverification(), tolerance), gap);
    }

    private static Duration lengthened(Duration interval, double tolerance) {
        return Duration.ofMillis(Math.round((double) interval.toMillis() * (1 + tolerance)));
    }

    /** @param looks in order of time */
    List<Interval> of(List<SnapshotLook> looks) {
        looks.forEach(this::take);
        return verified;
    }

    private void take(SnapshotLook look) {
        if (before != null && look.at().isAfter(before.plus(gap))) {
            verifiedLast = null;
        }
        before = look.at();
        if (look.outcome() == Outcome.VERIFIED) {
            boolean goesOn = verifiedLast != null && !look.at().isAfter(verifiedLast.plus(apart));
            verified.add(new Interval(goesOn && verifiedLast != null ? verifiedLast : look.at(), look.at()));
            verifiedLast = look.at();
        } else if (look.outcome() != Outcome.UNCLEAR || !passUnclear) {
            verifiedLast = null;
        }
    }
}
