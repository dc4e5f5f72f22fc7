package io.shidao.analyzer.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.analyzer.AnalyzerConfig;
import io.shidao.analyzer.coverage.CoverageSpan;
import io.shidao.analyzer.coverage.Sight;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.pipeline.AnalysisPipeline;
import io.shidao.analyzer.pipeline.PipelineConfig;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.Scenery;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.AttendanceRecord;
import io.shidao.kernel.record.AttendanceStatus;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever keeps a camera from showing the room, nobody is absent for it. */
class LostSightTest {
    private static final SourceId CAMERA = new SourceId("source-1");
    /** What the camera usually shows is known by then. */
    private static final int LEARNT_SECONDS = 720;

    private static final Instant END = Classroom.START.plus(Classroom.LENGTH);

    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final List<Sample> samples = room.wholeSession().stream()
            .map(BusRecord::value)
            .map(LostSightTest::sample)
            .toList();
    private final SessionState state = SessionState.begin(
            room.directory.plan,
            room.directory.roster,
            room.directory.claims,
            TrackConfig.defaults(),
            EvidenceConfig.defaults());
    private final AnalysisPipeline pipeline = new AnalysisPipeline(
            room.vision.vision(),
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
            room.blobs,
            new SimpleMeterRegistry(),
            PipelineConfig.defaults());
    private int skewedSamples;
    private final SessionJudge judge = new SessionJudge(
            AnalyzerConfig.defaults().attendance(), AnalyzerConfig.defaults().anomalies(), 0.45, 0.2, "synthetic/test");

    @Test
    void isAbsentWhoWasNotSeenWhileTheCameraSawTheRoom() {
        change(SourceState.STREAMING, 0);
        samples.forEach(sample -> pipeline.analyse(sample, state));

        Judgement judgement = judgement();

        assertThat(statuses(judgement)).contains(AttendanceStatus.ABSENT, AttendanceStatus.PRESENT);
        assertThat(seen(judgement, Sight.SEEN)).isGreaterThan(Duration.ofMinutes(44));
    }

