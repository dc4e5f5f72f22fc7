package io.shidao.analyzer.calibration;

import io.shidao.kernel.face.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The calibrations of the models that ship, measured by {@code ./shidao calibrate --faces}; one resource for a model. */
public final class ShippedCalibrations {
    private ShippedCalibrations() {}

    public static Optional<Calibration> find(ModelId model) {
        try (InputStream in = ShippedCalibrations.class.getResourceAsStream("/calibration/" + model + ".properties")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(CalibrationFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
