package io.shidao.ingest.fmp4;

import java.util.Set;

/**
 * What a sequence parameter set of H.264 says about the picture (ITU-T H.264, 7.3.2.1.1).
 *
 * @param width shown, pixels
 * @param height shown, pixels
 * @param chromaFormat chroma_format_idc
 * @param lumaDepth bits
 * @param chromaDepth bits
 */
record AvcFormat(int width, int height, int chromaFormat, int lumaDepth, int chromaDepth) {
    /** Profiles whose sets tell chroma format and bit depth; the same have them in {@code avcC}. */
    private static final Set<Integer> HIGH = Set.of(100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135);

    private static final int MOST_MACROBLOCKS = 1024;

    static boolean isHigh(int profile) {
        return HIGH.contains(profile);
    }

    static AvcFormat of(byte[] sps) {
        Bits bits = new Bits(sps, 1);
        int profile = bits.u(8);
        bits.skip(16);
        bits.ue("seq_parameter_set_id", 31);
        int chroma = 1;
        int luma = 8;
        int chromaDepth = 8;
        boolean separate = false;
        if (isHigh(profile)) {
            chroma = bits.ue("chroma_format_idc", 3);
            separate = chroma == 3 && bits.flag();
            luma = 8 + bits.ue("bit_depth_luma_minus8", 6);
            chromaDepth = 8 + bits.ue("bit_depth_chroma_minus8", 6);
            bits.skip(1);
            scalingMatrix(bits, chroma);
        }
        pictureOrder(bits);
        bits.ue("max_num_ref_frames", 16);
        bits.skip(1);
        int columns = 1 + bits.ue("pic_width_in_mbs_minus1", MOST_MACROBLOCKS);
        int rows = 1 + bits.ue("pic_height_in_map_units_minus1", MOST_MACROBLOCKS);
        int fields = bits.flag() ? 1 : 2;
        if (fields == 2) {
            bits.skip(1);
        }
        bits.skip(1);
        int width = 16 * columns;
        int height = 16 * rows * fields;
        if (bits.flag()) {
            // 7.4.2.1.1: units of the crop by chroma sampling and fields
            boolean mono = chroma == 0 || separate;
            int unitX = mono || chroma == 3 ? 1 : 2;
            int unitY = (mono || chroma != 1 ? 1 : 2) * fields;
            width -= unitX * (bits.ue("crop left", width) + bits.ue("crop right", width));
            height -= unitY * (bits.ue("crop top", height) + bits.ue("crop bottom", height));
        }
        if (width <= 0 || height <= 0) {
            throw new BadSetException("crops the whole picture away");
        }
        return new AvcFormat(width, height, chroma, luma, chromaDepth);
    }

    private static void scalingMatrix(Bits bits, int chroma) {
        if (!bits.flag()) {
            return;
        }
        for (int list = 0; list < (chroma == 3 ? 12 : 8); list++) {
            if (bits.flag()) {
                scalingList(bits, list < 6 ? 16 : 64);
            }
        }
    }

    private static void scalingList(Bits bits, int size) {
        int last = 8;
        int next = 8;
        for (int i = 0; i < size && next != 0; i++) {
            next = (last + bits.se() + 256) & 0xff;
            last = next == 0 ? last : next;
        }
    }

    private static void pictureOrder(Bits bits) {
        bits.ue("log2_max_frame_num_minus4", 12);
        int type = bits.ue("pic_order_cnt_type", 2);
        if (type == 0) {
            bits.ue("log2_max_pic_order_cnt_lsb_minus4", 12);
        } else if (type == 1) {
            bits.skip(1);
            bits.se();
            bits.se();
            int cycle = bits.ue("num_ref_frames_in_pic_order_cnt_cycle", 255);
            for (int i = 0; i < cycle; i++) {
                bits.se();
            }
        }
    }
}
