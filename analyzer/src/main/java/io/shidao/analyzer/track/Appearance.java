package io.shidao.analyzer.track;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * What the person on a track looks like: the mean of its templates. A single look that does not fit is put aside; only
 * a second one that fits the first tells that somebody else has taken the place. Not thread-safe.
 */
public final class Appearance {
    /** So many looks count at most, so that the mean follows the light of the day. */
    private static final int MEMORY = 20;

    private final ModelId model;
    private float[] mean;
    private int looks;
    private float @Nullable [] odd;

    /** What a further look tells. */
    public enum Fit {
        SAME,
        /** Does not fit, for the first time: not to be counted for or against anybody. */
        ODD,
        /** Does not fit for the second time, and these two fit each other. */
        SOMEBODY_ELSE
    }

    public Appearance(FaceTemplate first) {
        this(first.model(), features(first), 1, null);
    }

    /** Reads back what the accessors gave. */
    public Appearance(ModelId model, float[] mean, int looks, float @Nullable [] odd) {
        this.model = model;
        this.mean = mean.clone();
        this.looks = looks;
        this.odd = odd == null ? null : odd.clone();
    }

    /** Adds a look and tells how it fits. */
    public Fit add(FaceTemplate template, double sameAppearance) {
        float[] features = features(template);
        if (!template.model().equals(model)) {
            return Fit.SOMEBODY_ELSE;
        }
        if (cosine(mean, features) >= sameAppearance) {
            odd = null;
            learn(features);
            return Fit.SAME;
        }
        boolean repeated = odd != null && cosine(odd, features) > cosine(mean, features);
        odd = features;
        return repeated ? Fit.SOMEBODY_ELSE : Fit.ODD;
    }

    public double cosine(FaceTemplate template) {
        return template.model().equals(model) ? cosine(mean, features(template)) : -1;
    }

    public double cosine(Appearance other) {
        return other.model.equals(model) ? cosine(mean, other.mean) : -1;
    }

    private void learn(float[] features) {
        int weight = Math.min(looks, MEMORY);
        float[] next = new float[mean.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = (mean[i] * weight + features[i]) / (weight + 1);
        }
        mean = next;
        looks = weight + 1;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return aa > 0 && bb > 0 ? dot / Math.sqrt(aa * bb) : -1;
    }

    private static float[] features(FaceTemplate template) {
        java.nio.FloatBuffer all = java.nio.ByteBuffer.wrap(template.toBytes())
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] features = new float[all.remaining() - 1];
        all.position(1).get(features);
        return features;
    }

    public ModelId model() {
        return model;
    }

    public float[] mean() {
        return mean.clone();
    }

    public int looks() {
        return looks;
    }

    public float @Nullable [] odd() {
        return odd == null ? null : odd.clone();
    }

    @Override
    public String toString() {
        return "Appearance[redacted]";
    }
}
