package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.shidao.adapters.rtsp.outcome.StreamEnd;

/**
 * Payloads of RFC 7798 without DONL fields (section 4.4): single NAL units, aggregation packets and fragmentation units.
 */
final class H265Payloads implements Payloads {
    private static final int AGGREGATE = 48;
    private static final int FRAGMENT = 49;
    private static final int PACI = 50;
    private static final int HEADER_BYTES = 2;
    private static final int START = 0x80;
    private static final int END = 0x40;

    @Override
    public boolean read(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        if (to - from <= HEADER_BYTES) {
            unit.damage();
            return false;
        }
        int type = type(in, from);
        if (type < AGGREGATE) {
            unit.nal(in, from, to - from);
            return true;
        } else if (type == AGGREGATE) {
            return aggregate(in, from + HEADER_BYTES, to, unit);
        } else if (type == FRAGMENT) {
            return fragment(in, from, to, unit);
        }
        if (type == PACI) {
            unit.damage(); // holds a payload that we do not look for: it is missing
        }
        return false;
    }

    private static boolean aggregate(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        int at = from;
        while (to - at > 2) {
            int length = in.getUnsignedShort(at);
            at += 2;
            if (length < HEADER_BYTES || length > to - at) {
                break;
            }
            unit.nal(in, at, length);
            at += length;
        }
        return Aggregates.isWhole(at == to && at > from, unit);
    }

    private static boolean fragment(ByteBuf in, int from, int to, UnitAssembly unit) throws StreamEnd {
        if (to - from < HEADER_BYTES + 2) {
            unit.damage();
            return false;
        }
        int flags = in.getByte(from + HEADER_BYTES);
        int type = flags & 0x3f;
        int body = from + HEADER_BYTES + 1;
        if ((flags & START) != 0) {
            int header = (in.getUnsignedShort(from) & 0x81ff) | (type << 9);
            unit.startFragments(header, HEADER_BYTES, in, body, to - body);
        } else {
            unit.fragment(type, in, body, to - body);
        }
        if ((flags & END) != 0) {
            unit.endFragments();
        }
        return true;
    }

    @Override
    public boolean startsUnit(ByteBuf in, int from, int to) {
        if (to - from < 4) {
            return false;
        }
        int type = type(in, from);
        if (type == AGGREGATE) {
            return to - from > 6 && startsPicture(type(in, from + 4), in.getByte(from + 6));
        } else if (type == FRAGMENT) {
            int flags = in.getByte(from + HEADER_BYTES);
            return (flags & START) != 0 && startsPicture(flags & 0x3f, in.getByte(from + 3));
        }
        return startsPicture(type, in.getByte(from + HEADER_BYTES));
    }

    /** A slice starts a picture when its first bit, first_slice_segment_in_pic_flag, is set (ITU-T H.265, 7.3.6.1). */
    private static boolean startsPicture(int type, int afterHeader) {
        boolean firstSlice = type < 32 && (afterHeader & 0x80) != 0;
        return firstSlice || (type >= 32 && type <= 35) || type == 39;
    }

    private static int type(ByteBuf in, int at) {
        return in.getByte(at) >> 1 & 0x3f;
    }
}
