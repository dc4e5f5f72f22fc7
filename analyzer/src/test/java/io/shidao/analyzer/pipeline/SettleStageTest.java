package io.shidao.analyzer.pipeline;

import static io.shidao.analyzer.testing.Classroom.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.decide.SequentialDecisionRule;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.session.SessionState;
import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.ScriptedVision;
import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.analyzer.track.Track;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.session.SessionKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Through the whole pipeline: what counts for whom. Number 12 is nobody on the roster. */
class SettleStageTest {
    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final SessionState session = SessionState.begin(
            room.directory.plan,
            room.directory.roster,
            room.directory.claims,
            TrackConfig.defaults(),
            EvidenceConfig.defaults());
    private final AnalysisPipeline pipeline = new AnalysisPipeline(
            room.vision.vision(),
            new SequentialDecisionRule(DecideConfig.defaults(), SyntheticPerson.calibration()),
            room.blobs,
            room.meters,
            PipelineConfig.defaults());

    private Instant now = START;
    private int samples;

    @Test
    void countsALookThatFitsNobodyForNobody() {
        // after a second look the trainee would be recognised, and left alone for a while
        Track trainee = Objects.requireNonNull(look(0).track());

        FaceLook odd = look(12);
        FaceLook after = look(0);

        assertThat(odd.track()).isNull();
        assertThat(odd.worth()).isZero();
        assertThat(odd.candidates()).isNotNull();
        assertThat(after.track()).isSameAs(trainee);
        assertThat(trainee.evidence().looks()).isEqualTo(2);
        assertThat(trainee.album().pictures())
                .extracting(p -> p.sample().value())
                .doesNotContain("frame-1");
    }

    @Test
    void countsItForTheNewcomerOnceTheNextLookTellsThatItIsOne() {
        Track trainee = Objects.requireNonNull(look(0).track());

        look(12);
        Track newcomer = Objects.requireNonNull(look(12).track());

        assertThat(newcomer).isNotSameAs(trainee);
        assertThat(newcomer.evidence().looks()).isEqualTo(2);
        assertThat(newcomer.evidence().lastLookAt()).isEqualTo(now.minusSeconds(20));
        assertThat(trainee.evidence().looks()).isEqualTo(1);
    }

    @Test
    void keepsTheEvidenceOfTwoWhoChangeSeatsApart() {
        for (int i = 0; i < 6; i++) {
            sample(ScriptedVision.face(0, 60, 60, 48), ScriptedVision.face(1, 240, 60, 48));
        }
        for (int i = 0; i < 8; i++) {
            sample(ScriptedVision.face(1, 60, 60, 48), ScriptedVision.face(0, 240, 60, 48));
        }

        assertThat(session.tracks().tracks()).hasSize(2).allSatisfy(track -> {
            boolean first = track.decision().is(Classroom.subject(0));
            assertThat(track.decision().is(Classroom.subject(first ? 0 : 1))).isTrue();
            assertThat(track.box().centreX()).isEqualTo(first ? 240 : 60);
        });
    }

    @Test
    void losesNobodysPlaceWhenNobodyIsLookedAt() {
        for (int i = 0; i < 7; i++) {
            look(0);
        }

        FaceLook unlooked = look(0);

        assertThat(unlooked.candidates()).isNull();
        assertThat(unlooked.track()).isNotNull();
        assertThat(session.tracks().tracks())
                .singleElement()
                .satisfies(t -> assertThat(t.seen().last()).isEqualTo(now.minusSeconds(20)));
    }

    private FaceLook look(int person) {
        return sample(ScriptedVision.face(person, 60 + samples % 2, 60, 48)).get(0);
    }

    private List<FaceLook> sample(String... faces) {
        SampleAnalysis analysis = pipeline.analyse(
                Classroom.sample("frame-" + samples++, null, now, ScriptedVision.payload(List.of(faces))), session);
        now = now.plus(Duration.ofSeconds(20));
        return analysis.faces();
    }
}
