package io.shidao.kernel.media;

import io.shidao.kernel.media.BadPictureException.Reason;

/** Walks the markers of a JPEG (ITU-T T.81, annex B) from SOI to EOI. */
final class JpegStructure {
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    /** A progressive picture has about 10 scans; each costs a decoder a pass over all pixels. */
    private static final int MAX_SCANS = 100;
    /** A phone appends one to three. */
    private static final int MAX_PICTURES = 8;

    private final PictureBytes in;
    private final ImageLimits limits;
    private int width;
    private int height;
    private int scans;

    private JpegStructure(PictureBytes in, ImageLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    static StillImage read(PictureBytes in, ImageLimits limits) {
        JpegStructure picture = new JpegStructure(in, limits);
        picture.walk();
        in.skipZeros();
        for (int i = 1; i < MAX_PICTURES && in.matches(in.position(), 0xff, SOI, 0xff); i++) {
            new JpegStructure(in, limits).walk();
            in.skipZeros();
        }
        in.expectEnd();
        return new StillImage(Codec.JPEG, picture.width, picture.height, in.payload());
    }

    private void walk() {
        in.skip(2);
        int marker = nextMarker();
        while (marker != EOI) {
            marker = isAlone(marker) ? unexpected(marker) : segment(marker);
        }
        if (scans == 0) {
            throw PictureBytes.truncated("a JPEG without a scan");
        }
    }

    /** Goes past a segment and, if it starts a scan, past the coded bits; answers the marker behind. */
    private int segment(int marker) {
        int length = in.u16() - 2;
        if (length < 0) {
            throw PictureBytes.truncated("a JPEG segment of length " + (length + 2));
        }
        int start = in.position();
        if (isFrameHeader(marker)) {
            frameHeader(length);
        }
        in.skip(start + (long) length - in.position());
        return marker == SOS ? scan() : nextMarker();
    }

    private void frameHeader(int length) {
        if (width > 0 || length < 6) {
            throw PictureBytes.truncated(width > 0 ? "a JPEG with two frame headers" : "a short JPEG frame header");
        }
        in.skip(1);
        height = in.u16();
        width = in.u16();
        StillImageReader.checkSize(width, height, limits);
    }

    private int scan() {
        if (width == 0) {
            throw PictureBytes.truncated("a JPEG scan before the frame header");
        }
        if (++scans > MAX_SCANS) {
            throw new BadPictureException(
                    Reason.UNDECODABLE, "picture: more than " + MAX_SCANS + " scans (expected: about 10)");
        }
        while (true) {
            if (in.u8() == 0xff) {
                int marker = markerAfterFill();
                if (marker != 0 && !isRestart(marker)) {
                    return marker;
                }
            }
        }
    }

    private int nextMarker() {
        if (in.u8() != 0xff) {
            throw PictureBytes.truncated("no JPEG marker at byte " + (in.position() - 1));
        }
        int marker = markerAfterFill();
        return marker == 0 ? unexpected(marker) : marker;
    }

    /** Any number of 0xff may stand before a marker. */
    private int markerAfterFill() {
        int next = in.u8();
        while (next == 0xff) {
            next = in.u8();
        }
        return next;
    }

    private static int unexpected(int marker) {
        throw PictureBytes.truncated("JPEG marker 0x" + Integer.toHexString(marker) + " at a wrong place");
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xd0 && marker <= 0xd7;
    }

    /** Markers without a length: TEM, RST0 to RST7, SOI. */
    private static boolean isAlone(int marker) {
        return marker == 0x01 || isRestart(marker) || marker == SOI;
    }
}
