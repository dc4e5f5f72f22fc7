package io.shidao.analyzer.calibration;

import io.shidao.kernel.face.ModelId;
import java.util.List;
import java.util.Optional;

/** Port: the calibrations that were measured at this installation. None is ever changed. Thread-safe. */
public interface CalibrationStore {
    /** @throws io.shidao.kernel.store.StoreException when there is one of that id, or the store does not answer */
    void add(SignedCalibration calibration);

    /** All, newest first. */
    List<SignedCalibration> list();

    /** The newest for the model. */
    Optional<SignedCalibration> findNewest(ModelId model);

    /** Takes one out of use; false when there is none of that id. */
    boolean remove(String id);
}
