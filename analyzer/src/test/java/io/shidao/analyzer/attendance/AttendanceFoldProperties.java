package io.shidao.analyzer.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.time.Intervals;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.SessionKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AttendanceFoldProperties {
    private final AttendanceFold fold = new AttendanceFold(AttendanceConfig.defaults(), "synthetic/test");

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

    private List<AttendanceRecord> records(
            Classroom room, List<Interval> coverage, List<Sighting> sightings, boolean concluded) {
        Set<SubjectId> nobody = Set.of();
        Instant asOf = Classroom.START.plus(Classroom.LENGTH).minusSeconds(300);
        return fold.fold(new AttendanceFacts(
                room.directory.plan,
                room.directory.roster,
                room.directory.claims,
                coverage,
                sightings,
                nobody,
                asOf,
                concluded));
    }

    private static Interval span(Random random) {
        int from = random.nextInt(45);
        return minutes(from, from + 1 + random.nextInt(25));
    }

    private static Interval minutes(int from, int to) {
        return new Interval(Classroom.START.plusSeconds(60L * from), Classroom.START.plusSeconds(60L * to));
    }
}
