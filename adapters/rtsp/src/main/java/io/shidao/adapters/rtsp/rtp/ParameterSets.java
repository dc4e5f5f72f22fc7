package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The newest parameter sets of a stream. Those that come between two pictures are one group; a group with a sequence
 * parameter set replaces what was known before. So it does not matter whether a camera sends them inside the key unit or
 * as packets of their own. Used by one thread.
 */
final class ParameterSets {
    private static final byte[] START_CODE = {0, 0, 0, 1};
    private static final int MAX_BYTES = 64 << 10;

    private final Codec codec;
    private final ByteArrayOutputStream group = new ByteArrayOutputStream();
    private boolean groupHasSequence;
    private byte[] known;

    /** @param described NAL units that came with the stream's description */
    ParameterSets(Codec codec, List<byte[]> described) {
        this.codec = codec;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] nal : described) {
            if (Nals.isParameterSet(codec, Nals.type(codec, nal[0]))) {
                out.writeBytes(START_CODE);
                out.writeBytes(nal);
            }
        }
        this.known = out.toByteArray();
    }

    /** Remembers a parameter set; one that no camera would send is passed over. */
    void add(int type, ByteBuf in, int from, int length) {
        if (group.size() + length > MAX_BYTES) {
            return;
        }
        byte[] nal = new byte[length];
        in.getBytes(from, nal);
        group.writeBytes(START_CODE);
        group.writeBytes(nal);
        groupHasSequence |= Nals.isSequenceParameterSet(codec, type);
    }

    /** A picture follows. */
    void close() {
        if (groupHasSequence) {
            known = group.toByteArray();
        }
        forgetGroup();
    }

    /** What came since the last picture may be incomplete. */
    void forgetGroup() {
        if (group.size() > 0) {
            group.reset();
            groupHasSequence = false;
        }
    }

    /** In Annex B form; empty when none are known. Must not be changed. */
    byte[] known() {
        return known;
    }
}
