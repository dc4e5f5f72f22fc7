package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Payload;
import java.util.Locale;

/**
 * What a sequence parameter set of H.265 says about the picture (ITU-T H.265, 7.3.2.2).
 *
 * @param width shown, pixels
 * @param height shown, pixels
 * @param chromaFormat chroma_format_idc
 * @param lumaDepth bits
 * @param chromaDepth bits
 * @param temporalLayers 1 to 7
 * @param nested sps_temporal_id_nesting_flag
 * @param profile the 12 bytes of general profile, tier and level, as in {@code hvcC}
 */
record HevcFormat(
        int width,
        int height,
        int chromaFormat,
        int lumaDepth,
        int chromaDepth,
        int temporalLayers,
        boolean nested,
        Payload profile) {
    private static final int GENERAL_BYTES = 12;
    private static final int MOST_PIXELS = 16_384;
    private static final int LAYER_PROFILE_BITS = 88;

    static HevcFormat of(byte[] sps) {
        Bits bits = new Bits(sps, 2);
        bits.skip(4);
        int subLayers = bits.u(3);
        boolean nested = bits.flag();
        byte[] profile = new byte[GENERAL_BYTES];
        for (int i = 0; i < GENERAL_BYTES; i++) {
            profile[i] = (byte) bits.u(8);
        }
        skipSubLayers(bits, subLayers);
        bits.ue("sps_seq_parameter_set_id", 15);
        int chroma = bits.ue("chroma_format_idc", 3);
        boolean separate = chroma == 3 && bits.flag();
        int width = bits.ue("pic_width_in_luma_samples", MOST_PIXELS);
        int height = bits.ue("pic_height_in_luma_samples", MOST_PIXELS);
        if (bits.flag()) {
            int unitX = !separate && (chroma == 1 || chroma == 2) ? 2 : 1;
            int unitY = !separate && chroma == 1 ? 2 : 1;
            width -= unitX * (bits.ue("window left", MOST_PIXELS) + bits.ue("window right", MOST_PIXELS));
            height -= unitY * (bits.ue("window top", MOST_PIXELS) + bits.ue("window bottom", MOST_PIXELS));
        }
        if (width <= 0 || height <= 0) {
            throw new BadSetException("a picture of " + width + "x" + height);
        }
        int luma = 8 + bits.ue("bit_depth_luma_minus8", 8);
        int chromaDepth = 8 + bits.ue("bit_depth_chroma_minus8", 8);
        return new HevcFormat(width, height, chroma, luma, chromaDepth, subLayers + 1, nested, Payload.wrap(profile));
    }

    private static void skipSubLayers(Bits bits, int count) {
        boolean[] profiles = new boolean[count];
        boolean[] levels = new boolean[count];
        for (int i = 0; i < count; i++) {
            profiles[i] = bits.flag();
            levels[i] = bits.flag();
        }
        if (count > 0) {
            bits.skip(2 * (8 - count));
        }
        for (int i = 0; i < count; i++) {
            bits.skip((profiles[i] ? LAYER_PROFILE_BITS : 0) + (levels[i] ? 8 : 0));
        }
    }

    /** ISO/IEC 14496-15, Annex E.3: profile, compatibility in reverse bit order, tier and level, constraints. */
    String codecs() {
        int first = profile.byteAt(0);
        String space = new String[] {"", "A", "B", "C"}[(first >> 6) & 3];
        int flags = 0;
        for (int i = 1; i <= 4; i++) {
            flags = flags << 8 | (profile.byteAt(i) & 0xff);
        }
        StringBuilder text = new StringBuilder("hvc1.")
                .append(space)
                .append(first & 0x1f)
                .append('.')
                .append(Integer.toHexString(Integer.reverse(flags)).toUpperCase(Locale.ROOT))
                .append((first & 0x20) == 0 ? ".L" : ".H")
                .append(profile.byteAt(11) & 0xff);
        int last = 10;
        while (last > 4 && profile.byteAt(last) == 0) {
            last--;
        }
        for (int i = 5; i <= last; i++) {
            text.append('.')
                    .append(Integer.toHexString(profile.byteAt(i) & 0xff).toUpperCase(Locale.ROOT));
        }
        return text.toString();
    }
}
