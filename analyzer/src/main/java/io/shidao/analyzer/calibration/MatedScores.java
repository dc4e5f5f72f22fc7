package io.shidao.analyzer.calibration;

/**
 * Scores of one and the same person. The score is the cosine with the fused references, less the roster's mean, times
 * the length of the mean of the references (so that it is the mean over the references, whatever their number).
 *
 * <p>Its expectation is linear in what was found to tell the fitness of a sample: the length of the embedder's output
 * for the look and for the references (the larger, the better; MagFace, Meng et al. 2021, trains for what this embedder
 * shows by itself), and the logarithm of the face's height where it is below the knee. Sharpness, pose and light act
 * through that length: given it, they add less than .02 to the explained variance.
 *
 * @param intercept of the expectation
 * @param perNorm for a unit of the look's raw norm
 * @param perReferenceNorm for a unit of the references' mean raw norm
 * @param perLogHeight for a unit of ln(height / knee) below the knee
 * @param kneeHeightPixels of a face, from which more pixels do not help
 * @param typicalReferenceNorm for a statement about a look alone
 * @param deviation by expectation: of a session's mean score around it, with one reference
 * @param sharedVariance part of that variance which more references do not take away, 0 to 1
 * @param alikeness cosine of photos of one person from different days, by which the number of independent references is
 *     told from the length of their mean
 * @param lookDeviation by height in pixels: of one look around its session's mean
 * @param roomDeviation of what all mated scores of a room have in common
 * @param tail of a session's standardised mean score, as a normal deviate
 */
public record MatedScores(
        double intercept,
        double perNorm,
        double perReferenceNorm,
        double perLogHeight,
        double kneeHeightPixels,
        double typicalReferenceNorm,
        Curve deviation,
        double sharedVariance,
        double alikeness,
        Curve lookDeviation,
        double roomDeviation,
        NormalScores tail) {
    /** The same with another tail. */
    public MatedScores withTail(NormalScores measured) {
        return new MatedScores(
                intercept,
                perNorm,
                perReferenceNorm,
                perLogHeight,
                kneeHeightPixels,
                typicalReferenceNorm,
                deviation,
                sharedVariance,
                alikeness,
                lookDeviation,
                roomDeviation,
                measured);
    }

    /** The expected score of a look with these references. */
    public double expected(double rawNorm, double heightPixels, double referenceNorm) {
        return intercept
                + perNorm * rawNorm
                + perReferenceNorm * referenceNorm
                + perLogHeight * Math.min(0, Math.log(heightPixels / kneeHeightPixels));
    }

    /** The same with references of the usual kind. */
    public double expected(double rawNorm, double heightPixels) {
        return expected(rawNorm, heightPixels, typicalReferenceNorm);
    }

    /**
     * Standard deviation of a session's mean score around its expectation, before noise.
     *
     * @param references independent ones, 1 or more
     */
    public double deviation(double expected, double references) {
        return deviation.at(expected) * Math.sqrt(sharedVariance + (1 - sharedVariance) / references);
    }

    /**
     * How many independent references a mean of references is worth, from its length: three frames of one video are hardly
     * more than one photo, three photos of different days are three.
     *
     * @param meanLength of the mean of unit vectors, 0 to 1
     * @param count of references
     */
    public double independentReferences(double meanLength, int count) {
        double excess = Math.max(1e-6, meanLength * meanLength - alikeness);
        return Math.max(1, Math.min(count, (1 - alikeness) / excess));
    }
}
