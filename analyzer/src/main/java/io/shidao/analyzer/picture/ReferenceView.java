package io.shidao.analyzer.picture;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a source usually shows, learnt from its good samples over all sessions: the mean of each block's edge vector.
 * Each sample adds a vector of length 1 at most, so that where people come and go the mean is short and weighs little,
 * and where walls and desks are it is long. Not thread-safe.
 */
public final class ReferenceView {
    private static final byte FORM = 1;
    private static final int BYTES = 1 + 4 + 4 * 4 + 2 * Edges.BLOCKS;
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

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).put(FORM).putInt(samples);
        out.putFloat(agreement).putFloat(structure).putFloat(detail).putFloat(residual);
        for (int i = 0; i < Edges.BLOCKS; i++) {
            out.put((byte) Math.round(127 * along[i])).put((byte) Math.round(127 * across[i]));
        }
        return out.array();
    }

    /** A view of another form is learnt anew. */
    public static ReferenceView fromBytes(byte @Nullable [] bytes) {
        ReferenceView view = new ReferenceView();
        if (bytes == null || bytes.length != BYTES || bytes[0] != FORM) {
            return view;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        view.samples = Math.max(0, Math.min(SETTLED, in.getInt()));
        view.agreement = in.getFloat();
        view.structure = in.getFloat();
        view.detail = in.getFloat();
        view.residual = in.getFloat();
        for (int i = 0; i < Edges.BLOCKS; i++) {
            view.along[i] = in.get() / 127f;
            view.across[i] = in.get() / 127f;
        }
        return view;
    }
}
