package io.shidao.analyzer.track;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the person on a track looks like: the mean of the templates that are known to be theirs, and a second or third one
 * where the same head looks different (held askew, half behind a book). Not thread-safe.
 */
public final class Appearance {
    /** So many looks count at most, so that a mean follows the light of the day. */
    private static final int MEMORY = 20;

    private static final int MOST_MODES = 3;

    private final ModelId model;
    private final List<Mode> modes = new ArrayList<>();

    /** Looks that are alike. */
    public static final class Mode {
        private final float[] mean;
        private final FaceTemplate unit;
        private final int looks;

        /** @param mean as {@link #mean()} gave it */
        public Mode(ModelId model, float[] mean, int looks) {
            this.mean = mean.clone();
            this.unit = FaceTemplate.ofRaw(model, mean);
            this.looks = looks;
        }

        private Mode and(FaceTemplate look) {
            int weight = Math.min(looks, MEMORY);
            float[] more = features(look);
            float[] next = new float[mean.length];
            for (int i = 0; i < next.length; i++) {
                next[i] = (mean[i] * weight + more[i]) / (weight + 1);
            }
            return new Mode(look.model(), next, weight + 1);
        }

        private static float[] features(FaceTemplate template) {
            FloatBuffer all = ByteBuffer.wrap(template.toBytes())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            float[] features = new float[all.remaining() - 1];
            all.position(1).get(features);
            return features;
        }

        /** Of the templates; shorter than 1 the more they differ. */
        public float[] mean() {
            return mean.clone();
        }

        public int looks() {
            return looks;
        }

        @Override
        public String toString() {
            return "Mode[redacted]";
        }
    }

    Appearance(FaceTemplate first) {
        this(first.model(), List.of(new Mode(first.model(), Mode.features(first), 1)));
    }

    /** Reads back what the accessors gave. */
    public Appearance(ModelId model, List<Mode> modes) {
        this.model = model;
        this.modes.addAll(modes);
    }

    /** With the mode that is most alike; templates of another model are not like anything: −1. */
    public double cosine(FaceTemplate template) {
        return template.model().equals(model)
                ? modes.stream()
                        .mapToDouble(mode -> mode.unit.cosine(template))
                        .max()
                        .orElse(-1)
                : -1;
    }

    /** Of the modes that are most alike. */
    public double cosine(Appearance other) {
        return other.modes.stream().mapToDouble(mode -> cosine(mode.unit)).max().orElse(-1);
    }

    /** @param template of the same model */
    void learn(FaceTemplate template) {
        Mode nearest = modes.stream()
                .max(Comparator.comparingDouble(mode -> mode.unit.cosine(template)))
                .orElseThrow();
        modes.set(modes.indexOf(nearest), nearest.and(template));
    }

    /** Whether the other one's modes were taken over, which are known to be of the same person. */
    boolean join(Appearance other) {
        if (!other.model.equals(model) || modes.size() + other.modes.size() > MOST_MODES) {
            return false;
        }
        return modes.addAll(other.modes);
    }

    public ModelId model() {
        return model;
    }

    public List<Mode> modes() {
        return List.copyOf(modes);
    }

    /** Of which the appearance is made, with the bound of what is remembered. */
    public int looks() {
        return modes.stream().mapToInt(Mode::looks).sum();
    }

    @Override
    public String toString() {
        return "Appearance[redacted]";
    }
}