    @ParameterizedTest
    @EnumSource(value = Sight.class, names = "SEEN", mode = EnumSource.Mode.EXCLUDE)
    void isNeverAbsentForWhatTheCameraDidNotShow(Sight reason) {
        change(SourceState.STREAMING, 0);
        samples.stream().filter(this::isEarly).forEach(sample -> pipeline.analyse(sample, state));
        lose(reason);

        Judgement judgement = judgement();

        assertThat(statuses(judgement)).containsOnly(AttendanceStatus.UNVERIFIED);
        assertThat(seen(judgement, reason)).isBetween(Duration.ofMinutes(35), Duration.ofMinutes(41));
        assertThat(seen(judgement, Sight.SEEN)).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(judgement.anomalies())
                .extracting(Anomaly::kind)
                .doesNotContain(AnomalyKind.ABSENT_BUT_SIGNED)
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(
            value = Sight.class,
            names = {"FROZEN", "UNCHANGING"})
    void callsASourceFrozenThatShowsNothingNew(Sight reason) {
        change(SourceState.STREAMING, 0);
        samples.stream().filter(this::isEarly).forEach(sample -> pipeline.analyse(sample, state));
        lose(reason);

        assertThat(sourceCases()).containsExactly(AnomalyKind.SOURCE_FROZEN);
    }

    /** The faces are there all the time, so that only the picture can tell. */
    @ParameterizedTest
    @CsvSource({
        "NIGHT, DARK, SOURCE_COVERED",
        "COVER, COVERED, SOURCE_COVERED",
        "BLURRED_ROOM, BLURRED, SOURCE_COVERED",
        "ELSEWHERE, TURNED_AWAY, SOURCE_COVERED",
        "STILL_ROOM, UNCHANGING, SOURCE_FROZEN"
    })
    void judgesThePicturesThatCome(Scenery scenery, Sight reason, AnomalyKind kind) {
        change(SourceState.STREAMING, 0);
        for (Sample sample : samples) {
            room.vision.scenery = sample.capturedAt().isBefore(at(LEARNT_SECONDS)) ? Scenery.ROOM : scenery;
            pipeline.analyse(sample, state);
        }

        Judgement judgement = judgement();

        assertThat(statuses(judgement)).containsOnly(AttendanceStatus.UNVERIFIED);
        assertThat(seen(judgement, reason)).isBetween(Duration.ofMinutes(32), Duration.ofMinutes(34));
        assertThat(seen(judgement, Sight.SEEN)).isLessThanOrEqualTo(Duration.ofMinutes(13));
        assertThat(sourceCases()).containsExactly(kind);
        assertThat(caseOf(kind).numbers())
                .containsEntry("outages", 1.0)
                .containsKeys("minutes", "source_" + reason.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void raisesNothingForAnHonestRoom_orACameraThatIsBrieflyCovered() {
        change(SourceState.STREAMING, 0);
        for (Sample sample : samples) {
            Instant at = sample.capturedAt();
            boolean briefly = !at.isBefore(at(LEARNT_SECONDS)) && at.isBefore(at(LEARNT_SECONDS + 60));
            room.vision.scenery = briefly ? Scenery.COVER : Scenery.ROOM;
            pipeline.analyse(sample, state);
        }

        assertThat(sourceCases()).isEmpty();
        assertThat(seen(judgement(), Sight.SEEN)).isGreaterThan(Duration.ofMinutes(44));
    }

    /** A file of ten minutes is played again and again. */
    @Test
    void findsALoopOfTheSameBits_andCreditsNobodyForIt() {
        change(SourceState.STREAMING, 0);
        int length = (int)
                samples.stream().filter(s -> s.capturedAt().isBefore(at(600))).count();
        for (int i = 0; i < samples.size(); i++) {
            pipeline.analyse(withBitsOf(samples.get(i), samples.get(i % length)), state);
        }

        Judgement judgement = judgement();

        assertThat(statuses(judgement)).containsOnly(AttendanceStatus.UNVERIFIED);
        assertThat(seen(judgement, Sight.REPLAYED)).isGreaterThan(Duration.ofMinutes(44));
        assertThat(sourceCases()).containsExactly(AnomalyKind.REPLAYED_FOOTAGE);
    }

    private static Sample withBitsOf(Sample s, Sample earlier) {
        return new Sample(
                s.id(),
                s.session(),
                s.source(),
                null,
                s.codec(),
                s.capturedAt(),
                s.receivedAt(),
                earlier.sha256(),
                earlier.payload());
    }

    @Test
    void makesOneCaseOfACameraThatComesAndGoes() {
        for (int minute = 0; minute < 45; minute += 5) {
            change(SourceState.STREAMING, minute * 60);
            Instant from = at(minute * 60);
            samples.stream()
                    .filter(s ->
                            !s.capturedAt().isBefore(from) && s.capturedAt().isBefore(from.plusSeconds(120)))
                    .forEach(sample -> pipeline.analyse(sample, state));
            change(minute % 10 == 0 ? SourceState.REFUSED : SourceState.TIMED_OUT, minute * 60 + 121);
        }

        assertThat(sourceCases()).containsExactly(AnomalyKind.SOURCE_LOST);
        assertThat(caseOf(AnomalyKind.SOURCE_LOST).numbers())
                .containsEntry("outages", 9.0)
                .containsKeys("minutes", "longest_minutes", "source_refused", "source_timed_out");
    }

    @Test
    void tellsAClockThatIsOffSteadily_butNotOneThatIsSetRight() {
        skewed(1, Duration.ofMinutes(7));
        skewed(20, Duration.ofSeconds(2));
        assertThat(clockCases()).isEmpty();

        skewed(20, Duration.ofMinutes(-90));

        assertThat(clockCases()).containsExactly(AnomalyKind.CLOCK_SKEW);
        assertThat(caseOf(AnomalyKind.CLOCK_SKEW).numbers()).containsEntry("skew_minutes", -90.0);
    }

    private void skewed(int number, Duration skew) {
        for (int i = 0; i < number; i++) {
            Sample s = samples.get(skewedSamples++);
            pipeline.analyse(
                    new Sample(
                            s.id(),
                            s.session(),
                            s.source(),
                            null,
                            s.codec(),
                            s.capturedAt(),
                            s.receivedAt(),
                            s.sha256(),
                            s.payload(),
                            s.capturedAt().plus(skew)),
                    state);
        }
    }

    /** From the fifth minute on. */
    private void lose(Sight reason) {
        List<Sample> rest = samples.stream().filter(s -> !isEarly(s)).toList();
        switch (reason) {
            case NOT_CONNECTED -> change(SourceState.REFUSED, 301);
            case FROZEN -> change(SourceState.FROZEN, 301);
            case NO_DATA -> change(SourceState.DEGRADED, 301);
            case DAMAGED -> rest.forEach(state::sampleFailed);
            default -> {
                rest.forEach(sample -> pipeline.analyse(sample, state));
                rest.forEach(s -> state.coverage().judge(CAMERA, s.capturedAt(), s.capturedAt(), reason));
            }
        }
    }

    private boolean isEarly(Sample sample) {
        return sample.capturedAt().isBefore(at(300));
    }

    private static Sample sample(@Nullable SessionInput input) {
        return (Sample) Objects.requireNonNull(input);
    }

    private void change(SourceState to, int second) {
        state.sourceChanged(new SourceChange(Classroom.SESSION, CAMERA, to, "", at(second)));
    }

    private static Instant at(int second) {
        return Classroom.START.plusSeconds(second);
    }

    private Judgement judgement() {
        state.conclude(END.plusSeconds(60));
        return judge.judge(state, END);
    }

    private Anomaly caseOf(AnomalyKind kind) {
        return judgement().anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private List<AnomalyKind> clockCases() {
        return judgement().anomalies().stream()
                .map(Anomaly::kind)
                .filter(kind -> kind == AnomalyKind.CLOCK_SKEW)
                .toList();
    }

    private List<AnomalyKind> sourceCases() {
        return judgement().anomalies().stream()
                .map(Anomaly::kind)
                .filter(kind -> kind.name().startsWith("SOURCE_") || kind == AnomalyKind.REPLAYED_FOOTAGE)
                .toList();
    }

    private static List<AttendanceStatus> statuses(Judgement judgement) {
        return judgement.records().stream().map(AttendanceRecord::status).toList();
    }

    private static Duration seen(Judgement judgement, Sight sight) {
        return judgement.coverage().get(0).spans().stream()
                .filter(span -> span.sight() == sight)
                .map(CoverageSpan::time)
                .map(Interval::length)
                .reduce(Duration.ZERO, Duration::plus);
    }
}
