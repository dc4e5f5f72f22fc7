package io.shidao.kernel.face;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Features of a face: a vector of length 1 made by one model. Only templates of the same model can be compared. */
public final class FaceTemplate implements Sensitive {
    private final ModelId model;
    private final float[] features;
    private final float rawNorm;

    private FaceTemplate(ModelId model, float[] features, float rawNorm) {
        this.model = model;
        this.features = features;
        this.rawNorm = rawNorm;
    }

    /** Normalises a model's raw output; its length before is kept as {@link #rawNorm()}, a quality of its own. */
    public static FaceTemplate ofRaw(ModelId model, float[] raw) {
        float norm = length(raw);
        return new FaceTemplate(model, unit(raw, norm), norm);
    }

    /** Normalises features that were worked on after the model, e.g. averaged, and keeps the length the model gave. */
    public static FaceTemplate of(ModelId model, float[] features, float rawNorm) {
        return new FaceTemplate(model, unit(features, length(features)), rawNorm);
    }

    /**
     * Several models' templates of one face as one: the cosine of two such is the sum of the parts' cosines, each times
     * its weight, since the vectors are joined with each scaled by the root of its weight. The raw norm is the first's.
     *
     * @param model names the parts, their order and their weights
     * @param weights above 0, of sum 1, in the order of the parts
     */
    public static FaceTemplate fused(ModelId model, List<FaceTemplate> parts, List<Double> weights) {
        if (parts.isEmpty() || parts.size() != weights.size()) {
            throw new IllegalArgumentException("fuse: " + parts.size() + " templates, " + weights.size()
                    + " weights (expected: as many, 1 or more)");
        }
        float[] joined =
                new float[parts.stream().mapToInt(FaceTemplate::dimension).sum()];
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            float scale = (float) Math.sqrt(weights.get(i));
            for (float x : parts.get(i).features) {
                joined[at++] = scale * x;
            }
        }
        return of(model, joined, parts.get(0).rawNorm);
    }

    private static float length(float[] vector) {
        double sum = 0;
        for (float x : vector) {
            sum += (double) x * x;
        }
        float length = (float) Math.sqrt(sum);
        if (!(length > 0) || Float.isInfinite(length)) {
            throw new IllegalArgumentException("features: length " + length + " (expected: a finite length above 0)");
        }
        return length;
    }

    private static float[] unit(float[] vector, float length) {
        float[] unit = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            unit[i] = vector[i] / length;
        }
        return unit;
    }

    /** Reads what {@link #toBytes()} wrote. */
    public static FaceTemplate fromBytes(ModelId model, byte[] bytes) {
        if (bytes.length < 8 || bytes.length % 4 != 0) {
            throw new IllegalArgumentException("template: " + bytes.length + " bytes (expected: 4 for each number)");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float rawNorm = in.getFloat();
        float[] features = new float[bytes.length / 4 - 1];
        in.asFloatBuffer().get(features);
        return new FaceTemplate(model, features, rawNorm);
    }

    /** Raw norm, then the features, as little-endian 32-bit floats. Sensitive: encrypt before storing. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(4 + 4 * features.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putFloat(rawNorm);
        out.asFloatBuffer().put(features);
        return out.array();
    }

    public ModelId model() {
        return model;
    }

    public int dimension() {
        return features.length;
    }

    /** Length of the model's output before normalising; for fr_feature below 2.0 means: hardly a face. */
    public float rawNorm() {
        return rawNorm;
    }

    /** Cosine similarity, −1 to 1, larger is more alike. */
    public float cosine(FaceTemplate other) {
        if (!model.equals(other.model) || features.length != other.features.length) {
            throw new IllegalArgumentException("compare: template of " + other.model + " (expected: of " + model + ")");
        }
        return product(features, other.features);
    }

    /** Dot product with a vector of the same dimension; the cosine when that has length 1. */
    public double dot(float[] vector) {
        return product(features, vector);
    }

    /** Four sums, none of which waits for the one before: the processor adds them side by side. */
    private static float product(float[] a, float[] b) {
        float first = 0;
        float second = 0;
        float third = 0;
        float fourth = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
            third += a[i + 2] * b[i + 2];
            fourth += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            first += a[i] * b[i];
        }
        return first + second + (third + fourth);
    }

    /** Adds the features times {@code factor} to a sum of the same dimension. */
    public void addTo(double[] sum, double factor) {
        for (int i = 0; i < features.length; i++) {
            sum[i] += factor * features[i];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FaceTemplate that && model.equals(that.model) && Arrays.equals(features, that.features);
    }

    @Override
    public int hashCode() {
        return 31 * model.hashCode() + Arrays.hashCode(features);
    }

    @Override
    public String toString() {
        return "FaceTemplate[" + model + ", redacted]";
    }
}
