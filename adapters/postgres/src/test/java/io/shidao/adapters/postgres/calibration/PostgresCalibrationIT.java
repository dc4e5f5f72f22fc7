package io.shidao.adapters.postgres.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.analyzer.calibrate.EnrolledPopulation.Institution;
import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationFile;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.analyzer.calibration.CalibrationUntrustedException;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.calibration.SignedCalibration;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresCalibrationIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final ModelId MODEL = new ModelId("fr_feature-87aacdfe");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.987654321Z");

    private final DataKey key = DataKey.of(DataKey.generate());
    private final CalibrationSigner signer = CalibrationSigner.of(key);
    private final Calibration shipped = ShippedCalibrations.find(MODEL).orElseThrow();
    private final PostgresCalibrationStore store = new PostgresCalibrationStore(DATABASE.database());
    private final PostgresEnrolledPopulation population = new PostgresEnrolledPopulation(DATABASE.database(), key);

    @BeforeEach
    void empty() {
        DATABASE.database()
                .useTransaction(handle -> List.of(
                                "calibration",
                                "lookalike",
                                "biometric_reference",
                                "subject",
                                "institution",
                                "access_log")
                        .forEach(table -> handle.execute("DELETE FROM " + table)));
    }

    @Test
    void givesTheNewestOfTheModel_asItWasSigned() {
        store.add(signer.sign(named("old"), NOON, "root"));
        store.add(signer.sign(named("new"), NOON.plusSeconds(60), "root"));
        store.add(signer.sign(ofAnotherModel(), NOON.plusSeconds(120), "root"));

        SignedCalibration newest = store.findNewest(MODEL).orElseThrow();

        assertThat(CalibrationFile.write(signer.open(newest))).isEqualTo(CalibrationFile.write(named("new")));
        assertThat(store.list())
                .extracting(SignedCalibration::id)
                .containsExactly("other-1/x", MODEL + "/new", MODEL + "/old");
        assertThat(store.findNewest(new ModelId("unknown-1"))).isEmpty();
    }

    @Test
    void aChangedRowIsNotBelieved() {
        store.add(signer.sign(named("new"), NOON, "root"));
        DATABASE.database()
                .useTransaction(handle -> handle.execute(
                        "UPDATE calibration SET text = replace(text, 'non-mated.mean=0.0', 'non-mated.mean=0.5')"));

        SignedCalibration changed = store.findNewest(MODEL).orElseThrow();

        assertThatThrownBy(() -> signer.open(changed)).isInstanceOf(CalibrationUntrustedException.class);
    }

    @Test
    void keepsAnIdOnce() {
        store.add(signer.sign(named("new"), NOON, "root"));

        assertThatThrownBy(() -> store.add(signer.sign(named("new"), NOON.plusSeconds(1), "root")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void theOneBeforeCountsAgainWhenTheNewestIsRemoved() {
        store.add(signer.sign(named("old"), NOON, "root"));
        store.add(signer.sign(named("new"), NOON.plusSeconds(60), "root"));

        assertThat(store.remove(MODEL + "/new")).isTrue();
        assertThat(store.remove(MODEL + "/new")).isFalse();

        assertThat(store.findNewest(MODEL)).map(SignedCalibration::id).hasValue(MODEL + "/old");
    }

    @Test
    void readsTheEnrolledByInstitution_withReferencesOfTheModelOnly() {
        enrolled("i-1", "anna", MODEL, 1);
        enrolled("i-1", "anna", MODEL, 2);
        enrolled("i-1", "berta", new ModelId("older-1"), 3);
        enrolled("i-2", "carla", MODEL, 4);

        List<Institution> read = population.read(MODEL, 100);

        assertThat(read).extracting(i -> i.id().value()).containsExactly("i-1", "i-2");
        assertThat(read.get(0).people()).hasSize(1);
        assertThat(read.get(0).people().get(0).references()).containsExactly(template(MODEL, 1), template(MODEL, 2));
        assertThat(read.get(1).people()).hasSize(1);
    }

    @Test
    void leavesOutOneOfTwoWhoMayBeOnePerson_untilAPersonHasDecided() {
        enrolled("i-1", "anna", MODEL, 1);
        enrolled("i-1", "berta", MODEL, 2);
        enrolled("i-1", "carla", MODEL, 3);
        alike("anna", "berta", "DUPLICATE");
        alike("berta", "carla", "INSEPARABLE");

        assertThat(population.read(MODEL, 100).get(0).people()).hasSize(2);

        DATABASE.database()
                .useTransaction(
                        handle -> handle.execute("UPDATE lookalike SET resolved_at = now(), resolved_by = 'x'"));
        assertThat(population.read(MODEL, 100).get(0).people()).hasSize(3);
    }

    @Test
    void drawsTheSameFewOfMany() {
        for (int i = 0; i < 20; i++) {
            enrolled("i-1", "subject-" + i, MODEL, i);
        }

        List<Institution> few = population.read(MODEL, 7);

        assertThat(few.get(0).people()).hasSize(7);
        assertThat(population.read(MODEL, 7)).isEqualTo(few);
    }

    private Calibration named(String name) {
        return new Calibration(
                MODEL + "/" + name, MODEL, shipped.madeOn(), shipped.provenance(), shipped.nonMated(), shipped.mated());
    }

    private Calibration ofAnotherModel() {
        return new Calibration(
                "other-1/x",
                new ModelId("other-1"),
                shipped.madeOn(),
                shipped.provenance(),
                shipped.nonMated(),
                shipped.mated());
    }

    private static FaceTemplate template(ModelId model, int seed) {
        return FaceTemplate.ofRaw(model, new float[] {1, seed, 2, seed % 3});
    }

    private void enrolled(String institution, String subject, ModelId model, int seed) {
        byte[] sealed = key.seal(template(model, seed).toBytes(), "template:" + subject);
        DATABASE.database().useTransaction(handle -> {
            handle.execute("""
                    INSERT INTO prefecture VALUES ('p', 'P', now()) ON CONFLICT DO NOTHING
                    """);
            handle.execute("""
                    INSERT INTO institution (institution_id, name, prefecture_id, created_at) VALUES (?, ?, 'p', now())
                    ON CONFLICT DO NOTHING
                    """, institution, institution);
            handle.execute("""
                    INSERT INTO subject (subject_id, institution_id, name, created_at) VALUES (?, ?, ?, now())
                    ON CONFLICT DO NOTHING
                    """, subject, institution, subject);
            handle.execute("""
                    INSERT INTO biometric_reference (reference_id, subject_id, model_id, sealed_template, image_sha256,
                                                     face_height_pixels, sharpness, enrolled_at, enrolled_by)
                    VALUES (?, ?, ?, ?, ?, 100, 1, now(), 'x')
                    """, "reference-" + subject + seed, subject, model.value(), sealed, "image-" + seed);
        });
    }

    private static void alike(String a, String b, String kind) {
        DATABASE.database().useTransaction(handle -> handle.execute("""
                INSERT INTO lookalike (lookalike_id, institution_id, subject_a, subject_b, kind, cosine, model_id, found_at)
                VALUES (?, 'i-1', ?, ?, ?, 0.8, 'x', now())
                """, a + b, a, b, kind));
    }
}
