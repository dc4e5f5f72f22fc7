package io.shidao.kernel.media;

import io.shidao.kernel.media.BadPictureException.Reason;

/** Walks the chunks of a WebP file (RFC 9649): RIFF with VP8, VP8L, or VP8X and exactly one of them. */
final class WebpStructure {
    private static final long VP8 = chunk("VP8 ");
    private static final long VP8L = chunk("VP8L");
    private static final long VP8X = chunk("VP8X");
    private static final long ANIM = chunk("ANIM");
    private static final long ANMF = chunk("ANMF");
    private static final int ANIMATION_FLAG = 0x02;

    private final PictureBytes in;
    private final ImageLimits limits;
    private int canvasWidth;
    private int canvasHeight;
    private int width;
    private int height;

    private WebpStructure(PictureBytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static boolean isWebp(PictureBytes in) {
        return in.startsWith('R', 'I', 'F', 'F') && in.matches(8, 'W', 'E', 'B', 'P');
    }

    static StillImage read(PictureBytes in, ImageLimits limits) {
        WebpStructure file = new WebpStructure(in, limits);
        file.walk();
        in.expectEnd();
        return new StillImage(Codec.WEBP, file.width, file.height, in.payload());
    }

    private void walk() {
        in.skip(4);
        long size = in.u32Little();
        if (size > in.remaining() || size < 12) {
            throw PictureBytes.truncated("a WebP that should have " + (size + 8) + " bytes");
        }
        long end = in.position() + size;
        in.skip(4);
        boolean first = true;
        while (in.position() < end) {
            chunk(end, first);
            first = false;
        }
        if (width == 0) {
            throw PictureBytes.truncated("a WebP without a picture");
        }
        if (canvasWidth > 0 && (canvasWidth != width || canvasHeight != height)) {
            throw PictureBytes.truncated("a WebP whose picture and canvas differ in size");
        }
    }

    private void chunk(long end, boolean first) {
        long type = in.u32();
        long length = in.u32Little();
        int start = in.position();
        if (length > end - start) {
            throw PictureBytes.truncated("a WebP chunk of " + length + " bytes with " + (end - start) + " left");
        }
        if (type == VP8X && first) {
            canvas();
        } else if (type == ANIM || type == ANMF) {
            throw animated();
        } else if (type == VP8 || type == VP8L || type == VP8X) {
            picture(type, first);
        }
        in.skip(start + length - in.position());
        if (length % 2 == 1 && in.position() < end) {
            in.skip(1);
        }
    }

    private void canvas() {
        if ((in.u8() & ANIMATION_FLAG) != 0) {
            throw animated();
        }
        in.skip(3);
        canvasWidth = in.u24Little() + 1;
        canvasHeight = in.u24Little() + 1;
        StillImageReader.checkSize(canvasWidth, canvasHeight, limits);
    }

    private void picture(long type, boolean first) {
        if (type == VP8X || width > 0 || !(first || canvasWidth > 0)) {
            throw PictureBytes.truncated("a WebP with more than one picture");
        }
        if (type == VP8) {
            lossyHeader();
        } else {
            losslessHeader();
        }
        StillImageReader.checkSize(width, height, limits);
    }

    /** RFC 6386, clause 9.1: a key frame's tag, its start code, then 14 bits for each side. */
    private void lossyHeader() {
        int tag = in.u24Little();
        if ((tag & 1) != 0 || in.u24Little() != 0x2a019d) {
            throw PictureBytes.truncated("a WebP without a key frame");
        }
        width = in.u16Little() & 0x3fff;
        height = in.u16Little() & 0x3fff;
    }

    /** RFC 9649, clause 3.4: the signature, then 14 bits for each side less one. */
    private void losslessHeader() {
        if (in.u8() != 0x2f) {
            throw PictureBytes.truncated("a lossless WebP without its signature");
        }
        long bits = in.u32Little();
        width = (int) (bits & 0x3fff) + 1;
        height = (int) (bits >> 14 & 0x3fff) + 1;
    }

    private static BadPictureException animated() {
        return new BadPictureException(Reason.UNKNOWN_FORMAT, "picture: an animated WebP (expected: a still picture)");
    }

    private static long chunk(String name) {
        return (long) name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
