package io.shidao.analyzer;

import static io.shidao.analyzer.testing.Classroom.START;
import static io.shidao.analyzer.testing.Classroom.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.Scenery;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SessionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SamplesHandlerTest {
    private final Classroom room = new Classroom(7, SessionKind.THEORY);

    private static SamplesHandler handler(Classroom room, int batch) {
        return new AnalyzerService(Classroom.config(batch), room.ports()).worker();
    }

    private static void run(Classroom room, List<BusRecord<SessionInput>> records) {
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(0, records);
        conclude(room, handler);
    }

    private static void conclude(Classroom room, SamplesHandler handler) {
        room.clock.set(START.plus(Classroom.LENGTH).plus(Duration.ofMinutes(2)));
        handler.idle(0);
    }

    private static AttendanceRecord record(Classroom room, int person) {
        return Objects.requireNonNull(room.store.attendance.get(subject(person)));
    }

    private static Map<String, AttendanceStatus> statuses(Classroom room) {
        Map<String, AttendanceStatus> statuses = new TreeMap<>();
        room.store.attendance.values().forEach(r -> statuses.put(r.subject().value(), r.status()));
        return statuses;
    }

    private static List<Anomaly> anomalies(Classroom room, AnomalyKind kind) {
        return room.store.anomalies.values().stream()
                .filter(a -> a.kind() == kind)
                .toList();
    }

    @Test
    void tellsWhoWasThereAndWhoSatInForWhom() {
        run(room, room.wholeSession());

        Map<String, AttendanceStatus> statuses = statuses(room);
        for (int i = 0; i < 7; i++) {
            assertThat(statuses).containsEntry("s" + i, AttendanceStatus.PRESENT);
        }
        assertThat(statuses)
                .containsEntry("s7", AttendanceStatus.LATE)
                .containsEntry("s8", AttendanceStatus.LEFT_EARLY)
                .containsEntry("s9", AttendanceStatus.ABSENT)
                .containsEntry("s10", AttendanceStatus.ABSENT)
                .containsEntry("s11", AttendanceStatus.ABSENT);
        assertThat(room.store.anomalies.values()).hasSize(2);
        String calibration = SyntheticPerson.calibration().id();
        assertThat(room.store.anomalies.values())
                .extracting(Anomaly::calibration)
                .containsOnly(calibration);
        assertThat(room.store.attendance.values())
                .extracting(AttendanceRecord::calibration)
                .containsOnly(calibration);
        assertThat(anomalies(room, AnomalyKind.IMPERSONATION))
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(subject(9)))
                .satisfies(a -> assertThat(a.evidence()).isNotEmpty());
        assertThat(anomalies(room, AnomalyKind.ABSENT_BUT_SIGNED))
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(subject(10)));
    }

    @Test
    void tellsTheSameWhateverTheBatchesAndWhoeverGoesOn() {
        Classroom other = new Classroom(7, SessionKind.THEORY);
        List<BusRecord<SessionInput>> records = other.wholeSession();

        run(room, room.wholeSession());
        SamplesHandler first = handler(other, 5);
        first.assigned(0);
        first.handle(0, records.subList(0, 61));
        SamplesHandler second = handler(other, 3);
        long next = second.assigned(0);
        second.handle(0, records.subList((int) next, records.size()));
        conclude(other, second);

        assertThat(next).isEqualTo(61);
        assertThat(other.store.attendance).isEqualTo(room.store.attendance);
        assertThat(other.store.anomalies).isEqualTo(room.store.anomalies);
    }

    @Test
    void commitsBeforeTheBatchIsFullWhenItTakesLong() {
        AtomicLong nanos = new AtomicLong();
        SamplesHandler handler = new AnalyzerService(Classroom.config(16), room.ports())
                .worker(0, () -> nanos.addAndGet(Duration.ofMillis(100).toNanos()));
        handler.assigned(0);

        handler.handle(0, room.wholeSession().subList(0, 10));

        // begun at 0.1 s; 0.2 s and 0.3 s are soon enough, 0.4 s is not
        assertThat(room.store.commits).isEqualTo(4);
        assertThat(room.store.samples).hasSize(10);
        assertThat(handler.assigned(0)).isEqualTo(10);
    }

    @Test
    void concludesSessionsThatHadToLeaveMemory() {
        SamplesHandler handler = new AnalyzerService(Classroom.config(16, 1), room.ports()).worker();
        handler.assigned(0);
        List<SessionId> sessions = new ArrayList<>(List.of(Classroom.SESSION));
        for (int i = 2; i <= 12; i++) {
            sessions.add(room.alsoPlanned("session-" + i));
        }
        for (SessionId session : sessions) {
            SourceChange change =
                    new SourceChange(session, new SourceId("source-1"), SourceState.CONNECTING, "", START);
            handler.handle(0, List.of(new BusRecord<>(0, sessions.indexOf(session), session.value(), change)));
        }
        assertThat(room.store.listOpenSessions(0)).hasSize(12);

        for (int i = 0; i < 12; i++) {
            conclude(room, handler);
        }

        assertThat(room.store.listOpenSessions(0)).isEmpty();
    }

    @Test
    void losesAndRepeatsNothingWhenTheStoreFails() {
        List<BusRecord<SessionInput>> records = room.wholeSession();
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(0, records.subList(0, 40));
        room.store.failing = true;

        assertThatThrownBy(() -> handler.handle(0, records.subList(40, 80))).isInstanceOf(StoreException.class);

        room.store.failing = false;
        assertThat(handler.assigned(0)).isEqualTo(40);
        handler.handle(0, records.subList(40, records.size()));
        conclude(room, handler);
        Classroom undisturbed = new Classroom(7, SessionKind.THEORY);
        run(undisturbed, undisturbed.wholeSession());
        assertThat(room.store.samples).hasSize(records.size());
        assertThat(room.store.attendance).isEqualTo(undisturbed.store.attendance);
    }

    @Test
    void cannotCommitForAPartitionThatSomebodyElseHasTaken() {
        SamplesHandler slow = handler(room, 16);
        slow.assigned(0);
        handler(room, 16).assigned(0);

        assertThatThrownBy(() -> slow.handle(0, room.wholeSession()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreException.ErrorCode.FENCED));
    }

    @Test
    void analysesASampleOnceThoughItComesTwice() {
        List<BusRecord<SessionInput>> records =
                new ArrayList<>(room.wholeSession().subList(0, 3));
        records.add(Classroom.record(3, Objects.requireNonNull(records.get(1).value())));
        SamplesHandler handler = handler(room, 2);
        handler.assigned(0);

        handler.handle(0, records);

        assertThat(room.store.samples).hasSize(3);
        assertThat(counted("analyzer.samples.received")).isEqualTo(4);
        assertThat(counted("analyzer.samples.passed") + counted("analyzer.samples.dropped"))
                .isEqualTo(4);
    }

    @Test
    void recordsWhatIsWrongWithASampleAndGoesOn() {
        List<BusRecord<SessionInput>> records = List.of(
                Classroom.record(0, Classroom.sample("bad", null, START, Payload.wrap(new byte[] {1, 2}))),
                Classroom.record(1, room.snapshot(1, 0, START.plusSeconds(5), 0)));
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);

        handler.handle(0, records);

        assertThat(room.store.samples.values().stream().map(s -> s.failure())).containsExactly("UNDECODABLE", "");
        assertThat(room.store.progress.values())
                .singleElement()
                .satisfies(p -> assertThat(p.samplesFailed()).isEqualTo(1));
        assertThat(room.meters.counter("analyzer.decode.samples.received").count())
                .isEqualTo(room.meters.counter("analyzer.decode.samples.passed").count()
                        + room.meters
                                .counter("analyzer.decode.samples.dropped", "reason", "UNDECODABLE")
                                .count());
    }

    @Test
    void keepsEventsUntilTheBusTakesThem() {
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        room.bus.refusing = true;
        handler.handle(0, room.wholeSession().subList(0, 5));
        int waiting = room.store.outbox.size();

        room.bus.refusing = false;
        handler.idle(0);

        assertThat(waiting).isPositive();
        assertThat(room.store.outbox).isEmpty();
        assertThat(room.bus.published.stream().map(e -> ((SessionEvent) e).getEventId()))
                .hasSizeGreaterThanOrEqualTo(waiting)
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsThatASourceIsLost_andThatItCameBack() {
        List<BusRecord<SessionInput>> records = room.wholeSession();
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(0, records.subList(0, 30));
        room.clock.set(START.plus(Duration.ofMinutes(15)));

        handler.handle(
                0,
                List.of(Classroom.record(
                        30,
                        new SourceChange(
                                Classroom.SESSION,
                                new SourceId("source-1"),
                                SourceState.REFUSED,
                                "",
                                START.plus(Duration.ofMinutes(10))))));
        handler.idle(0);

        assertThat(anomalies(room, AnomalyKind.SOURCE_LOST)).hasSize(1);
        handler.handle(0, records.subList(60, records.size()));
        conclude(room, handler);
        assertThat(anomalies(room, AnomalyKind.SOURCE_LOST))
                .singleElement()
                .satisfies(a -> assertThat(a.numbers())
                        .containsEntry("outages", 1.0)
                        .hasEntrySatisfying(
                                "source_refused", minutes -> assertThat(minutes).isBetween(9.9, 10.3)));
    }

    @Test
    void nobodyIsAbsentWhenNothingWasSeen() {
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(
                0,
                List.of(Classroom.record(
                        0,
                        new SourceChange(
                                Classroom.SESSION, new SourceId("source-1"), SourceState.UNAUTHORISED, "", START))));
        conclude(room, handler);

        assertThat(statuses(room).values()).containsOnly(AttendanceStatus.UNVERIFIED);
        assertThat(room.store.anomalies.values()).extracting(Anomaly::kind).containsExactly(AnomalyKind.SOURCE_LOST);
        assertThat(room.bus.published.stream().map(e -> (SessionEvent) e).filter(SessionEvent::hasSessionConcluded))
                .hasSize(1);
    }

    @Test
    void findsACameraThatWasTurnedAwayBetweenTwoSessions() {
        SourceId camera = new SourceId("source-1");
        run(room, room.wholeSession());
        assertThat(room.store.views).containsOnlyKeys(camera);
        assertThat(anomalies(room, AnomalyKind.SOURCE_COVERED)).isEmpty();
        Classroom next = new Classroom(7, SessionKind.THEORY);
        next.store.views.putAll(room.store.views);
        next.vision.scenery = Scenery.ELSEWHERE;

        run(next, next.wholeSession());

        assertThat(anomalies(next, AnomalyKind.SOURCE_COVERED))
                .singleElement()
                .satisfies(a -> assertThat(a.numbers()).containsKey("source_turned_away"))
                .satisfies(a -> assertThat(a.window().from()).isBetween(START, START.plusSeconds(10)));
        assertThat(next.store.views).as("what is turned away teaches nothing").isEqualTo(room.store.views);
    }

    @Test
    void doesNotWriteBackAViewThatWasResetMeanwhile() {
        SourceId camera = new SourceId("source-1");
        SourceViewState reset = new SourceViewState(camera, 1, null);
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(0, room.wholeSession());
        room.store.views.put(camera, reset);

        conclude(room, handler);

        assertThat(room.store.views).containsEntry(camera, reset);
    }

    @Test
    void judgesAgainWhenAClaimComesLater() {
        SamplesHandler handler = handler(room, 16);
        handler.assigned(0);
        handler.handle(0, room.wholeSession());
        List<Claim> more = new ArrayList<>(room.directory.claims);
        more.add(new Claim("late", subject(11), ClaimKind.SIGNATURE, START));
        room.directory.claims = more;
        room.directory.revision++;

        handler.idle(0);

        assertThat(anomalies(room, AnomalyKind.ABSENT_BUT_SIGNED)).hasSize(2);
    }

    @Test
    void judgesASessionAgainLongAfterItWhenPeopleLayDownSomething() {
        run(room, room.wholeSession());
        room.store.due.add(Classroom.SESSION);
        room.directory.statements = List.of(new PersonStatement(
                "statement-1", Classroom.subject(11), PersonStatement.Kind.EXCUSED, Classroom.START, -1));
        room.directory.revision++;

        SamplesHandler another = handler(room, 16);
        another.assigned(0);
        another.idle(0);

        AttendanceRecord record = record(room, 11);
        assertThat(record.status()).isEqualTo(AttendanceStatus.EXCUSED);
        assertThat(record.provisional()).isFalse();
        assertThat(room.store.due).isEmpty();
        FoldedSession fold = room.store.folds.get(room.store.folds.size() - 1);
        assertThat(fold.revision()).isEqualTo(room.directory.revision);
        assertThat(fold.fold().fold(fold.facts())).containsAll(room.store.attendance.values());
    }

    @Test
    void judgesASessionAgainLongAfterItWhenACaseIsDecided_andWhenThatIsOverturned() {
        run(room, room.wholeSession());
        AttendanceRecord undecided = record(room, 11);
        room.directory.adjudications = List.of(new Adjudication(
                new AnomalyId("case"), Adjudication.Finding.SUBSTITUTED, Classroom.subject(11), 0, Classroom.START));

        judgeAgain(room);
        assertThat(record(room, 11).status()).isEqualTo(AttendanceStatus.SUBSTITUTED);
        assertThat(record(room, 11).decidedCase()).isEqualTo("case");
        FoldedSession fold = room.store.folds.get(room.store.folds.size() - 1);
        assertThat(fold.fold().fold(fold.facts())).containsAll(room.store.attendance.values());

        room.directory.adjudications = List.of();
        judgeAgain(room);
        assertThat(record(room, 11)).isEqualTo(undecided);
    }

    /** Nothing of a face is kept any more; who was seen when is, and people's word goes before it as ever. */
    @Test
    void judgesASessionAgainWhoseStateWasErased_fromWhatItsRecordsWereFoldedFrom() {
        run(room, room.wholeSession());
        Map<SubjectId, AttendanceRecord> before = new HashMap<>(room.store.attendance);
        List<Anomaly> anomalies = List.copyOf(room.store.anomalies.values());
        room.store.erase(Classroom.SESSION);

        room.directory.statements = List.of(new PersonStatement(
                "statement-1", Classroom.subject(11), PersonStatement.Kind.EXCUSED, Classroom.START, -1));
        judgeAgain(room);
        assertThat(record(room, 11).status()).isEqualTo(AttendanceStatus.EXCUSED);
        before.put(subject(11), record(room, 11));
        assertThat(room.store.attendance).isEqualTo(before);
        assertThat(room.store.due).isEmpty();

        room.directory.statements = List.of();
        room.directory.claims = List.of();
        judgeAgain(room);
        assertThat(statuses(room))
                .as("nobody is absent for want of a state")
                .containsEntry("s7", AttendanceStatus.LATE);
        assertThat(record(room, 0).claimed()).isFalse();
        assertThat(record(room, 11).status()).isEqualTo(AttendanceStatus.ABSENT);
        assertThat(room.store.anomalies.values()).as("cases stay as they were").containsExactlyElementsOf(anomalies);
        assertThat(room.store.checkpoints).as("no state is made from nothing").isEmpty();
    }

    /** By an analyzer that has nothing in memory. */
    private void judgeAgain(Classroom room) {
        room.directory.revision++;
        room.store.due.add(Classroom.SESSION);
        SamplesHandler another = handler(room, 16);
        another.assigned(0);
        another.idle(0);
    }

    @Test
    void judgesASessionOfWhichNothingEverCameByWhatPeopleLaidDown() {
        Classroom online = new Classroom(3, SessionKind.ONLINE);
        online.clock.set(Classroom.START.plus(Duration.ofDays(1)));
        online.store.due.add(Classroom.SESSION);
        online.directory.statements = List.of(new PersonStatement(
                "statement-1", Classroom.subject(0), PersonStatement.Kind.MANUAL, Classroom.START, -1));

        SamplesHandler handler = handler(online, 16);
        handler.assigned(0);
        handler.idle(0);

        assertThat(record(online, 0).status()).isEqualTo(AttendanceStatus.MANUAL);
        assertThat(record(online, 1).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
        assertThat(online.store.checkpoints).isEmpty();
    }

    @Test
    void goesOnWithTheOthersWhenAChangedSessionCannotBeRead() {
        run(room, room.wholeSession());
        SessionId broken = Classroom.SESSION;
        room.store.checkpoints.put(broken, new Checkpoint(broken, false, new byte[] {1, 2, 3}));
        room.store.due.add(broken);
        Map<String, AttendanceStatus> before = statuses(room);

        SamplesHandler another = handler(room, 16);
        another.assigned(0);
        another.idle(0);

        assertThat(statuses(room)).isEqualTo(before);
        assertThat(room.store.due).containsExactly(broken);
    }

    @Test
    void doesNotAccuseOfAbsenceWhoWasEnrolledOnlyAfterTheSession() {
        Roster whole = room.directory.roster;
        room.directory.roster = new Roster(whole.entries().stream()
                .map(e -> e.subject().equals(Classroom.subject(11))
                        ? new RosterEntry(e.subject(), e.role(), List.of(), e.seat())
                        : e)
                .toList());
        run(room, room.wholeSession());
        assertThat(record(room, 11).status()).isEqualTo(AttendanceStatus.UNVERIFIED);

        room.directory.roster = whole;
        room.directory.revision++;
        room.store.due.add(Classroom.SESSION);
        SamplesHandler another = handler(room, 16);
        another.assigned(0);
        another.idle(0);

        assertThat(record(room, 11).status()).isEqualTo(AttendanceStatus.UNVERIFIED);
    }

    @Test
    void verifiesOnlineSnapshots() {
        Classroom online = new Classroom(9, SessionKind.ONLINE);
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (int i = 0; i <= 9; i++) {
            Instant at = START.plus(Duration.ofMinutes(5L * i)).minusSeconds(i == 9 ? 1 : 0);
            int n = records.size();
            records.add(Classroom.record(n, online.snapshot(n, 0, at, 0)));
            records.add(Classroom.record(n + 1, online.snapshot(n + 1, 1, at, 12)));
            records.add(
                    Classroom.record(n + 2, i < 4 ? online.snapshot(n + 2, 2, at) : online.snapshot(n + 2, 2, at, 2)));
            records.add(Classroom.record(
                    n + 3, i < 7 ? online.snapshot(n + 3, 3, at, 3) : online.snapshot(n + 3, 3, at, 3, 4)));
        }

        run(online, records);

        assertThat(statuses(online))
                .containsEntry("s0", AttendanceStatus.PRESENT)
                .containsEntry("s1", AttendanceStatus.ABSENT)
                .containsEntry("s2", AttendanceStatus.LATE)
                .containsEntry("s3", AttendanceStatus.LEFT_EARLY);
        AttendanceRecord own = Objects.requireNonNull(online.store.attendance.get(subject(0)));
        assertThat(own.creditedClassHours()).isEqualTo(1.0);
        assertThat(anomalies(online, AnomalyKind.IMPERSONATION))
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(subject(1)));
        assertThat(anomalies(online, AnomalyKind.NO_FACE))
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(subject(2)));
        assertThat(anomalies(online, AnomalyKind.SEVERAL_FACES))
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(subject(3)));
    }

    @Test
    void aPhotoAtTheCheckInIsAClaimThatWasLookedAt_andMakesNobodyPresent() {
        Classroom same = new Classroom(5, SessionKind.THEORY);
        run(same, same.wholeSession());
        Classroom asked = new Classroom(5, SessionKind.THEORY);
        List<BusRecord<SessionInput>> room = asked.wholeSession();
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (SessionInput photo : List.of(
                asked.snapshot(1, 0, START.minusSeconds(300), 0),
                asked.snapshot(2, 10, START.minusSeconds(240), 12),
                asked.snapshot(3, 10, START.minusSeconds(240), 12),
                asked.snapshot(4, 11, START.minusSeconds(180), 11),
                asked.snapshot(5, 9, START.minusSeconds(120), 12),
                asked.snapshot(6, 9, START.minusSeconds(120), 12),
                // one photo alone accuses nobody
                asked.snapshot(7, 1, START.minusSeconds(100), 12))) {
            records.add(Classroom.record(records.size(), photo));
        }
        room.forEach(input -> records.add(Classroom.record(records.size(), Objects.requireNonNull(input.value()))));

        run(asked, records);

        assertThat(statuses(asked)).isEqualTo(statuses(same));
        assertThat(asked.store.coverage).isEqualTo(same.store.coverage);
        assertThat(anomalies(asked, AnomalyKind.IMPERSONATION))
                .extracting(Anomaly::subjects)
                .as("of 9, who was seen in the room, too, one case")
                .containsExactlyInAnyOrder(List.of(subject(9)), List.of(subject(10)));
        assertThat(anomalies(same, AnomalyKind.ABSENT_BUT_SIGNED)).hasSize(1);
        assertThat(anomalies(asked, AnomalyKind.ABSENT_BUT_SIGNED)).isEmpty();
        assertThat(anomalies(asked, AnomalyKind.HEADCOUNT_MISMATCH))
                .isEqualTo(anomalies(same, AnomalyKind.HEADCOUNT_MISMATCH));
    }

    @Test
    void countsOnlineTheTimeOfWhomAPersonRecognised() {
        Classroom online = new Classroom(9, SessionKind.ONLINE);
        List<BusRecord<SessionInput>> records = new ArrayList<>();
        for (int i = 0; i <= 9; i++) {
            Instant at = START.plus(Duration.ofMinutes(5L * i)).minusSeconds(i == 9 ? 1 : 0);
            records.add(Classroom.record(i, online.snapshot(i, 1, at, 12)));
        }
        run(online, records);
        Anomaly suspicion = anomalies(online, AnomalyKind.IMPERSONATION).get(0);
        assertThat(record(online, 1).status()).isEqualTo(AttendanceStatus.ABSENT);

        long track = Objects.requireNonNull(suspicion.numbers().get("track")).longValue();
        online.directory.adjudications =
                List.of(new Adjudication(suspicion.id(), Adjudication.Finding.RECOGNISED, subject(1), track, START));
        judgeAgain(online);

        assertThat(record(online, 1).status()).isEqualTo(AttendanceStatus.MANUAL);
        assertThat(record(online, 1).creditedClassHours()).isEqualTo(1.0);
        assertThat(record(online, 1).errorProbability()).isEqualTo(1);
        assertThat(anomalies(online, AnomalyKind.IMPERSONATION)).isEmpty();
    }

    private double counted(String name) {
        return room.meters.find(name).counters().stream()
                .mapToDouble(c -> c.count())
                .sum();
    }
}
