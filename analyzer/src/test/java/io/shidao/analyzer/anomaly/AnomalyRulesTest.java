package io.shidao.analyzer.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.attendance.Sighting;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SubjectPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** In the class, s0 to s10 have claims; the tests say who is seen. */
class AnomalyRulesTest {
    private static final Interval ALL = new Interval(Classroom.START, Classroom.START.plus(Classroom.LENGTH));

    private final Classroom room = new Classroom(1, SessionKind.THEORY);
    private final AnomalyRules rules = new AnomalyRules(AnomalyConfig.defaults());

    @Test
    void theSeatSettlesForWhomSomebodySitsIn() {
        List<Anomaly> found = rules.judge(facts(room.directory.roster, 9, List.of(strangerAt(9, 1))));

        assertThat(found)
                .extracting(Anomaly::kind)
                .containsExactlyInAnyOrder(AnomalyKind.IMPERSONATION, AnomalyKind.ABSENT_BUT_SIGNED);
        assertThat(found.get(0).subjects()).containsExactly(Classroom.subject(9));
        assertThat(found.get(1).subjects()).containsExactly(Classroom.subject(10));
    }

    @Test
    void withoutSeatsOneOutsiderIsOneCaseAboutAllItMayConcern() {
        List<Anomaly> found = rules.judge(facts(withoutSeats(), 9, List.of(strangerAt(9, 1))));

        assertThat(found).singleElement().satisfies(a -> {
            assertThat(a.kind()).isEqualTo(AnomalyKind.IMPERSONATION);
            assertThat(a.subjects()).containsExactlyInAnyOrder(Classroom.subject(9), Classroom.subject(10));
        });
    }

    @Test
    void moreOutsidersThanMissingTraineesAreOutsiders() {
        List<Anomaly> found = rules.judge(facts(withoutSeats(), 10, List.of(strangerAt(1, 1), strangerAt(2, 2))));

        assertThat(found)
                .extracting(Anomaly::kind)
                .containsExactlyInAnyOrder(AnomalyKind.IMPERSONATION, AnomalyKind.OUTSIDER);
    }

    @Test
    void anOutsiderWhoDoesNotStayIsNoCase() {
        Stranger visitor = new Stranger(
                1,
                null,
                List.of(new Interval(Classroom.START, Classroom.START.plus(Duration.ofMinutes(4)))),
                new Box(0, 0, 30, 40),
                20,
                1e-6,
                0.2,
                List.of());

        assertThat(rules.judge(facts(room.directory.roster, 11, List.of(visitor))))
                .isEmpty();
    }

    @Test
    void anUnknownFaceMayBeTheMemberWithoutAReference() {
        List<RosterEntry> entries = new ArrayList<>(withoutSeats().entries());
        RosterEntry first = entries.get(0);
        entries.set(0, new RosterEntry(first.subject(), first.role(), List.of(), null));

        assertThat(rules.judge(facts(new Roster(entries), 11, List.of(strangerAt(0, 1)))))
                .isEmpty();
    }

    @Test
    void nobodyIsAccusedWhoMayBeTheMemberWithoutConsentInAnotherSeat() {
        List<RosterEntry> entries = new ArrayList<>(room.directory.roster.entries());
        RosterEntry last = entries.get(11);
        entries.set(11, new RosterEntry(last.subject(), last.role(), List.of(), last.seat(), true));
        Roster roster = new Roster(entries);

        assertThat(byFace(rules.judge(facts(roster, 9, List.of(strangerAt(9, 1))))))
                .isEmpty();
        // one of two is not that member
        assertThat(byFace(rules.judge(facts(roster, 9, List.of(strangerAt(9, 1), strangerAt(10, 2))))))
                .hasSize(1);
        // the member is where the seating plan says: another face is somebody else's
        List<Anomaly> seated = byFace(rules.judge(facts(roster, 9, List.of(strangerAt(9, 1), strangerAt(11, 2)))));
        assertThat(seated)
                .singleElement()
                .satisfies(a -> assertThat(a.subjects()).containsExactly(Classroom.subject(9)));
    }

    private static List<Anomaly> byFace(List<Anomaly> found) {
        return found.stream()
                .filter(a -> a.kind() == AnomalyKind.IMPERSONATION || a.kind() == AnomalyKind.OUTSIDER)
                .toList();
    }

    @Test
    void nobodyIsSubstitutedWhoMayBeTheLookAlikeThatWasSeen() {
        SubjectPair alike = SubjectPair.of(Classroom.subject(10), Classroom.subject(3));
        Roster roster = new Roster(room.directory.roster.entries(), Set.of(alike));

        List<Anomaly> found = rules.judge(facts(roster, 10, List.of(strangerAt(10, 1))));

        assertThat(found).extracting(Anomaly::kind).containsExactly(AnomalyKind.OUTSIDER);
    }

    @Test
    void somebodyIsSubstitutedWhenTheLookAlikeWasNotSeenEither() {
        SubjectPair alike = SubjectPair.of(Classroom.subject(9), Classroom.subject(11));
        Roster roster = new Roster(room.directory.roster.entries(), Set.of(alike));

        List<Anomaly> found = rules.judge(facts(roster, 9, List.of(strangerAt(9, 1))));

        assertThat(found.get(0).kind()).isEqualTo(AnomalyKind.IMPERSONATION);
        assertThat(found.get(0).subjects()).containsExactly(Classroom.subject(9));
    }

    @Test
    void theSameCauseIsTheSameCase() {
        AnomalyFacts facts = facts(room.directory.roster, 9, List.of(strangerAt(9, 1)));

        assertThat(rules.judge(facts).get(0).id())
                .isEqualTo(rules.judge(facts).get(0).id());
    }

    private Roster withoutSeats() {
        return new Roster(room.directory.roster.entries().stream()
                .map(e -> new RosterEntry(e.subject(), e.role(), e.references(), null))
                .toList());
    }

    private static Stranger strangerAt(int seat, long track) {
        double x = 60 + 90 * (seat % 4);
        double y = 50 + 90 * Math.floorDiv(seat, 4);
        Box box = new Box((float) x - 18, (float) y - 22, 36, 44);
        return new Stranger(track, null, List.of(ALL), box, 20, 1e-6, 0.2, List.of());
    }

    /** @param seen the first so many of the roster are there all the time */
    private AnomalyFacts facts(Roster roster, int seen, List<Stranger> strangers) {
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < seen; i++) {
            SubjectId subject = Classroom.subject(i);
            sightings.add(new Sighting(subject, List.of(ALL), 1e-6, List.of()));
        }
        var records = new AttendanceFold(AttendanceConfig.defaults(), "synthetic/test", 0.2)
                .fold(new AttendanceFacts(
                        room.directory.plan,
                        roster,
                        room.directory.claims,
                        List.of(ALL),
                        sightings,
                        Set.of(),
                        ALL.to(),
                        true));
        return new AnomalyFacts(
                room.directory.plan,
                roster,
                room.directory.claims,
                records,
                Set.of(),
                strangers,
                SnapshotTroubles.NONE,
                new RoomFacts(null, List.of(), null, null, List.of(), 400, 300),
                "synthetic/test",
                ALL.to());
    }
}
