package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.SourceState;
import org.jspecify.annotations.Nullable;

/**
 * Puts one access unit after the other together from its NAL units. A unit that nobody wants is given up at its first
 * coded picture, without copying it. A pooled buffer is held from a unit's first NAL unit to its last. Used by one
 * thread.
 */
final class UnitAssembly implements AutoCloseable {
    private static final int START_CODE_BYTES = 4;
    private static final int FIRST_BYTES = 16 << 10;
    private static final int NONE = -1;

    private final Codec codec;
    private final ByteBufAllocator allocator;
    private final int maxBytes;
    private final ParameterSets parameterSets;
    private final Gate gate;
    private @Nullable ByteBuf bits;
    private int keyBytes = FIRST_BYTES;
    private boolean hasPicture;
    private boolean key;
    private boolean hasSequence;
    private boolean dropping;
    private boolean damaged;
    private int delimiterEnd;
    private int fragmentType = NONE;
    private int fragmentAt;

    UnitAssembly(Codec codec, ByteBufAllocator allocator, int maxBytes, ParameterSets parameterSets, Gate gate) {
        this.codec = codec;
        this.allocator = allocator;
        this.maxBytes = maxBytes;
        this.parameterSets = parameterSets;
        this.gate = gate;
    }

    /** A whole NAL unit. */
    void nal(ByteBuf in, int from, int length) throws StreamEnd {
        endOpenFragment();
        int type = Nals.type(codec, in.getByte(from));
        if (isWanted(type)) {
            append(in, from, length);
            noteParameterSet(type, in, from, length);
            if (Nals.isDelimiter(codec, type) && delimiterEnd == 0 && bits != null) {
                delimiterEnd = bits.writerIndex();
            }
        }
    }

    /** Even of a unit that is dropped: the next key unit may come without. */
    private void noteParameterSet(int type, ByteBuf in, int from, int length) {
        if (Nals.isParameterSet(codec, type) && !damaged) {
            parameterSets.add(type, in, from, length);
            hasSequence |= Nals.isSequenceParameterSet(codec, type);
        }
    }

    /**
     * The first part of a NAL unit.
     *
     * @param header of the NAL unit, the codec's one or two bytes
     */
    void startFragments(int header, int headerBytes, ByteBuf in, int from, int length) throws StreamEnd {
        endOpenFragment();
        int type = Nals.type(codec, headerBytes == 1 ? header : header >> 8);
        fragmentType = type;
        if (isWanted(type) && !dropping) {
            ByteBuf out = buffer(START_CODE_BYTES + headerBytes + length);
            fragmentAt = out.writerIndex() + START_CODE_BYTES;
            out.writeInt(1);
            if (headerBytes == 1) {
                out.writeByte(header);
            } else {
                out.writeShort(header);
            }
            out.writeBytes(in, from, length);
        }
    }

    /** A further part; without its beginning the unit is damaged. */
    void fragment(int type, ByteBuf in, int from, int length) throws StreamEnd {
        if (type != fragmentType) {
            damage();
        } else if (!dropping && !damaged) {
            buffer(length).writeBytes(in, from, length);
        }
    }

    void endFragments() {
        ByteBuf out = bits;
        if (out != null && fragmentType != NONE && !dropping && !damaged) {
            noteParameterSet(fragmentType, out, fragmentAt, out.writerIndex() - fragmentAt);
        }
        fragmentType = NONE;
    }

    private void endOpenFragment() {
        if (fragmentType != NONE) {
            damage();
            fragmentType = NONE;
        }
    }

    private boolean isWanted(int type) {
        if (!hasPicture && Nals.isPicture(codec, type)) {
            hasPicture = true;
            parameterSets.close();
            // a key picture whose parameter sets nobody knows cannot be decoded: no key unit to us
            key = Nals.isKey(codec, type) && (hasSequence || parameterSets.known().length > 0);
            dropping = !damaged && !gate.wants(key);
            if (dropping) {
                release();
            }
        }
        return !damaged && (!dropping || Nals.isParameterSet(codec, type));
    }

    private void append(ByteBuf in, int from, int length) throws StreamEnd {
        if (!dropping) {
            buffer(START_CODE_BYTES + length).writeInt(1).writeBytes(in, from, length);
        }
    }

    private ByteBuf buffer(int more) throws StreamEnd {
        ByteBuf out = bits;
        int held = out == null ? 0 : out.readableBytes();
        if (more > maxBytes - held) {
            throw StreamEnd.of(
                    SourceState.BAD_STREAM, "an access unit of more than " + maxBytes + " bytes (expected: fewer)");
        }
        if (out == null) {
            out = allocator.buffer(Math.max(more, key ? keyBytes : FIRST_BYTES), Integer.MAX_VALUE);
            bits = out;
        }
        return out;
    }

    /** Something of the unit is missing or unusable: none of it is delivered. */
    void damage() {
        damaged = true;
        parameterSets.forgetGroup();
        release();
    }

    /** The unit is over. */
    void finish(long ticks, UnitSink sink) {
        endOpenFragment();
        if (damaged) {
            gate.lost();
            sink.skipped(true);
        } else if (dropping) {
            sink.skipped(false);
        } else if (hasPicture) {
            gate.delivered(key);
            sink.unit(key, ticks, whole());
        }
        reset();
    }

    private byte[] whole() {
        ByteBuf out = bits;
        if (out == null) {
            return new byte[0];
        }
        byte[] missing = key && !hasSequence ? parameterSets.known() : new byte[0];
        byte[] unit = new byte[missing.length + out.readableBytes()];
        // a delimiter has to stay the first NAL unit (H.264 7.4.1.2.3)
        out.getBytes(0, unit, 0, delimiterEnd);
        System.arraycopy(missing, 0, unit, delimiterEnd, missing.length);
        out.getBytes(delimiterEnd, unit, delimiterEnd + missing.length, out.readableBytes() - delimiterEnd);
        if (key) {
            keyBytes = Math.max(FIRST_BYTES, Math.min(maxBytes, unit.length + unit.length / 4));
        }
        return unit;
    }

    private void reset() {
        release();
        hasPicture = false;
        key = false;
        hasSequence = false;
        dropping = false;
        damaged = false;
        fragmentType = NONE;
    }

    private void release() {
        delimiterEnd = 0;
        if (bits != null) {
            bits.release();
            bits = null;
        }
    }

    @Override
    public void close() {
        release();
        damaged = true;
    }
}
