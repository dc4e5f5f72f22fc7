package io.shidao.analyzer.compare;

import io.shidao.kernel.face.FaceTemplate;
import java.util.List;

/**
 * A member's references as one: their mean, in which a sharp frontal photo weighs more than a poor one, because the
 * length of the embedder's output does. Measured: the mean separates better than the best of the references does (d′ 4.7
 * against 4.1 with two photos of different videos), since the largest of several non-mated scores is larger than each.
 */
public final class FusedReference {
    private final float[] direction;
    private final double meanLength;
    private final double norm;
    private final int count;

    private FusedReference(float[] direction, double meanLength, double norm, int count) {
        this.direction = direction;
        this.meanLength = meanLength;
        this.norm = norm;
        this.count = count;
    }

    /** @param references of one person, made by one model; at least one */
    public static FusedReference of(List<FaceTemplate> references) {
        double[] sum = new double[references.get(0).dimension()];
        double norms = 0;
        double squares = 0;
        for (FaceTemplate reference : references) {
            double norm = reference.rawNorm();
            reference.addTo(sum, norm);
            norms += norm;
            squares += norm * norm;
        }
        double length = 0;
        for (double x : sum) {
            length += x * x;
        }
        length = Math.sqrt(length);
        float[] direction = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            direction[i] = (float) (sum[i] / length);
        }
        return new FusedReference(direction, length / norms, squares / norms, references.size());
    }

    /** Cosine of a probe with it, −1 to 1. */
    public double cosine(FaceTemplate probe) {
        return probe.dot(direction);
    }

    /** Cosine of two members' fused references. */
    public double cosine(FusedReference other) {
        double sum = 0;
        for (int i = 0; i < direction.length; i++) {
            sum += direction[i] * other.direction[i];
        }
        return sum;
    }

    /** Of the weighted mean of the unit templates, 0 to 1; 1 when they are all alike or there is one. */
    public double meanLength() {
        return meanLength;
    }

    /** Mean length of the embedder's raw outputs, weighted by itself. */
    public double norm() {
        return norm;
    }

    public int count() {
        return count;
    }

    @Override
    public String toString() {
        return "FusedReference[" + count + ", redacted]";
    }
}
