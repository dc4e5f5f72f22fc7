package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Payload;
import java.util.Arrays;

/**
 * Where the NAL units of one access unit are (ITU-T H.264 and H.265, Annex B). One object serves many units, so that
 * nothing is allocated for each. Used by one thread.
 */
final class NalUnits {
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    /** Finds them; false when there are more than {@code most}. */
    boolean scan(Payload payload, int most) {
        count = 0;
        int size = payload.size();
        int start = -1;
        int at = 0;
        while (at + 2 < size) {
            int third = payload.byteAt(at + 2);
            if ((third & 0xfe) != 0) {
                // neither 0 nor 1: no start code reaches over it
                at += 3;
            } else if (third == 1 && payload.byteAt(at) == 0 && payload.byteAt(at + 1) == 0) {
                if (start >= 0 && !add(payload, start, at, most)) {
                    return false;
                }
                start = at + 3;
                at = start;
            } else {
                at++;
            }
        }
        return start < 0 || add(payload, start, size, most);
    }

    private boolean add(Payload payload, int start, int end, int most) {
        int last = end;
        // zeros before a start code are no part of the unit (trailing_zero_8bits)
        while (last > start && payload.byteAt(last - 1) == 0) {
            last--;
        }
        if (last == start) {
            return true;
        }
        if (count == most) {
            return false;
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count++] = last;
        return true;
    }

    int count() {
        return count;
    }

    int start(int index) {
        return starts[index];
    }

    int length(int index) {
        return ends[index] - starts[index];
    }
}
