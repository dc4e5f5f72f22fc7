package io.shidao.analyzer.picture;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a source usually shows, as it is kept from session to session: the mean direction of the edges in 240 blocks. No
 * person can be told from it. How noisy or how sharp the picture is depends on the light of the day, and is not kept.
 * Immutable.
 */
public final class KeptView {
    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 4 + 4 + 4 + 2 * 4 * Edges.BLOCKS;

    private final float[] along;
    private final float[] across;
    private final float agreement;
    private final float structure;
    private final int samples;

    KeptView(float[] along, float[] across, float agreement, float structure, int samples) {
        this.along = along.clone();
        this.across = across.clone();
        this.agreement = agreement;
        this.structure = structure;
        this.samples = samples;
    }

    /**
     * From {@link #toBytes}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static KeptView of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length != BYTES || in.get() != VERSION) {
            throw new IllegalArgumentException("view of a source: " + bytes.length + " bytes, or of another version"
                    + " (expected: " + BYTES + " of version " + VERSION + ")");
        }
        try {
            int samples = in.getInt();
            float agreement = in.getFloat();
            float structure = in.getFloat();
            float[] along = new float[Edges.BLOCKS];
            float[] across = new float[Edges.BLOCKS];
            in.asFloatBuffer().get(along).get(across);
            return new KeptView(along, across, agreement, structure, samples);
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("view of a source: too short", e);
        }
    }

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(VERSION).putInt(samples).putFloat(agreement).putFloat(structure);
        out.asFloatBuffer().put(along).put(across);
        return out.array();
    }

    float[] along() {
        return along.clone();
    }

    float[] across() {
        return across.clone();
    }

    float agreement() {
        return agreement;
    }

    float structure() {
        return structure;
    }

    int samples() {
        return samples;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeptView view && Arrays.equals(toBytes(), view.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "KeptView[" + samples + " samples]";
    }
}
