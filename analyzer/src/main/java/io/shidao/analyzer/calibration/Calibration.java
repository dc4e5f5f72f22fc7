package io.shidao.analyzer.calibration;

import io.shidao.kernel.face.ModelId;
import java.time.LocalDate;

/**
 * What was measured about a model's scores. Every decision names the calibration that it was taken with.
 *
 * @param id names it for ever: model, who measured, when
 * @param model whose scores these are
 * @param madeOn when it was measured
 * @param provenance on what, with the numbers of people and comparisons
 * @param nonMated different people
 * @param mated one and the same person
 */
public record Calibration(
        String id, ModelId model, LocalDate madeOn, String provenance, NonMatedScores nonMated, MatedScores mated) {
    /** The same for people whose non-mated scores were measured: the mated side stays. */
    public Calibration withNonMated(String newId, LocalDate on, String newProvenance, NonMatedScores measured) {
        return new Calibration(newId, model, on, newProvenance, measured, mated);
    }
}
