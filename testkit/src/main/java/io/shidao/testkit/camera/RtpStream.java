package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers the packets of one client's stream (RFC 3550, section 5.1). Used by one thread at a time. */
final class RtpStream {
    static final int PAYLOAD_TYPE = 96;
    static final int TICKS_PER_SECOND = 90_000;
    static final int HEADER_BYTES = 12;

    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;

    private final int synchronisationSource = ThreadLocalRandom.current().nextInt();
    private final int timestampOffset = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 16);

    /** Passes over a packet that gets lost on the way. */
    void skip() {
        sequence++;
    }

    /**
     * Writes one packet.
     *
     * @param ticks time of the frame since the feed's start, in 1/90000 s
     * @param last whether this is the last packet of its access unit
     */
    void write(ByteBuf out, byte[] payload, long ticks, boolean last) {
        out.writeByte(VERSION_2);
        out.writeByte((last ? MARKER : 0) | PAYLOAD_TYPE);
        out.writeShort(sequence++);
        out.writeInt((int) ticks + timestampOffset);
        out.writeInt(synchronisationSource);
        out.writeBytes(payload);
    }
}
