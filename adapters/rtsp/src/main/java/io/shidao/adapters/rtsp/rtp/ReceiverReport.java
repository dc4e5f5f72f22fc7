package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes receiver reports with our name (RFC 3550, sections 6.4.2 and 6.5). Used by one thread. */
final class ReceiverReport {
    private static final int RECEIVER_REPORT = 201;
    private static final int DESCRIPTION = 202;
    private static final int VERSION_AND_ONE = 0x81;
    private static final int REPORT_WORDS = 7;
    private static final int NAME_ITEM = 1;
    private static final long MAX_NAME_BYTES = 64;

    private final byte[] name;
    private final int ourSource;
    private long lastReport;
    private long lastReportNanos;

    ReceiverReport(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        this.name = Arrays.copyOf(bytes, (int) Math.min(bytes.length, MAX_NAME_BYTES));
        this.ourSource = Arrays.hashCode(this.name);
    }

    /** A sender report came. */
    void heard(long ntp, long nanos) {
        lastReport = ntp >>> 16 & 0xffff_ffffL;
        lastReportNanos = nanos;
    }

    void write(ByteBuf out, int sender, ReceptionStatistics statistics, long nanos) {
        out.writeByte(VERSION_AND_ONE).writeByte(RECEIVER_REPORT).writeShort(REPORT_WORDS);
        out.writeInt(ourSource);
        out.writeInt(sender);
        out.writeByte(statistics.fractionLost()).writeMedium(statistics.cumulativeLost());
        out.writeInt((int) statistics.highestSequence());
        out.writeInt((int) statistics.jitterTicks());
        out.writeInt((int) lastReport);
        out.writeInt((int) delaySinceLastReport(nanos));
        writeName(out);
    }

    /** In 1/65536 s; 0 without a sender report. */
    private long delaySinceLastReport(long nanos) {
        return lastReport == 0 ? 0 : (nanos - lastReportNanos) / 1000 * 65536 / 1_000_000;
    }

    private void writeName(ByteBuf out) {
        int bytes = 4 + 2 + name.length + 1; // source, item head, name, end
        int padding = (4 - bytes % 4) % 4;
        out.writeByte(VERSION_AND_ONE).writeByte(DESCRIPTION).writeShort((bytes + padding) / 4);
        out.writeInt(ourSource);
        out.writeByte(NAME_ITEM).writeByte(name.length).writeBytes(name);
        out.writeZero(1 + padding);
    }
}
