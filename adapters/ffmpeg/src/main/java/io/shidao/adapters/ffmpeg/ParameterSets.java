package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;

/**
 * Looks for the parameter sets of a key access unit. A decoder that is shared by cameras remembers the last camera's,
 * and would decode a unit that brings none with those.
 */
final class ParameterSets {
    // ITU-T H.264, table 7-1
    private static final long H264_NEEDED = bit(7) | bit(8);
    // ITU-T H.265, table 7-1
    private static final long HEVC_NEEDED = bit(32) | bit(33) | bit(34);

    private ParameterSets() {}

    static boolean areIn(Codec codec, Payload payload) {
        long needed = codec == Codec.H264 ? H264_NEEDED : HEVC_NEEDED;
        return (unitTypes(codec, payload) & needed) == needed;
    }

    /** One bit for each type of NAL unit that follows a start code 00 00 01. */
    private static long unitTypes(Codec codec, Payload payload) {
        long types = 0;
        int zeros = 0;
        for (int i = 0; i + 1 < payload.size(); i++) {
            int value = payload.byteAt(i) & 0xff;
            if (value == 1 && zeros >= 2) {
                int header = payload.byteAt(i + 1);
                types |= bit(codec == Codec.H264 ? header & 0x1f : header >> 1 & 0x3f);
            }
            zeros = value == 0 ? zeros + 1 : 0;
        }
        return types;
    }

    private static long bit(int type) {
        return 1L << type;
    }
}
