package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** Numbers the packets of one client's stream (RFC 3550, section 5.1). Used by one thread at a time. */
final class RtpStream {
    static final int PAYLOAD_TYPE = 96;
    static final int TICKS_PER_SECOND = 90_000;
    static final int HEADER_BYTES = 12;
    static final int REPORT_BYTES = 28;

    private static final int VERSION_2 = 0x80;
    private static final int MARKER = 0x80;
    private static final int SENDER_REPORT = 200;
    /** From 1900 to 1970, s (RFC 5905, figure 4). */
    private static final long NTP_TO_UNIX = 2_208_988_800L;

    private final int synchronisationSource = ThreadLocalRandom.current().nextInt();
    private final int timestampOffset = ThreadLocalRandom.current().nextInt();
    private int sequence = ThreadLocalRandom.current().nextInt(1 << 16);
    private int packets;
    private int bytes;

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
        packets++;
        bytes += payload.length;
    }

    /** Writes a sender report without reception blocks (RFC 3550, section 6.4.1): this moment was at these ticks. */
    void writeReport(ByteBuf out, Instant moment, long ticks) {
        out.writeByte(VERSION_2);
        out.writeByte(SENDER_REPORT);
        out.writeShort(REPORT_BYTES / 4 - 1);
        out.writeInt(synchronisationSource);
        out.writeInt((int) (moment.getEpochSecond() + NTP_TO_UNIX));
        out.writeInt((int) (((long) moment.getNano() << 32) / 1_000_000_000L));
        out.writeInt((int) ticks + timestampOffset);
        out.writeInt(packets);
        out.writeInt(bytes);
    }
}
