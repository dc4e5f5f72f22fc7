package io.shidao.analyzer.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.CheckAnswers;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.CreditRules;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.RandomChecks;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectPair;
import io.shidao.kernel.session.SubjectRole;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttendanceFoldTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final SubjectId ENROLLED = new SubjectId("enrolled");
    private static final SubjectId ALIKE = new SubjectId("alike");
    private static final SubjectId NOT_ENROLLED = new SubjectId("not-enrolled");

    private final AttendanceFold fold = new AttendanceFold(AttendanceConfig.defaults(), "synthetic/test", 0.2);

    @Test
    void isPresentWhenSeenAllTheTime() {
        AttendanceRecord record = concluded(minutes(0, 45), minutes(1, 44));

        assertThat(record.status()).isEqualTo(AttendanceStatus.PRESENT);
        assertThat(record.creditedClassHours()).isEqualTo(1.0);
        assertThat(record.provisional()).isFalse();
        assertThat(record.seen()).isEqualTo(Duration.ofMinutes(43));
    }

    @Test
    void bridgesGapsOfUpToTenMinutes() {
        AttendanceRecord record = concluded(minutes(0, 45), minutes(0, 10), minutes(20, 30), minutes(40, 45));

        assertThat(record.status()).isEqualTo(AttendanceStatus.PRESENT);
        assertThat(record.intervals()).containsExactly(minutes(0, 45));
    }

    @Test
    void isUnverifiedWhenSeenTooLittle() {
        AttendanceRecord record = concluded(minutes(0, 45), minutes(0, 8), minutes(36, 45));

        assertThat(record.status()).isEqualTo(AttendanceStatus.UNVERIFIED);
        assertThat(record.creditedClassHours()).isZero();
    }

    @Test
    void isLateAfterTheLimitAndCreditedForWhatWasSeen() {
        AttendanceRecord record = concluded(minutes(0, 45), minutes(15, 45));

        assertThat(record.status()).isEqualTo(AttendanceStatus.LATE);
        assertThat(record.creditedClassHours()).isEqualTo(0.67);
    }

    @Test
    void isNotLateWithinTheLimit() {
        assertThat(concluded(minutes(0, 45), minutes(10, 45)).status()).isEqualTo(AttendanceStatus.PRESENT);
    }

    @Test
    void isNotLateOnTimeThatNobodyWatched() {
        assertThat(concluded(minutes(20, 45), minutes(21, 45)).status()).isEqualTo(AttendanceStatus.PRESENT);
    }

    @Test
    void leftEarlyBeforeTheLimit() {
        assertThat(concluded(minutes(0, 45), minutes(0, 30)).status()).isEqualTo(AttendanceStatus.LEFT_EARLY);
    }

    @Test
    void isAbsentWhenNeverSeenThoughWatched() {
        AttendanceRecord record = concluded(minutes(0, 45));

        assertThat(record.status()).isEqualTo(AttendanceStatus.ABSENT);
        assertThat(record.errorProbability()).isEqualTo(1);
        assertThat(record.claimed()).isTrue();
    }

    @Test
    void isUnverifiedWhenTheSourceCoveredTooLittle() {
        assertThat(concluded(minutes(0, 20)).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
    }

    @Test
    void isNeverAbsentWithoutAReference() {
        List<AttendanceRecord> records = fold.fold(facts(List.of(minutes(0, 45)), List.of(), Set.of(), true, 45));

        assertThat(records.get(1).subject()).isEqualTo(NOT_ENROLLED);
        assertThat(records.get(1).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
    }

    @Test
    void isNotAbsentWhileAFaceThatMayBeTheirsIsUndecided() {
        AttendanceFacts facts = facts(List.of(minutes(0, 45)), List.of(), Set.of(ENROLLED), true, 45);

        assertThat(fold.fold(facts).get(0).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
    }

    @Test
    void neitherOfTwoWhoCannotBeToldApartIsDecidedWhenOneOfThemWasSeen() {
        AttendanceFacts facts = alike(List.of(sighting(minutes(0, 45))));

        List<AttendanceRecord> records = fold.fold(facts);

        assertThat(records.get(0).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
        assertThat(records.get(0).errorProbability()).isEqualTo(1);
        assertThat(records.get(0).creditedClassHours()).isZero();
        assertThat(records.get(0).seen()).as("kept for the person who decides").isEqualTo(Duration.ofMinutes(45));
        assertThat(records.get(2).subject()).isEqualTo(ALIKE);
        assertThat(records.get(2).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
    }

    @Test
    void bothOfTwoWhoCannotBeToldApartAreAbsentWhenNeitherWasSeen() {
        List<AttendanceRecord> records = fold.fold(alike(List.of()));

        assertThat(records.get(0).status()).isEqualTo(AttendanceStatus.ABSENT);
        assertThat(records.get(2).status()).isEqualTo(AttendanceStatus.ABSENT);
    }

    @Test
    void isNotAbsentBeforeTheLateLimitHasPassed() {
        AttendanceFacts soon = facts(List.of(minutes(0, 9)), List.of(), Set.of(), false, 9);
        AttendanceFacts later = facts(List.of(minutes(0, 11)), List.of(), Set.of(), false, 11);

        assertThat(fold.fold(soon).get(0).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
        assertThat(fold.fold(later).get(0).status()).isEqualTo(AttendanceStatus.ABSENT);
        assertThat(fold.fold(later).get(0).provisional()).isTrue();
    }

    @Test
    void isPresentFromTheFirstSightWhileTheSessionRuns() {
        AttendanceFacts facts = facts(List.of(minutes(0, 3)), List.of(sighting(minutes(1, 3))), Set.of(), false, 3);

        assertThat(fold.fold(facts).get(0).status()).isEqualTo(AttendanceStatus.PRESENT);
    }

    @Test
    void creditsOnlineOnlyWhatWasVerified() {
        AttendanceFacts classroom =
                facts(List.of(minutes(0, 45)), List.of(sighting(minutes(0, 20), minutes(25, 40))), Set.of(), true, 45);
        AttendanceFacts online = new AttendanceFacts(
                plan(SessionKind.ONLINE),
                classroom.members(),
                classroom.claims(),
                classroom.coverage(),
                classroom.sightings(),
                Set.of(),
                Map.of(),
                List.of(),
                List.of(),
                classroom.asOf(),
                true);

        assertThat(fold.fold(classroom).get(0).creditedClassHours()).isEqualTo(1.0);
        assertThat(fold.fold(online).get(0).creditedClassHours()).isEqualTo(0.78);
        assertThat(fold.fold(online).get(0).seen()).isEqualTo(Duration.ofMinutes(35));
    }

    @Test
    void goesByWhatPeopleLaidDownAConfirmedImpersonationFirst() {
        AttendanceFacts facts = facts(List.of(minutes(0, 45)), List.of(), Set.of(), true, 45);
        PersonStatement manual = new PersonStatement("m", ENROLLED, PersonStatement.Kind.MANUAL, START, -1);
        PersonStatement excused =
                new PersonStatement("e", ENROLLED, PersonStatement.Kind.EXCUSED, START.plusSeconds(1), -1);
        Adjudication sat = adjudication(Adjudication.Finding.SUBSTITUTED);

        AttendanceRecord byHand =
                fold.fold(facts.with(List.of(), List.of(manual), List.of())).get(0);
        assertThat(byHand.status()).isEqualTo(AttendanceStatus.MANUAL);
        assertThat(byHand.creditedClassHours()).isEqualTo(1.0);
        assertThat(byHand.statement()).isEqualTo("m");
        assertThat(fold.fold(facts.with(List.of(), List.of(manual, excused), List.of()))
                        .get(0)
                        .status())
                .isEqualTo(AttendanceStatus.EXCUSED);
        assertThat(fold.fold(facts.with(List.of(), List.of(manual, excused), List.of(sat)))
                        .get(0)
                        .status())
                .isEqualTo(AttendanceStatus.SUBSTITUTED);
        assertThat(fold.fold(facts).get(0).statement()).isEmpty();
    }

    @Test
    void isVerifiedByHandForAsLongAsTheRecognisedFaceWasThere() {
        AttendanceFacts late = facts(List.of(minutes(0, 45)), List.of(sighting(minutes(15, 45))), Set.of(), true, 45);
        AttendanceFacts unseen = facts(List.of(minutes(0, 45)), List.of(), Set.of(), true, 45);
        List<Adjudication> recognised = List.of(adjudication(Adjudication.Finding.RECOGNISED));
        PersonStatement excused = new PersonStatement("e", ENROLLED, PersonStatement.Kind.EXCUSED, START, -1);

        AttendanceRecord byMachine = fold.fold(late).get(0);
        AttendanceRecord byPerson =
                fold.fold(late.with(List.of(), List.of(), recognised)).get(0);

        assertThat(byMachine.status()).isEqualTo(AttendanceStatus.LATE);
        assertThat(byPerson.status()).isEqualTo(AttendanceStatus.MANUAL);
        assertThat(byPerson.decidedCase()).isEqualTo("case");
        assertThat(byPerson.statement()).isEmpty();
        assertThat(byPerson.creditedClassHours()).isEqualTo(byMachine.creditedClassHours());
        assertThat(fold.fold(unseen.with(unseen.claims(), List.of(), recognised))
                        .get(0))
                .isEqualTo(fold.fold(unseen).get(0));
        assertThat(fold.fold(late.with(List.of(), List.of(excused), recognised))
                        .get(0)
                        .status())
                .isEqualTo(AttendanceStatus.EXCUSED);
    }

    private static Adjudication adjudication(Adjudication.Finding finding) {
        return new Adjudication(new AnomalyId("case"), finding, ENROLLED, 5, at(60));
    }

    @Test
    void creditsOnlyTheValidHoursOfTheDay() {
        // 09:00 UTC is 17:00 in Shanghai: half an hour of the session is left
        CreditRules until = new CreditRules(
                ZoneId.of("Asia/Shanghai"), LocalTime.of(8, 0), LocalTime.of(17, 30), 0, Duration.ZERO, Duration.ZERO);
        AttendanceFacts facts = facts(List.of(minutes(0, 45)), List.of(sighting(minutes(0, 45))), Set.of(), true, 45);
        SessionPlan plan = plan(SessionKind.THEORY, AttendancePolicy.defaults().withCredit(until), List.of());

        AttendanceRecord record = fold.fold(facts.withPlan(plan)).get(0);

        assertThat(record.status()).isEqualTo(AttendanceStatus.PRESENT);
        assertThat(record.creditedClassHours()).isEqualTo(0.67);
    }

    @Test
    void eachMissedCheckTakesItsShareUnlessItWasMadeUp() {
        RandomChecks checks = new RandomChecks(3, Duration.ofMinutes(1), 1, 3);
        SessionPlan plan = plan(
                SessionKind.ONLINE,
                AttendancePolicy.defaults().withChecks(checks).withSnapshots(Duration.ofMinutes(5), Duration.ZERO),
                List.of(at(10), at(20), at(30)));
        List<SnapshotLook> looks = new ArrayList<>();
        for (int minute = 0; minute <= 45; minute += 5) {
            looks.add(new SnapshotLook(at(minute), SnapshotLook.Outcome.VERIFIED));
        }
        looks.remove(6); // the one at minute 30: the gap is bridged by nothing
        AttendanceFacts facts = new AttendanceFacts(
                plan,
                facts(List.of(), List.of(), Set.of(), true, 45).members(),
                List.of(),
                List.of(minutes(0, 45)),
                List.of(),
                Set.of(),
                Map.of(ENROLLED, looks),
                List.of(),
                List.of(),
                at(45),
                true);

        AttendanceRecord missed = fold.fold(facts).get(0);
        AttendanceRecord madeUp = fold.fold(facts.with(
                        List.of(),
                        List.of(new PersonStatement("u", ENROLLED, PersonStatement.Kind.CHECK_MADE_UP, at(60), 2)),
                        List.of()))
                .get(0);
        AttendanceRecord checkedIn = fold.fold(facts.with(
                        List.of(new Claim("c", ENROLLED, ClaimKind.CHECK_IN, at(30).plusSeconds(59))),
                        List.of(),
                        List.of()))
                .get(0);

        assertThat(missed.checks()).isEqualTo(new CheckAnswers(3, 2, 0));
        assertThat(missed.seen()).isEqualTo(Duration.ofMinutes(35));
        assertThat(missed.creditedClassHours()).isEqualTo(0.52);
        assertThat(madeUp.checks()).isEqualTo(new CheckAnswers(3, 2, 1));
        assertThat(madeUp.creditedClassHours()).isEqualTo(0.78);
        assertThat(checkedIn.checks()).isEqualTo(new CheckAnswers(3, 3, 0));
    }

    @Test
    void letsPoorSnapshotsPassBetweenTwoVerifiedOnesThatAreCloseEnough() {
        AttendancePolicy online =
                AttendancePolicy.defaults().withSnapshots(Duration.ofMinutes(15), Duration.ofMinutes(30));
        List<SnapshotLook> looks = List.of(
                new SnapshotLook(at(0), SnapshotLook.Outcome.VERIFIED),
                new SnapshotLook(at(15), SnapshotLook.Outcome.UNCLEAR),
                new SnapshotLook(at(30), SnapshotLook.Outcome.VERIFIED),
                new SnapshotLook(at(40), SnapshotLook.Outcome.NO_FACE),
                new SnapshotLook(at(45), SnapshotLook.Outcome.VERIFIED));

        assertThat(Intervals.total(new OnlineTime(online, 0.2).of(looks))).isEqualTo(Duration.ofMinutes(30));
        AttendancePolicy each = online.withSnapshots(Duration.ofMinutes(15), Duration.ZERO);
        assertThat(Intervals.total(new OnlineTime(each, 0.2).of(looks))).isZero();
        List<SnapshotLook> repeated = new ArrayList<>(looks);
        repeated.set(1, new SnapshotLook(at(15), SnapshotLook.Outcome.REPEATED));
        assertThat(Intervals.total(new OnlineTime(online, 0.2).of(repeated))).isZero();
        AttendancePolicy closer = online.withSnapshots(Duration.ofMinutes(10), Duration.ofMinutes(30));
        assertThat(Intervals.total(new OnlineTime(closer, 0.2).of(looks))).isZero();
    }

    @Test
    void neverSeesMoreThanWasSampled() {
        Random random = new Random(5);
        for (int run = 0; run < 500; run++) {
            AttendanceRecord record = concluded(
                    span(random),
                    List.of(span(random), span(random), span(random)).toArray(Interval[]::new));

            assertThat(record.seen()).isLessThanOrEqualTo(record.sampled());
            assertThat(record.sampled()).isLessThanOrEqualTo(Duration.ofMinutes(45));
            assertThat(record.creditedClassHours()).isBetween(0.0, 1.0);
        }
    }

    private static Interval span(Random random) {
        int from = random.nextInt(60) - 5;
        return minutes(from, from + random.nextInt(30));
    }

    private AttendanceRecord concluded(Interval coverage, Interval... seen) {
        List<Sighting> sightings = seen.length == 0 ? List.of() : List.of(sighting(seen));
        return fold.fold(facts(List.of(coverage), sightings, Set.of(), true, 45))
                .get(0);
    }

    private static Sighting sighting(Interval... seen) {
        return new Sighting(ENROLLED, List.of(seen), 1e-6, List.of());
    }

    private static Interval minutes(int from, int to) {
        return new Interval(START.plus(Duration.ofMinutes(from)), START.plus(Duration.ofMinutes(to)));
    }

    private static AttendanceFacts facts(
            List<Interval> coverage, List<Sighting> sightings, Set<SubjectId> unclear, boolean concluded, int asOf) {
        BiometricReference reference = new BiometricReference(
                "r", new SyntheticPerson(new Random(1), 0.9).reference(), Sha256.of(new byte[0]));
        List<RosterEntry> entries = new ArrayList<>();
        entries.add(new RosterEntry(ENROLLED, SubjectRole.TRAINEE, List.of(reference), null));
        entries.add(new RosterEntry(NOT_ENROLLED, SubjectRole.TRAINEE, List.of(), null));
        return new AttendanceFacts(
                plan(SessionKind.THEORY),
                new Roster(entries),
                List.of(new Claim("c", ENROLLED, ClaimKind.SIGNATURE, START)),
                coverage,
                sightings,
                unclear,
                START.plus(Duration.ofMinutes(asOf)),
                concluded);
    }

    /** The session with one member more, who looks like the enrolled one. */
    private static AttendanceFacts alike(List<Sighting> sightings) {
        AttendanceFacts facts = facts(List.of(minutes(0, 45)), sightings, Set.of(), true, 45);
        List<Members.Member> members = new ArrayList<>(facts.members().list());
        members.add(new Members.Member(ALIKE, SubjectRole.TRAINEE, true));
        return new AttendanceFacts(
                facts.plan(),
                new Members(members, Set.of(SubjectPair.of(ENROLLED, ALIKE))),
                facts.claims(),
                facts.coverage(),
                facts.sightings(),
                facts.unclear(),
                Map.of(),
                List.of(),
                List.of(),
                facts.asOf(),
                true);
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    private static SessionPlan plan(SessionKind kind) {
        return plan(kind, AttendancePolicy.defaults(), List.of());
    }

    private static SessionPlan plan(SessionKind kind, AttendancePolicy policy, List<Instant> checks) {
        return new SessionPlan(
                new SessionId("session"),
                new ClassId("class"),
                new InstitutionId("institution"),
                kind,
                new SourceId("source"),
                START,
                START.plus(Duration.ofMinutes(45)),
                policy,
                null,
                checks);
    }
}
