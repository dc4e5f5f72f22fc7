package io.shidao.kernel.media;

/**
 * What a still picture may be at most, checked against its header before anything is decoded.
 *
 * @param maxBytes compressed, 1 to 256 Mi
 * @param maxPixels width times height, 1 to 268 million; a decoded pixel takes 3 bytes
 * @param maxSide the longer side in pixels, 1 to 32767
 */
public record ImageLimits(int maxBytes, long maxPixels, int maxSide) {
    public ImageLimits {
        if (maxBytes < 1 || maxBytes > 256 << 20) {
            throw new IllegalArgumentException("max-bytes: " + maxBytes + " (expected: 1 to 268435456)");
        }
        if (maxPixels < 1 || maxPixels > 1L << 28) {
            throw new IllegalArgumentException("max-pixels: " + maxPixels + " (expected: 1 to 268435456)");
        }
        if (maxSide < 1 || maxSide > 32767) {
            throw new IllegalArgumentException("max-side: " + maxSide + " (expected: 1 to 32767)");
        }
    }

    /** 16 MiB, 25 megapixels (75 MB decoded), 8192 pixels: every phone's ordinary photo. */
    public static ImageLimits defaults() {
        return new ImageLimits(16 << 20, 25_000_000, 8192);
    }
}
