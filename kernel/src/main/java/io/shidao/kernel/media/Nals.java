package io.shidao.kernel.media;

import java.util.ArrayList;
import java.util.List;

/** NAL units and where they stand in Annex B bits (ITU-T H.264 and H.265, annex B; types by their tables 7-1). Stateless. */
public final class Nals {
    /** Where a NAL unit stands: its start code, its first byte, and the byte behind its last. */
    public record Nal(int type, int codeAt, int from, int to) {}

    private Nals() {}

    /** The NAL units of Annex B bits, in order. */
    public static List<Nal> list(Codec codec, byte[] bits) {
        List<Nal> nals = new ArrayList<>();
        int from = afterStartCode(bits, 0);
        while (from >= 0 && from < bits.length) {
            int next = afterStartCode(bits, from);
            int to = next < 0 ? bits.length : codeAt(bits, next);
            nals.add(new Nal(type(codec, bits[from]), codeAt(bits, from), from, to));
            from = next;
        }
        return nals;
    }

    /** Whether decoding can start: an IDR picture, or H.265's other random access pictures. */
    public static boolean isKey(Codec codec, int type) {
        return codec == Codec.HEVC ? type >= 16 && type <= 21 : type == 5;
    }

    /** Whether it is a coded picture or a part of one. */
    public static boolean isPicture(Codec codec, int type) {
        return codec == Codec.HEVC ? type <= 31 : type >= 1 && type <= 5;
    }

    /** VPS, SPS or PPS. */
    public static boolean isParameterSet(Codec codec, int type) {
        return codec == Codec.HEVC ? type >= 32 && type <= 34 : type == 7 || type == 8;
    }

    public static boolean isSequenceParameterSet(Codec codec, int type) {
        return type == (codec == Codec.HEVC ? 33 : 7);
    }

    public static boolean isDelimiter(Codec codec, int type) {
        return type == (codec == Codec.HEVC ? 35 : 9);
    }

    /** The type that the first byte of a NAL unit tells. */
    public static int type(Codec codec, int header) {
        return codec == Codec.HEVC ? header >> 1 & 0x3f : header & 0x1f;
    }

    /** Index of the first byte behind the next 00 00 01; -1 when there is none. */
    private static int afterStartCode(byte[] bits, int from) {
        for (int i = from; i + 2 < bits.length; i++) {
            if (bits[i + 2] == 1 && bits[i + 1] == 0 && bits[i] == 0) {
                return i + 3;
            }
        }
        return -1;
    }

    /** A start code may have a further zero in front. */
    private static int codeAt(byte[] bits, int afterCode) {
        int at = afterCode - 3;
        return at > 0 && bits[at - 1] == 0 ? at - 1 : at;
    }
}
