package io.shidao.app.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.analyzer.calibration.CalibrationStore;
import io.shidao.analyzer.calibration.CalibrationUntrustedException;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.calibration.SignedCalibration;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.store.DataKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CalibrationChoiceTest {
    private static final ModelId SHIPPED_MODEL = new ModelId("fr_feature-87aacdfe");
    private static final ModelId OWN_MODEL = new ModelId("own-1");
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final CalibrationSigner signer = CalibrationSigner.of(DataKey.of(DataKey.generate()));
    private final Memory store = new Memory();
    private final CalibrationChoice choice = new CalibrationChoice(store, signer);
    private final Calibration shipped = ShippedCalibrations.find(SHIPPED_MODEL).orElseThrow();

    @Test
    void takesTheShippedOneWhenTheSiteHasNone() {
        assertThat(choice.inUse(SHIPPED_MODEL).id()).isEqualTo(shipped.id());
        assertThat(choice.whole(SHIPPED_MODEL).id()).isEqualTo(shipped.id());
    }

    @Test
    void takesTheSitesNewest() {
        keep(SHIPPED_MODEL, "site-1");
        keep(SHIPPED_MODEL, "site-2");

        assertThat(choice.inUse(SHIPPED_MODEL).id()).isEqualTo(SHIPPED_MODEL + "/site-2");
    }

    @Test
    void drawsToWhatWasMeasuredAsAWhole_notToAnEarlierDraw() {
        keep(SHIPPED_MODEL, "site-1");
        assertThat(choice.whole(SHIPPED_MODEL).id()).isEqualTo(shipped.id());

        keep(SHIPPED_MODEL, "faces-2");
        keep(SHIPPED_MODEL, "site-3");
        assertThat(choice.whole(SHIPPED_MODEL).id()).isEqualTo(SHIPPED_MODEL + "/faces-2");
    }

    @Test
    void aModelOfTheSitesOwnNeedsOneOfItsOwn() {
        assertThatThrownBy(() -> choice.inUse(OWN_MODEL))
                .isInstanceOf(CalibrationMissingException.class)
                .hasMessageContaining("shidao calibrate --faces DIR");

        keep(OWN_MODEL, "faces-1");

        assertThat(choice.inUse(OWN_MODEL).model()).isEqualTo(OWN_MODEL);
    }

    @Test
    void doesNotFallBackSilentlyWhenTheNewestIsNotWhatWasSigned() {
        keep(SHIPPED_MODEL, "site-1");
        SignedCalibration good = store.kept.get(0);
        store.add(new SignedCalibration(
                SHIPPED_MODEL + "/site-2", SHIPPED_MODEL, NOON, "root", good.text(), good.signature()));

        assertThatThrownBy(() -> choice.inUse(SHIPPED_MODEL)).isInstanceOf(CalibrationUntrustedException.class);
    }

    private void keep(ModelId model, String name) {
        Calibration calibration = new Calibration(
                model + "/" + name, model, shipped.madeOn(), "test", shipped.nonMated(), shipped.mated());
        store.add(signer.sign(calibration, NOON, "root"));
    }

    /** Newest first, in the order in which they came. */
    private static final class Memory implements CalibrationStore {
        private final List<SignedCalibration> kept = new ArrayList<>();

        @Override
        public void add(SignedCalibration calibration) {
            kept.add(0, calibration);
        }

        @Override
        public List<SignedCalibration> list() {
            return List.copyOf(kept);
        }

        @Override
        public Optional<SignedCalibration> findNewest(ModelId model) {
            return kept.stream().filter(c -> c.model().equals(model)).findFirst();
        }

        @Override
        public boolean remove(String id) {
            return kept.removeIf(c -> c.id().equals(id));
        }
    }
}
