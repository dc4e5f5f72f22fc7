package io.shidao.app.node;

import io.shidao.analyzer.calibration.Calibration;
import io.shidao.analyzer.calibration.CalibrationSigner;
import io.shidao.analyzer.calibration.CalibrationStore;
import io.shidao.analyzer.calibration.ShippedCalibrations;
import io.shidao.analyzer.calibration.SignedCalibration;
import io.shidao.kernel.face.ModelId;

/** Which calibration counts: the newest that is kept for the model, else the one that ships. */
record CalibrationChoice(CalibrationStore store, CalibrationSigner signer) {
    /**
     * What decisions rest on.
     *
     * @throws io.shidao.analyzer.calibration.CalibrationUntrustedException when the newest is not what was signed
     * @throws CalibrationMissingException when there is none
     */
    Calibration inUse(ModelId model) {
        return store.findNewest(model).map(signer::open).orElseGet(() -> shipped(model));
    }

    /**
     * The newest that was measured on labelled faces as a whole: towards it a site's own figures are drawn, always from the
     * start, so that measuring twice is not believing twice.
     */
    Calibration whole(ModelId model) {
        return store.list().stream()
                .filter(kept -> kept.model().equals(model) && !isOfSite(kept))
                .findFirst()
                .map(signer::open)
                .orElseGet(() -> shipped(model));
    }

    private static boolean isOfSite(SignedCalibration kept) {
        return kept.id().startsWith(kept.model() + "/site-");
    }

    private static Calibration shipped(ModelId model) {
        return ShippedCalibrations.find(model).orElseThrow(() -> new CalibrationMissingException(model));
    }
}
