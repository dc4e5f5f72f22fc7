package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.shidao.adapters.rtsp.outcome.StreamEnd;

/**
 * Payloads of RFC 6184 in packetization modes 0 and 1: single NAL units, STAP-A (section 5.7.1) and FU-A (section 5.8).
 * Types that ITU-T H.264 leaves undefined are passed over, as its clause 7.4.1 demands.
 */
final class H264Payloads implements Payloads {
    private static final int STAP_A = 24;
    private static final int STAP_B = 25;
    private static final int FU_A = 28;
    private static final int FU_B = 29;
    private static final int START = 0x80;
    private static final int END = 0x40;

    @Override
    public boolean read(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        int type = in.getByte(from) & 0x1f;
        if (type >= 1 && type < STAP_A) {
            unit.nal(in, from, to - from);
            return true;
        } else if (type == STAP_A) {
            return aggregate(in, from + 1, to, unit);
        } else if (type == FU_A) {
            return fragment(in, from, to, unit);
        }
        if (type >= STAP_B && type <= FU_B) {
            unit.damage(); // only packetization mode 2 has them: what they hold is missing
        }
        return false;
    }

    private static boolean aggregate(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        int at = from;
        while (to - at > 2) {
            int length = in.getUnsignedShort(at);
            at += 2;
            if (length == 0 || length > to - at) {
                break;
            }
            unit.nal(in, at, length);
            at += length;
        }
        return Aggregates.isWhole(at == to && at > from, unit);
    }

    private static boolean fragment(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        if (to - from < 3) {
            unit.damage();
            return false;
        }
        int flags = in.getByte(from + 1);
        int type = flags & 0x1f;
        if ((flags & START) != 0) {
            unit.startFragments((in.getByte(from) & 0xe0) | type, 1, in, from + 2, to - from - 2);
        } else {
            unit.fragment(type, in, from + 2, to - from - 2);
        }
        if ((flags & END) != 0) {
            unit.endFragments();
        }
        return true;
    }

    @Override
    public boolean startsUnit(ByteBuf in, int from, int to) {
        int type = in.getByte(from) & 0x1f;
        if (type == STAP_A && to - from > 4) {
            return startsPicture(in.getByte(from + 3) & 0x1f, in.getByte(from + 4));
        } else if (type == FU_A && to - from > 2) {
            int flags = in.getByte(from + 1);
            return (flags & START) != 0 && startsPicture(flags & 0x1f, in.getByte(from + 2));
        }
        return to - from > 1 && startsPicture(type, in.getByte(from + 1));
    }

    /** A slice starts a picture when its first_mb_in_slice is 0, coded as a single bit 1 (ITU-T H.264, 7.3.3). */
    private static boolean startsPicture(int type, int afterHeader) {
        boolean firstSlice = (type == 1 || type == 5) && (afterHeader & 0x80) != 0;
        return firstSlice || (type >= 6 && type <= 9);
    }
}
