package io.shidao.analyzer.picture;

import org.jspecify.annotations.Nullable;

/**
 * What a source usually shows, learnt from its good samples, in this session and before: the mean of each block's edge vector.
 * Each sample adds a vector of length 1 at most, so that where people come and go the mean is short and weighs little,
 * and where walls and desks are it is long. Not thread-safe.
 */
final class ReferenceView {
    /** Samples after which the view changes slowly. */
    private static final int SETTLED = 2000;
    /**
     * All earlier sessions together count as so many samples: those of about 25 minutes at one in 5 s. A session of 45
     * minutes thus has the larger part in the view it leaves, and what changed in the room is the usual view after a few.
     */
    private static final int KEPT_WEIGHT = 300;
    /** Samples before anything is judged by it. */
    static final int LEARNT = 30;

    private final float[] along = new float[Edges.BLOCKS];
    private final float[] across = new float[Edges.BLOCKS];
    private int samples;
    private int ownSamples;
    private final boolean isKept;
    private float agreement = 1;
    private float structure;
    private float detail;
    private float residual;

    ReferenceView(@Nullable KeptView kept) {
        isKept = kept != null && kept.samples() >= LEARNT;
        if (kept != null && isKept) {
            System.arraycopy(kept.along(), 0, along, 0, Edges.BLOCKS);
            System.arraycopy(kept.across(), 0, across, 0, Edges.BLOCKS);
            agreement = kept.agreement();
            structure = kept.structure();
            samples = Math.min(KEPT_WEIGHT, kept.samples());
        }
    }

    /** Whether the usual view was known before this session. */
    boolean isKept() {
        return isKept;
    }

    /** Whether this session has shown enough by itself. */
    boolean isLearnt() {
        return ownSamples >= LEARNT;
    }

    KeptView keep() {
        return new KeptView(along, across, agreement, structure, samples);
    }

    /** @param change residual to the sample before; negative when there was none */
    void learn(Sketch sketch, Edges edges, float change) {
        if (isKept || isLearnt()) {
            agreement += step() * (agreement(edges) - agreement);
        }
        samples = Math.min(SETTLED, samples + 1);
        ownSamples = Math.min(SETTLED, ownSamples + 1);
        float step = step();
        for (int i = 0; i < Edges.BLOCKS; i++) {
            along[i] += step * (edges.along[i] - along[i]);
            across[i] += step * (edges.across[i] - across[i]);
        }
        structure += step * ((float) edges.structure() - structure);
        detail += (sketch.detail() - detail) / ownSamples;
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
