package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Byte streams (ITU-T H.264 and H.265, annex B): NAL units behind start codes. */
final class AnnexB {
    private AnnexB() {}

    static int type(Codec codec, byte[] nal) {
        return Nals.type(codec, nal[0]);
    }

    static boolean isKey(Codec codec, List<byte[]> nals) {
        return nals.stream().anyMatch(nal -> Nals.isKey(codec, type(codec, nal)));
    }

    static boolean isParameterSet(Codec codec, byte[] nal) {
        return Nals.isParameterSet(codec, type(codec, nal));
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
