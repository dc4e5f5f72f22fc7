package io.shidao.analyzer.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.CreditRules;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AttendanceFoldProperties {
    private final AttendanceFold fold = new AttendanceFold(AttendanceConfig.defaults(), "synthetic/test", 0.2);

    /** A camera that shows less accuses nobody: neither of being absent, nor of being late or gone early. */
    @Property(tries = 400)
    void lessCoverageNeverMakesAnybodyAbsent(
            @ForAll long seed,
            @ForAll @IntRange(max = 4) int spans,
            @ForAll @IntRange(max = 3) int holes,
            @ForAll boolean concluded) {
        Random random = new Random(seed);
        Classroom room = new Classroom(1, SessionKind.THEORY);
        List<Interval> coverage = new ArrayList<>(List.of(minutes(0, random.nextInt(46))));
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Interval> seen = new ArrayList<>();
            for (int j = 0; j < spans; j++) {
                seen.add(span(random));
            }
            coverage.add(span(random));
            if (!seen.isEmpty()) {
                sightings.add(new Sighting(Classroom.subject(i), Intervals.union(seen), 1e-6, List.of()));
            }
        }
        List<Interval> less = Intervals.union(coverage);
        for (int i = 0; i < holes; i++) {
            less = Intervals.difference(less, List.of(span(random)));
        }

        List<AttendanceRecord> before = records(room, Intervals.union(coverage), sightings, concluded);
        List<AttendanceRecord> after = records(room, less, sightings, concluded);

        for (int i = 0; i < before.size(); i++) {
            if (before.get(i).status() != AttendanceStatus.ABSENT) {
                assertThat(after.get(i).status()).isNotEqualTo(AttendanceStatus.ABSENT);
            }
            if (before.get(i).status() == AttendanceStatus.PRESENT) {
                assertThat(after.get(i).status()).isIn(AttendanceStatus.PRESENT, AttendanceStatus.UNVERIFIED);
            }
            assertThat(after.get(i).sampled()).isLessThanOrEqualTo(before.get(i).sampled());
        }
    }

    /** A check that was put to nobody costs nobody anything, and one that was answered stays answered. */
    @Property(tries = 300)
    void aCheckThatNoSourceCoveredCostsNobodyAnything(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int checks) {
        Random random = new Random(seed);
        Classroom room = new Classroom(1, SessionKind.THEORY);
        SessionPlan plan = withChecks(room.directory.plan, random, checks);
        List<Interval> coverage = Intervals.union(List.of(span(random), span(random), span(random)));
        Interval hole = span(random);
        List<Interval> less = Intervals.difference(coverage, List.of(hole));
        Interval sight = span(random);
        List<Sighting> sightings = List.of(new Sighting(Classroom.subject(0), List.of(sight), 1e-6, List.of()));

        AttendanceRecord before =
                fold.fold(facts(room, coverage, sightings, true).withPlan(plan)).get(0);
        AttendanceRecord after =
                fold.fold(facts(room, less, sightings, true).withPlan(plan)).get(0);

        int missedBefore = before.checks().asked() - before.checks().answered();
        int missedAfter = after.checks().asked() - after.checks().answered();
        assertThat(missedAfter).isLessThanOrEqualTo(missedBefore);
        assertThat(after.checks().answered()).isEqualTo(before.checks().answered());
        assertThat(after.checks().share())
                .isGreaterThanOrEqualTo(before.checks().share());
        boolean uncovered = Intervals.within(coverage, new Interval(plan.startsAt(), plan.endsAt()))
                .isEmpty();
        assertThat(uncovered && before.status() == AttendanceStatus.ABSENT).isFalse();
    }

    /** A stricter limit of credit never credits more, and no limit credits what was there before. */
    @Property(tries = 300)
    void limitsOfCreditNeverCreditMore(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 23) int opens,
            @ForAll @IntRange(min = 10, max = 60) int most) {
        Random random = new Random(seed);
        Classroom room = new Classroom(1, SessionKind.THEORY);
        SessionPlan plan = room.directory.plan;
        CreditRules rules = new CreditRules(
                ZoneOffset.UTC,
                LocalTime.of(opens, random.nextInt(60)),
                LocalTime.MIDNIGHT,
                0,
                Duration.ZERO,
                Duration.ofMinutes(most));
        List<Sighting> sightings = List.of(new Sighting(Classroom.subject(0), List.of(span(random)), 1e-6, List.of()));
        AttendanceFacts facts = facts(room, List.of(minutes(0, 45)), sightings, true);

        double free = fold.fold(facts).get(0).creditedClassHours();
        double limited = fold.fold(facts.withPlan(with(plan, plan.policy().withCredit(rules), List.of())))
                .get(0)
                .creditedClassHours();

        assertThat(limited).isBetween(0.0, free);
        assertThat(limited).isLessThanOrEqualTo(Math.round(most / 45.0 * 100) / 100.0);
    }

    private static SessionPlan withChecks(SessionPlan plan, Random random, int checks) {
        List<Instant> moments = new ArrayList<>();
        for (int i = 0; i < checks; i++) {
            moments.add(plan.startsAt().plusSeconds(random.nextInt(44 * 60)));
        }
        return with(plan, plan.policy(), moments);
    }

    private static SessionPlan with(SessionPlan plan, AttendancePolicy policy, List<Instant> checks) {
        return new SessionPlan(
                plan.id(),
                plan.classId(),
                plan.institution(),
                plan.kind(),
                plan.source(),
                plan.startsAt(),
                plan.endsAt(),
                policy,
                null,
                checks);
    }

    private List<AttendanceRecord> records(
            Classroom room, List<Interval> coverage, List<Sighting> sightings, boolean concluded) {
        return fold.fold(facts(room, coverage, sightings, concluded));
    }

    private static AttendanceFacts facts(
            Classroom room, List<Interval> coverage, List<Sighting> sightings, boolean concluded) {
        Set<SubjectId> nobody = Set.of();
        Instant asOf = Classroom.START.plus(Classroom.LENGTH).minusSeconds(300);
        return new AttendanceFacts(
                room.directory.plan,
                room.directory.roster,
                room.directory.claims,
                coverage,
                sightings,
                nobody,
                asOf,
                concluded);
    }

    private static Interval span(Random random) {
        int from = random.nextInt(45);
        return minutes(from, from + 1 + random.nextInt(25));
    }

    private static Interval minutes(int from, int to) {
        return new Interval(Classroom.START.plusSeconds(60L * from), Classroom.START.plusSeconds(60L * to));
    }
}
