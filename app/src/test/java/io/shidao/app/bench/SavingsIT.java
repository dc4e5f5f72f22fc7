package io.shidao.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.detect.DetectConfig;
import io.shidao.analyzer.detect.FaceFinder;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.sample.Sample;
import io.shidao.testkit.online.OnlineCourseScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The same video analysed with everything searched and every face embedded in every sample, and with work only where it
 * decides: nobody's record may tell the difference.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SavingsIT {
    private static final Duration LENGTH = Duration.ofMinutes(12);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int PEOPLE = 20;

    private Bench bench;
    private Findings thorough;
    private Findings thrifty;

    /** What came of a session, and how often the networks ran for it. */
    private record Findings(
            Map<SubjectId, AttendanceRecord> attendance, List<Anomaly> anomalies, long windows, long embeddings) {
        <T> Map<SubjectId, T> of(Function<AttendanceRecord, T> what) {
            return attendance.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> what.apply(entry.getValue())));
        }

        /** Which cases, about whom. */
        List<String> cases() {
            return anomalies.stream()
                    .map(anomaly -> anomaly.kind() + " " + anomaly.subjects())
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    void analyseTwice() {
        bench = Bench.open();
        try (BenchRoom room = BenchRoom.eventful(bench.vision(), PEOPLE, LENGTH)) {
            OneSession session = room.session(LENGTH, EVERY);
            List<Sample> video = new ArrayList<>();
            for (Instant at = BenchRoom.START; at.isBefore(session.plan().endsAt()); at = at.plus(EVERY)) {
                video.add(room.sample(session.plan(), at));
            }
            thorough = analyse(session, video, PipelineConfig.defaults().thorough());
            thrifty = analyse(session, video, PipelineConfig.defaults());
        }
    }

    private Findings analyse(OneSession session, List<Sample> video, PipelineConfig config) {
        try (Analysis analysis = new Analysis(bench, session, config)) {
            video.forEach(analysis::analyse);
            analysis.conclude();
            Map<SubjectId, AttendanceRecord> attendance = new TreeMap<>(Comparator.comparing(SubjectId::value));
            analysis.attendance().forEach(record -> attendance.put(record.subject(), record));
            return new Findings(
                    attendance,
                    analysis.anomalies(),
                    analysis.eyes().windows(),
                    analysis.eyes().embeddings());
        }
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void everybodysStatusIsTheSame() {
        assertThat(thrifty.of(AttendanceRecord::status)).isEqualTo(thorough.of(AttendanceRecord::status));
    }

    /** Else the comparison would prove little. */
    @Test
    void theSessionHoldsWhatASessionCan() {
        assertThat(thorough.of(AttendanceRecord::status).values())
                .contains(
                        AttendanceStatus.PRESENT,
                        AttendanceStatus.LATE,
                        AttendanceStatus.LEFT_EARLY,
                        AttendanceStatus.ABSENT);
        assertThat(thorough.anomalies()).extracting(Anomaly::kind).contains(AnomalyKind.OUTSIDER);
    }

    @Test
    void thePictureOfAnHonestRoomRaisesNothing() {
        assertThat(thorough.cases()).noneMatch(text -> text.startsWith("SOURCE_"));
    }

    @Test
    void theSameCasesAreRaisedAboutTheSamePeople() {
        assertThat(thrifty.cases()).isEqualTo(thorough.cases());
    }

    @Test
    void nobodysSeenTimeDiffersByMoreThanOneSamplingInterval() {
        Map<SubjectId, Duration> expected = thorough.of(AttendanceRecord::seen);
        Map<SubjectId, Duration> seen = thrifty.of(AttendanceRecord::seen);

        assertThat(seen.keySet()).isEqualTo(expected.keySet());
        assertThat(seen)
                .allSatisfy((subject, time) -> assertThat(expected.getOrDefault(subject, Duration.ZERO)
                                .minus(time)
                                .abs())
                        .as(subject.value())
                        .isLessThanOrEqualTo(EVERY));
    }

    @Test
    void aSnapshotShowsAsManyFacesAsWhenSearchedEverywhere() {
        FaceFinder finder = new FaceFinder(bench.vision().detector(), DetectConfig.defaults());
        for (Member member : Member.enrol(bench.vision(), 8)) {
            OnlineCourseScript script = new OnlineCourseScript(1, member.portrait());
            for (byte[] jpeg :
                    List.of(script.attending(1), script.together(2, Member.STRANGERS.get(0)), script.empty(3))) {
                for (int width : new int[] {640, 1280}) {
                    byte[] snapshot = SnapshotBench.sized(jpeg, width, width == 640 ? 480 : 720);
                    try (Picture picture = bench.vision().stillDecoder().decode(Codec.JPEG, Payload.wrap(snapshot))) {
                        assertThat(finder.findInSnapshot(picture))
                                .as(member.subject() + " " + width)
                                .hasSameSizeAs(finder.find(picture));
                    }
                }
            }
        }
    }

    @Test
    void theNetworksRunMuchLessOften() {
        assertThat(thrifty.windows()).isLessThan(thorough.windows() * 3 / 5);
        assertThat(thrifty.embeddings()).isLessThan(thorough.embeddings() / 3);
    }
}
