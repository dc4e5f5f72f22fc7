package io.shidao.analyzer.track;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;

/** What the person on a track looks like: the mean of the templates that are known to be theirs. Not thread-safe. */
public final class Appearance {
    /** So many looks count at most, so that the mean follows the light of the day. */
    private static final int MEMORY = 20;

    private final ModelId model;
    private float[] mean;
    private FaceTemplate unit;
    private int looks;

    Appearance(FaceTemplate first) {
        this(first.model(), features(first), 1);
    }

    /** Reads back what the accessors gave. */
    public Appearance(ModelId model, float[] mean, int looks) {
        this.model = model;
        this.mean = mean.clone();
        this.unit = FaceTemplate.ofRaw(model, mean);
        this.looks = looks;
    }

    /** Templates of another model are not like anything: −1. */
    public double cosine(FaceTemplate template) {
        return template.model().equals(model) ? unit.cosine(template) : -1;
    }

    public double cosine(Appearance other) {
        return cosine(other.unit);
    }

    /** @param template of the same model */
    void learn(FaceTemplate template) {
        float[] features = features(template);
        int weight = Math.min(looks, MEMORY);
        float[] next = new float[mean.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = (mean[i] * weight + features[i]) / (weight + 1);
        }
        mean = next;
        unit = FaceTemplate.ofRaw(model, next);
        looks = weight + 1;
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

    @Override
    public String toString() {
        return "Appearance[redacted]";
    }
}
