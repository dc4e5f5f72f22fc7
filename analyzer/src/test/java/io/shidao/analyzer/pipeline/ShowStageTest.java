package io.shidao.analyzer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.kernel.store.RoomPictures.RoomPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShowStageTest {
    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final RoomPictures pictures = new RoomPictures(room.live, room.key);
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
            FootageStore.NONE,
            room.meters,
            PipelineConfig.defaults(),
            pictures);
    private final Sample sample = room.wholeSession().stream()
            .map(record -> record.value())
            .filter(Sample.class::isInstance)
            .map(Sample.class::cast)
            .findFirst()
            .orElseThrow();

    @Test
    void makesNoPictureWhileNobodyLooks() {
        pipeline.analyse(sample, state);

        assertThat(pictures.find(Classroom.SESSION)).isEmpty();
    }

    @Test
    void showsTheNewestSampleToWhoeverLooks() {
        pictures.want(Classroom.SESSION);

        pipeline.analyse(sample, state);

        Optional<RoomPicture> shown = pictures.find(Classroom.SESSION);
        assertThat(shown.map(RoomPicture::capturedAt)).hasValue(sample.capturedAt());
        assertThat(new String(shown.orElseThrow().jpeg().toByteArray(), java.nio.charset.StandardCharsets.UTF_8))
                .startsWith("overview");
    }

    @Test
    void forgetsThePictureAndTheWish() {
        pictures.want(Classroom.SESSION);
        pipeline.analyse(sample, state);

        room.clock.set(room.clock.instant().plus(Duration.ofMinutes(1)));

        assertThat(pictures.find(Classroom.SESSION)).isEmpty();
        assertThat(pictures.isWanted(Classroom.SESSION)).isFalse();
    }

    @Test
    void neitherStopsNorWaitsAgainAndAgainWhenTheLiveStateFails() {
        room.live.fail();
        Instant before = state.newestAt();

        for (int i = 0; i < 5; i++) {
            SampleAnalysis analysis = pipeline.analyse(sample, state);
            assertThat(analysis.failure()).isEmpty();
        }

        assertThat(room.live.failures()).isEqualTo(1);
        assertThat(state.newestAt()).isNotEqualTo(before);
    }

    @Test
    void keepsPicturesSealed() {
        pictures.want(Classroom.SESSION);
        pipeline.analyse(sample, state);

        byte[] kept = room.live.find("room-picture:" + Classroom.SESSION).orElseThrow();

        assertThat(new String(kept, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("overview");
    }
}
