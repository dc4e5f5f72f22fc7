package io.shidao.analyzer.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.attendance.Sighting;
import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SubjectRole;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Of the class as a whole: eleven trainees, who all but one have signed, and s11 as the teacher. */
class RoomRulesTest {
    private static final SubjectId TEACHER = Classroom.subject(11);
    private static final Instant END = Classroom.START.plus(Classroom.LENGTH);

    private final Classroom room = new Classroom(1, SessionKind.THEORY);
    private final Roster roster = withTeacher(true);

    @Test
    void aTeacherWhoIsThereIsNoCase() {
        assertThat(judge(roster, 11, List.of(between(0, 45)), shown(0, 45), null))
                .isEmpty();
    }

    @Test
    void aTeacherWhoLeavesTheClassAloneIsACase_fromTheFifteenthMinuteOn() {
        List<Interval> teaching = List.of(between(0, 10), between(32, 45));

        assertThat(judge(roster, 11, teaching, shown(0, 45), null))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.kind()).isEqualTo(AnomalyKind.TEACHER_ABSENT);
                    assertThat(anomaly.subjects()).containsExactly(TEACHER);
                    assertThat(anomaly.since()).isEqualTo(minute(25));
                    assertThat(anomaly.numbers())
                            .containsEntry("minutes", 22.0)
                            .containsEntry("longest_minutes", 22.0)
                            .containsEntry("absences", 1.0);
                });
    }

    @Test
    void whatTheCameraDidNotShowIsNoAbsenceOfTheTeacher() {
        List<Interval> teaching = List.of(between(0, 10), between(32, 45));
        List<CoverageSpan> hole = Stream.of(shown(0, 12), unseen(12, 24), shown(24, 45))
                .flatMap(List::stream)
                .toList();

        assertThat(judge(roster, 11, teaching, hole, null)).isEmpty();
    }

    @Test
    void anAbsenceGoesOnOverAHoleInTheFilm() {
        List<Interval> teaching = List.of(between(0, 5));
        List<CoverageSpan> hole = Stream.of(shown(0, 12), unseen(12, 24), shown(24, 45))
                .flatMap(List::stream)
                .toList();

        assertThat(judge(roster, 11, teaching, hole, null)).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.since()).isEqualTo(minute(32));
            assertThat(anomaly.numbers()).containsEntry("minutes", 28.0);
        });
    }

    @Test
    void aTeacherWithoutAReferenceIsNotMissed() {
        assertThat(judge(withTeacher(false), 11, List.of(), shown(0, 45), null)).isEmpty();
    }

    @Test
    void anotherTeacherMayTakeOver() {
        List<RosterEntry> entries = new ArrayList<>(roster.entries());
        entries.set(10, teacher(entries.get(10)));

        assertThat(judge(new Roster(entries), 11, List.of(between(0, 10)), shown(0, 45), null))
                .isEmpty();
    }

    @Test
    void anEmptyClassIsOneOfLowAttendance() {
        List<Anomaly> found = judge(roster, 6, List.of(between(0, 45)), shown(0, 45), null);

        assertThat(found)
                .filteredOn(a -> a.kind() == AnomalyKind.LOW_ATTENDANCE)
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.subjects()).isEmpty();
                    assertThat(anomaly.numbers()).containsEntry("roster", 11.0).containsEntry("absent", 5.0);
                    assertThat(anomaly.since()).isEqualTo(minute(20));
                });
        assertThat(judge(roster, 7, List.of(between(0, 45)), shown(0, 45), null))
                .extracting(Anomaly::kind)
                .doesNotContain(AnomalyKind.LOW_ATTENDANCE);
    }

    @Test
    void attendanceIsNotLowForACameraThatSawTooLittle() {
        List<CoverageSpan> little =
                Stream.of(shown(0, 15), unseen(15, 45)).flatMap(List::stream).toList();

        assertThat(judge(roster, 0, List.of(between(0, 45)), little, null))
                .extracting(Anomaly::kind)
                .doesNotContain(AnomalyKind.LOW_ATTENDANCE, AnomalyKind.ABSENT_BUT_SIGNED);
    }

    @Test
    void fewerPeopleThanSignedAreACase_unlessOthersSayWhoIsMissing() {
        List<Interval> teaching = List.of(between(0, 45));

        assertThat(judge(roster, 11, teaching, shown(0, 45), counted(8, 8, 8)))
                .singleElement()
                .satisfies(anomaly -> {
                    assertThat(anomaly.kind()).isEqualTo(AnomalyKind.HEADCOUNT_MISMATCH);
                    assertThat(anomaly.subjects()).isEmpty();
                    assertThat(anomaly.numbers()).containsEntry("people", 8.0).containsEntry("claims", 11.0);
                });
        assertThat(judge(roster, 8, teaching, shown(0, 45), counted(8, 8, 8)))
                .extracting(Anomaly::kind)
                .containsOnly(AnomalyKind.ABSENT_BUT_SIGNED);
    }

    @Test
    void morePeopleThanSignedAreACase_andACrowdThatComesAndGoesIsNone() {
        List<Interval> teaching = List.of(between(0, 45));

        assertThat(judge(roster, 11, teaching, shown(0, 45), counted(14, 14, 14)))
                .isEmpty();
        assertThat(judge(roster, 11, teaching, shown(0, 45), counted(15, 14, 16)))
                .extracting(Anomaly::kind)
                .containsExactly(AnomalyKind.HEADCOUNT_MISMATCH);
        assertThat(judge(roster, 11, teaching, shown(0, 45), counted(15, 10, 18)))
                .isEmpty();
    }

    private Roster withTeacher(boolean enrolled) {
        List<RosterEntry> entries = new ArrayList<>(room.directory.roster.entries());
        RosterEntry last = teacher(entries.get(11));
        entries.set(11, enrolled ? last : new RosterEntry(last.subject(), last.role(), List.of(), last.seat()));
        return new Roster(entries);
    }

    private static RosterEntry teacher(RosterEntry entry) {
        return new RosterEntry(entry.subject(), SubjectRole.TEACHER, entry.references(), entry.seat());
    }

    private static Headcount counted(int people, int low, int high) {
        return new Headcount(people, low, high, Duration.ofMinutes(20));
    }

    private static List<CoverageSpan> shown(int from, int to) {
        return List.of(new CoverageSpan(between(from, to), Sight.SEEN, null));
    }

    private static List<CoverageSpan> unseen(int from, int to) {
        return List.of(new CoverageSpan(between(from, to), Sight.NO_DATA, null));
    }

    private static Interval between(int from, int to) {
        return new Interval(minute(from), minute(to));
    }

    private static Instant minute(int minute) {
        return Classroom.START.plus(Duration.ofMinutes(minute));
    }

    /** @param seen the first so many members are there all the time */
    private List<Anomaly> judge(
            Roster members,
            int seen,
            List<Interval> teaching,
            List<CoverageSpan> coverage,
            @Nullable Headcount headcount) {
        List<Interval> covered = coverage.stream()
                .filter(CoverageSpan::isSeen)
                .map(CoverageSpan::time)
                .toList();
        List<Sighting> sightings = new ArrayList<>();
        for (int i = 0; i < seen; i++) {
            sightings.add(new Sighting(Classroom.subject(i), covered, 1e-6, List.of()));
        }
        sightings.add(new Sighting(TEACHER, teaching, 1e-6, List.of()));
        var records = new AttendanceFold(AttendanceConfig.defaults(), "synthetic/test", 0.2)
                .fold(new AttendanceFacts(
                        room.directory.plan, members, room.directory.claims, covered, sightings, Set.of(), END, true));
        return new AnomalyRules(AnomalyConfig.defaults())
                        .judge(new AnomalyFacts(
                                room.directory.plan,
                                members,
                                room.directory.claims,
                                records,
                                Set.of(),
                                List.of(),
                                SnapshotTroubles.NONE,
                                new RoomFacts(headcount, coverage, null, null, List.of(), 400, 300),
                                "synthetic/test",
                                END))
                        .stream()
                        .filter(anomaly -> anomaly.kind() != AnomalyKind.SOURCE_LOST)
                        .toList();
    }
}
