package io.shidao.testkit.camera;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** H.264 byte streams (ITU-T H.264 Annex B): NAL units behind start codes. */
final class AnnexB {
    static final int IDR = 5;
    static final int SPS = 7;
    static final int PPS = 8;

    private AnnexB() {}

    static int type(byte[] nal) {
        return nal[0] & 0x1f;
    }

    static boolean isKey(byte[] unit) {
        return nals(unit).stream().anyMatch(nal -> type(nal) == IDR);
    }

    /** The NAL units of an access unit, without start codes. */
    static List<byte[]> nals(byte[] stream) {
        List<byte[]> nals = new ArrayList<>();
        int start = -1;
        for (int i = 0; i + 2 < stream.length; i++) {
            if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
                addNal(nals, stream, start, i);
                start = i + 3;
                i += 2;
            }
        }
        addNal(nals, stream, start, stream.length);
        return nals;
    }

    private static void addNal(List<byte[]> nals, byte[] stream, int start, int end) {
        if (start < 0) {
            return; // what comes before the first start code
        }
        int last = end;
        while (last > start && stream[last - 1] == 0) {
            last--; // the zero byte of a four byte start code, and trailing zeros
        }
        if (last > start) {
            nals.add(Arrays.copyOfRange(stream, start, last));
        }
    }
}
