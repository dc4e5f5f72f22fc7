package io.shidao.kernel.face;

/**
 * A face turned and scaled to the template of the embedder: 112 x 112 pixels, BGR, 8 bit, row by row.
 *
 * <p>Not copied on the way: whoever passes an array gives it away.
 */
public final class AlignedFace implements Sensitive {
    /** Width and height in pixels. */
    public static final int SIDE = 112;

    private final byte[] bgr;
    private final Landmarks landmarks;
    private final SampleQuality quality;

    public AlignedFace(byte[] bgr, Landmarks landmarks, SampleQuality quality) {
        if (bgr.length != SIDE * SIDE * 3) {
            throw new IllegalArgumentException("aligned face: " + bgr.length + " bytes (expected: 37632)");
        }
        this.bgr = bgr;
        this.landmarks = landmarks;
        this.quality = quality;
    }

    /** The pixels themselves, not a copy: read only. */
    public byte[] bgr() {
        return bgr;
    }

    public Landmarks landmarks() {
        return landmarks;
    }

    public SampleQuality quality() {
        return quality;
    }

    @Override
    public String toString() {
        return "AlignedFace[redacted]";
    }
}
