package io.shidao.api.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Enrolment;
import io.shidao.proto.api.v1.EnrolmentProblem;
import io.shidao.proto.api.v1.EnrolmentProblem.Code;
import io.shidao.proto.api.v1.EnrolmentState;
import io.shidao.proto.api.v1.Subject;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.ScriptedVision;
import io.shidao.testkit.fake.ScriptedVision.Face;
import io.shidao.testkit.time.SettableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrollerTest {
    /** One pixel, PNG: read, but never decoded here. */
    private static final Payload PHOTO = Payload.wrap(
            Base64.getDecoder()
                    .decode(
                            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));

    private final ScriptedVision vision = new ScriptedVision();
    private final ListedReferences store = new ListedReferences();
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Enroller enroller = enroller(EnrolmentConfig.defaults());

    private Enroller enroller(EnrolmentConfig config) {
        return new Enroller(
                new Vision(vision, vision, vision, vision, vision),
                store,
                blobs,
                DataKey.of(DataKey.generate()),
                config,
                new SettableClock(Instant.parse("2026-03-02T08:00:00Z")),
                meters);
    }

    @AfterEach
    void countsEveryPhotoOnce() {
        double refused = meters.find("api.enrol.refused").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
        double accepted = meters.counter("api.enrol.accepted").count();
        assertThat(meters.counter("api.enrol.received").count()).isEqualTo(accepted + refused);
    }

    @Test
    void keepsTheCropOfAGoodPhotoAndItsSealedTemplate() {
        vision.show(Face.good(1, 120));

        Enrolment enrolment = enrol("anna");

        assertThat(enrolment.getAccepted()).isTrue();
        assertThat(enrolment.getFaceHeightPixels()).isEqualTo(120);
        assertThat(blobs.find(new Sha256(enrolment.getImage()))).isPresent();
        assertThat(store.kept).hasSize(1);
    }

    @Test
    void refusesWithoutConsentBeforeLookingAtThePhoto() {
        vision.show(Face.good(1, 120));

        Enrolment enrolment =
                enroller.enrol(Subject.newBuilder().setSubjectId("anna").build(), PHOTO, "admin");

        assertThat(codes(enrolment.getProblemsList())).containsExactly(Code.CODE_NO_CONSENT);
    }

    @Test
    void refusesAFileThatIsNoPicture() {
        Enrolment enrolment = enroller.enrol(subject("anna"), Payload.wrap(new byte[] {1, 2, 3}), "admin");

        assertThat(codes(enrolment.getProblemsList())).containsExactly(Code.CODE_UNREADABLE);
        assertThat(enrolment.getProblems(0).getMessageZh()).contains("JPEG");
    }

    @Test
    void refusesAPhotoWithoutAFace() {
        vision.show();

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(Code.CODE_NO_FACE);
    }

    @Test
    void refusesATeddyBear() {
        vision.show(Face.good(1, 120).withRawNorm(1.7f));

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(Code.CODE_NOT_A_FACE);
    }

    @Test
    void refusesTwoPeople() {
        vision.show(Face.good(1, 120), at(300, Face.good(2, 90)));

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(Code.CODE_SEVERAL_FACES);
    }

    @Test
    void overlooksAPersonFarBehind() {
        vision.show(Face.good(1, 120), at(300, Face.good(2, 50)));

        assertThat(enrol("anna").getAccepted()).isTrue();
    }

    @Test
    void overlooksAPatternThatIsNoFace() {
        vision.show(at(300, Face.good(2, 150).withRawNorm(1.5f)), Face.good(1, 120));

        assertThat(enrol("anna").getAccepted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "60, 120, 128, 0, 0, 0, CODE_TOO_SMALL",
        "120, 8, 128, 0, 0, 0, CODE_BLURRED",
        "120, 120, 30, 0, 0, 0, CODE_TOO_DARK",
        "120, 120, 128, 0.7, 0, 0, CODE_TOO_DARK",
        "120, 120, 230, 0, 0, 0, CODE_TOO_BRIGHT",
        "120, 120, 128, 0, 0.7, 0, CODE_TOO_BRIGHT",
        "120, 120, 128, 0, 0, -45, CODE_TURNED_AWAY",
    })
    void saysWhatIsWrongWithAFace(
            float height, float sharpness, float luminance, float under, float over, float yaw, Code code) {
        SampleQuality quality = new SampleQuality(height, height * 0.4f, sharpness, luminance, under, over, yaw, 0, 0);
        vision.show(Face.good(1, 120).withQuality(quality));

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(code);
    }

    @Test
    void refusesAnotherPersonsPhotoUnderTheSameName() {
        vision.show(Face.good(1, 120));
        enrol("anna");

        vision.show(Face.good(2, 130));

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(Code.CODE_UNLIKE_EARLIER);
    }

    @Test
    void warnsOfTheSameFaceUnderAnotherName() {
        vision.show(Face.good(1, 120));
        enrol("anna");

        Enrolment enrolment = enrol("berta");

        assertThat(enrolment.getAccepted()).isTrue();
        assertThat(codes(enrolment.getWarningsList())).containsExactly(Code.CODE_DUPLICATE);
        assertThat(enrolment.getWarnings(0).getMessageEn()).contains("Name of anna");
    }

    @Test
    void asksForASecondPhotoUntilThereAreTwo() {
        vision.show(Face.good(1, 120));
        Enrolment first = enrol("anna");
        vision.show(Face.good(1, 120).turnedTowards(9, 0.7f));
        Enrolment second = enrol("anna");

        assertThat(first.getReferences()).isEqualTo(1);
        assertThat(first.getState()).isEqualTo(EnrolmentState.ENROLMENT_STATE_ONE_PHOTO);
        assertThat(first.getNextEn()).contains("second one", "another day");
        assertThat(first.getNextZh()).contains("改天");
        assertThat(second.getReferences()).isEqualTo(2);
        assertThat(second.getState()).isEqualTo(EnrolmentState.ENROLMENT_STATE_ENOUGH);
        assertThat(second.getNextEn()).isEmpty();
    }

    @Test
    void saysOfARefusedPhotoHowManyThePersonHas() {
        vision.show(Face.good(1, 120));
        enrol("anna");
        vision.show(Face.good(1, 60));

        Enrolment refused = enrol("anna");

        assertThat(refused.getAccepted()).isFalse();
        assertThat(refused.getState()).isEqualTo(EnrolmentState.ENROLMENT_STATE_ONE_PHOTO);
    }

    @Test
    void doesNotCountTheSamePhotoAgain() {
        vision.show(Face.good(1, 120));
        Enrolment first = enrol("anna");
        vision.show(Face.good(1, 121).turnedTowards(9, 0.985f));

        Enrolment again = enrol("anna");

        assertThat(again.getAccepted()).isTrue();
        assertThat(again.getImage()).isEqualTo(first.getImage());
        assertThat(codes(again.getWarningsList())).containsExactly(Code.CODE_SAME_PHOTO);
        assertThat(again.getReferences()).isEqualTo(1);
        assertThat(store.kept).hasSize(1);
    }

    @Test
    void warnsOfSomebodyWhoCannotBeToldApart() {
        vision.show(Face.good(1, 120));
        enrol("anna");
        vision.show(Face.good(2, 120).turnedTowards(1, 0.83f)); // cosine with anna: .56

        Enrolment enrolment = enrol("berta");

        assertThat(enrolment.getAccepted()).isTrue();
        assertThat(codes(enrolment.getWarningsList())).containsExactly(Code.CODE_INSEPARABLE);
        assertThat(enrolment.getWarnings(0).getMessageZh()).contains("Name of anna", "人工核验");
    }

    @Test
    void comparesWithTheMostSimilarOfSomebodysPhotos() {
        vision.show(Face.good(1, 120));
        enrol("anna");
        vision.show(Face.good(1, 120).turnedTowards(2, 0.7f)); // cosine with berta: .71
        enrol("anna");
        vision.show(Face.good(2, 120));

        Enrolment enrolment = enrol("berta");

        assertThat(codes(enrolment.getWarningsList())).containsExactly(Code.CODE_DUPLICATE);
    }

    @Test
    void doesNotWarnOfAPassingResemblance() {
        vision.show(Face.good(1, 120));
        enrol("anna");
        vision.show(Face.good(2, 120).turnedTowards(1, 0.9f)); // cosine with anna: .44

        assertThat(enrol("berta").getWarningsList()).isEmpty();
    }

    @Test
    void refusesAPhotoThatIsUnlikeItselfWhenReduced() {
        vision.show(Face.good(1, 120));
        vision.showReduced(Face.good(1, 40).turnedTowards(9, 0.3f));

        assertThat(codes(enrol("anna").getProblemsList())).containsExactly(Code.CODE_POOR_WHEN_SMALL);
    }

    @Test
    void holdsItAgainstNoPhotoThatTheDetectorFindsNothingInItWhenReduced() {
        vision.show(Face.good(1, 120));
        vision.showReduced();

        assertThat(enrol("anna").getAccepted()).isTrue();
    }

    @Test
    void doesNotReduceAFaceThatIsSmallAlready() {
        Enroller lenient = enroller(EnrolmentConfig.defaults().withMinFaceHeightPixels(30));
        vision.show(Face.good(1, 38));
        vision.showReduced(Face.good(9, 30));

        assertThat(lenient.enrol(subject("anna"), PHOTO, "admin").getAccepted()).isTrue();
    }

    private Enrolment enrol(String subject) {
        return enroller.enrol(subject(subject), PHOTO, "admin");
    }

    private static Subject subject(String id) {
        return Subject.newBuilder()
                .setSubjectId(id)
                .setInstitutionId("i")
                .setName("Name of " + id)
                .setConsentedAt(Timestamp.newBuilder().setSeconds(1))
                .build();
    }

    private static Face at(float x, Face face) {
        return face.withBox(new Box(x, 10, face.box().width(), face.box().height()));
    }

    private static List<Code> codes(List<EnrolmentProblem> problems) {
        return problems.stream().map(EnrolmentProblem::getCode).toList();
    }

    /** References in a list. */
    private static final class ListedReferences implements ReferenceStore {
        private final List<Fresh> kept = new ArrayList<>();

        @Override
        public List<Stored> listOf(Collection<String> subjects, String model) {
            return kept.stream()
                    .filter(reference -> subjects.contains(reference.subject()))
                    .map(ListedReferences::stored)
                    .toList();
        }

        @Override
        public List<List<Likeness>> add(List<Fresh> references, Comparisons comparisons) {
            List<List<Likeness>> alike = comparisons.with(kept.stream().map(ListedReferences::stored));
            kept.addAll(references);
            return alike;
        }

        private static Stored stored(Fresh reference) {
            return new Stored(
                    reference.subject(),
                    "Name of " + reference.subject(),
                    reference.image(),
                    reference.sealedTemplate());
        }
    }
}
