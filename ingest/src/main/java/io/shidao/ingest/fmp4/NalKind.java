package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;

/** What a NAL unit is good for here (ITU-T H.264, table 7-1; H.265, table 7-1). */
enum NalKind {
    VIDEO_SET,
    SEQUENCE_SET,
    PICTURE_SET,
    /** A slice of the coded picture. */
    SLICE,
    /** Goes into the sample beside the slices: SEI, end of sequence and the like. */
    OTHER,
    /** Has no place in a sample: delimiters (they only mark what the file marks itself) and filler. */
    DROPPED;

    static NalKind of(Codec codec, byte header) {
        int type = Nals.type(codec, header);
        return codec == Codec.H264 ? avc(type) : hevc(type);
    }

    private static NalKind avc(int type) {
        return switch (type) {
            case 1, 2, 3, 4, 5 -> SLICE;
            case 7 -> SEQUENCE_SET;
            case 8 -> PICTURE_SET;
            case 9, 12 -> DROPPED;
            default -> OTHER;
        };
    }

    private static NalKind hevc(int type) {
        return switch (type) {
            case 32 -> VIDEO_SET;
            case 33 -> SEQUENCE_SET;
            case 34 -> PICTURE_SET;
            case 35, 38 -> DROPPED;
            default -> type < 32 ? SLICE : OTHER;
        };
    }
}
