package io.shidao.analyzer.attendance;

import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.AttendancePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Judges somebody who was seen. Late and early are measured only where a source looked. */
final class Presence {
    private final AttendanceFacts facts;
    private final AttendanceConfig config;
    private final AttendancePolicy policy;
    private final List<Interval> covered;
    private final List<Interval> seen;
    private final Instant asOf;

    Presence(
            AttendanceFacts facts, AttendanceConfig config, List<Interval> covered, List<Interval> seen, Instant asOf) {
        this.facts = facts;
        this.config = config;
        this.policy = facts.plan().policy();
        this.covered = covered;
        this.seen = seen;
        this.asOf = asOf;
    }

    AttendanceStatus status() {
        boolean late =
                missed(new Interval(facts.plan().startsAt(), firstSeen())).compareTo(policy.lateAfter()) > 0;
        boolean leftEarly = missed(new Interval(lastSeen(), asOf)).compareTo(policy.earlyBefore()) > 0;
        if (hardlyCovered() || tooLittle(late, leftEarly)) {
            return AttendanceStatus.UNVERIFIED;
        }
        return leftEarly ? AttendanceStatus.LEFT_EARLY : late ? AttendanceStatus.LATE : AttendanceStatus.PRESENT;
    }

    /** While the session runs, whoever is seen is there; in the end too little of it may have been watched. */
    private boolean hardlyCovered() {
        Duration whole = Duration.between(facts.plan().startsAt(), asOf);
        return facts.concluded() && AttendanceFold.share(Intervals.total(covered), whole) < config.leastCoverage();
    }

    private Instant firstSeen() {
        return seen.get(0).from();
    }

    private Instant lastSeen() {
        return seen.get(seen.size() - 1).to();
    }

    /** Sampled time within the window: on what was not watched nobody is late. */
    private Duration missed(Interval window) {
        return Intervals.total(Intervals.within(covered, window));
    }

    /**
     * The present share is asked of the time between coming late and leaving early, and a little of the whole; while the
     * session runs, of the time between the first and the last sight.
     */
    private boolean tooLittle(boolean late, boolean leftEarly) {
        Instant from = late || !facts.concluded() ? firstSeen() : facts.plan().startsAt();
        Instant to = leftEarly || !facts.concluded() ? lastSeen() : asOf;
        if (!to.isAfter(from)) {
            return facts.concluded();
        }
        List<Interval> asked = Intervals.within(covered, new Interval(from, to));
        Duration there = Intervals.total(Intervals.intersection(seen, asked));
        boolean absentMostly = AttendanceFold.share(there, Intervals.total(asked)) < policy.presentShare();
        boolean hardlySeen =
                facts.concluded() && AttendanceFold.share(there, Intervals.total(covered)) < config.leastSeenShare();
        return absentMostly || hardlySeen;
    }
}
