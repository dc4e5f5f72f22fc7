package io.shidao.analyzer.picture;

/**
 * What a source usually shows, learnt from its good samples in this session: the mean of each block's edge vector.
 * Each sample adds a vector of length 1 at most, so that where people come and go the mean is short and weighs little,
 * and where walls and desks are it is long. Not thread-safe.
 */
final class ReferenceView {
    /** Samples after which the view changes slowly. */
    private static final int SETTLED = 2000;
    /** Samples before anything is judged by it. */
    static final int LEARNT = 30;

    private final float[] along = new float[Edges.BLOCKS];
    private final float[] across = new float[Edges.BLOCKS];
    private int samples;
    private float agreement = 1;
    private float structure;
    private float detail;
    private float residual;

    boolean isLearnt() {
        return samples >= LEARNT;
    }

    /** @param change residual to the sample before; negative when there was none */
    void learn(Sketch sketch, Edges edges, float change) {
        if (isLearnt()) {
            agreement += step() * (agreement(edges) - agreement);
        }
        samples = Math.min(SETTLED, samples + 1);
        float step = step();
        for (int i = 0; i < Edges.BLOCKS; i++) {
            along[i] += step * (edges.along[i] - along[i]);
            across[i] += step * (edges.across[i] - across[i]);
        }
        structure += step * ((float) edges.structure() - structure);
        detail += step * (sketch.detail() - detail);
        if (change >= 0) {
            // a low quantile of what the quietest samples have: a step down is larger than one up
            float to = residual == 0 ? change : residual;
            residual = to + (change < to ? 0.1f : 0.005f) * (change - to);
        }
    }

    private float step() {
        return 1f / Math.max(1, samples);
    }

    float agreement(Edges edges) {
        return (float) edges.agreement(along, across);
    }

    /** In relation to what this source's good samples have. */
    float relativeAgreement(Edges edges) {
        return agreement(edges) / Math.max(0.3f, agreement);
    }

    float structure() {
        return structure;
    }

    float detail() {
        return detail;
    }

    /** Change from sample to sample that is there in the quietest room, in levels; 0 when not known. */
    float quietResidual() {
        return residual;
    }
}
