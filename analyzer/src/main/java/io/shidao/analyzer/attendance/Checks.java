package io.shidao.analyzer.attendance;

import io.shidao.analyzer.attendance.SnapshotLook.Outcome;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.CheckAnswers;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.PersonStatement;
import java.time.Instant;
import java.util.List;

/** How one person fared in the session's random checks. A check that no source covered was put to nobody. */
final class Checks {
    private final AttendanceFacts facts;
    private final SubjectId subject;
    private final List<Interval> covered;
    private final List<Interval> seen;

    Checks(AttendanceFacts facts, SubjectId subject, List<Interval> covered, List<Interval> seen) {
        this.facts = facts;
        this.subject = subject;
        this.covered = covered;
        this.seen = seen;
    }

    /** @param known up to when the session is known: a check that may still be answered is not asked yet */
    CheckAnswers answers(Instant known) {
        int asked = 0;
        int answered = 0;
        int madeUp = 0;
        for (int i = 0; i < facts.plan().checks().size(); i++) {
            Interval time = window(i);
            boolean hit = isAnswered(time);
            if (time.to().isAfter(known) || !(hit || touches(covered, time))) {
                continue;
            }
            asked++;
            answered += hit ? 1 : 0;
            madeUp += !hit && isMadeUp(i) ? 1 : 0;
        }
        return new CheckAnswers(asked, answered, madeUp);
    }

    private Interval window(int check) {
        Instant at = facts.plan().checks().get(check);
        return new Interval(at, at.plus(facts.plan().policy().checks().answerWithin()));
    }

    /** In a classroom whoever is seen answers; online a snapshot has to verify within the time. */
    private boolean isAnswered(Interval time) {
        boolean shown = facts.plan().kind().isOnline() ? hasVerifiedLook(time) : touches(seen, time);
        return shown || hasCheckedIn(time);
    }

    private boolean hasVerifiedLook(Interval time) {
        return facts.looks().getOrDefault(subject, List.of()).stream()
                .anyMatch(look -> look.outcome() == Outcome.VERIFIED && isIn(time, look.at()));
    }

    private boolean hasCheckedIn(Interval time) {
        return facts.claims().stream()
                .anyMatch(claim -> claim.subject().equals(subject)
                        && claim.kind() == ClaimKind.CHECK_IN
                        && isIn(time, claim.madeAt()));
    }

    private boolean isMadeUp(int check) {
        return facts.statements().stream()
                .anyMatch(s -> s.subject().equals(subject)
                        && s.kind() == PersonStatement.Kind.CHECK_MADE_UP
                        && s.check() == check);
    }

    private static boolean isIn(Interval time, Instant at) {
        return !at.isBefore(time.from()) && !at.isAfter(time.to());
    }

    private static boolean touches(List<Interval> times, Interval time) {
        return !Intervals.within(times, time).isEmpty();
    }
}
