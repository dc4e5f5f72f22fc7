package io.shidao.kernel.media;

import io.shidao.kernel.media.BadPictureException.Reason;

/**
 * Reads what a JPEG, PNG or WebP says about itself and walks its structure to the end, without decoding: the guard in
 * front of every native decoder. Time and memory are bounded by the payload's size. Stateless.
 *
 * <p>Accepts one still picture and nothing behind it but zero padding; a JPEG may be followed by further whole JPEGs,
 * as phones append previews (CIPA DC-007, Multi-Picture Format). Animated PNG and WebP are refused as
 * {@link Reason#UNKNOWN_FORMAT}: which of their pictures a viewer shows and which one we compare could differ.
 */
public final class StillImageReader {
    private static final int[] JPEG = {0xff, 0xd8, 0xff};

    private StillImageReader() {}

    /**
     * @return the picture with the size its header tells; the pixels themselves may still turn out undecodable
     * @throws BadPictureException EMPTY, TOO_MANY_BYTES, UNKNOWN_FORMAT, TRUNCATED, TOO_MANY_PIXELS, UNDECODABLE or
     *     TRAILING_DATA
     */
    public static StillImage read(Payload payload, ImageLimits limits) {
        if (payload.size() == 0) {
            throw new BadPictureException(Reason.EMPTY, "picture: 0 bytes (expected: a JPEG, PNG or WebP file)");
        }
        if (payload.size() > limits.maxBytes()) {
            throw new BadPictureException(
                    Reason.TOO_MANY_BYTES,
                    "picture: " + payload.size() + " bytes (expected: up to " + limits.maxBytes() + ")");
        }
        PictureBytes in = new PictureBytes(payload);
        if (in.startsWith(JPEG)) {
            return JpegStructure.read(in, limits);
        } else if (in.startsWith(PngStructure.SIGNATURE)) {
            return PngStructure.read(in, limits);
        } else if (WebpStructure.isWebp(in)) {
            return WebpStructure.read(in, limits);
        }
        throw new BadPictureException(
                Reason.UNKNOWN_FORMAT,
                "picture: unknown format (expected: JPEG, PNG or WebP; likely cause: a HEIC photo or another kind of"
                        + " file; what to do: save it as JPEG)");
    }

    /** Refuses a size that a decoder should never see. */
    static void checkSize(long width, long height, ImageLimits limits) {
        if (width < 1 || height < 1) {
            throw PictureBytes.truncated("size " + width + " x " + height);
        }
        if (width > limits.maxSide() || height > limits.maxSide() || width * height > limits.maxPixels()) {
            throw new BadPictureException(
                    Reason.TOO_MANY_PIXELS,
                    "picture: " + width + " x " + height + " pixels (expected: sides up to " + limits.maxSide()
                            + " and up to " + limits.maxPixels() + " pixels)");
        }
    }
}
