package io.shidao.analyzer.calibration;

import io.shidao.kernel.face.ModelId;
import java.time.Instant;

/**
 * A calibration as an installation keeps it. Whether it may be believed is for {@link CalibrationSigner} to say.
 *
 * @param id of the calibration in {@code text}
 * @param model whose scores it describes
 * @param madeAt when it was measured, whole seconds
 * @param madeBy who measured it: account of the machine's user
 * @param text as {@link CalibrationFile} has it
 * @param signature of all the others: Ed25519 (RFC 8032), 64 bytes as hexadecimal digits
 */
public record SignedCalibration(
        String id, ModelId model, Instant madeAt, String madeBy, String text, String signature) {}
