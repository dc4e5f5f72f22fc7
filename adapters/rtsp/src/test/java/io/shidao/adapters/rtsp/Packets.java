package io.shidao.adapters.rtsp;

import io.shidao.kernel.media.Codec;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * RTP as a camera sends it (RFC 3550, 6184, 7798), written from the RFCs and independent of what is tested: numbers
 * packets, cuts NAL units at will. Used by one thread.
 */
public final class Packets {
    public static final int PAYLOAD_TYPE = 96;
    public static final int SENDER = 0x5eed5eed;

    private final Codec codec;
    private int sequence;

    public Packets(Codec codec, int firstSequence) {
        this.codec = codec;
        this.sequence = firstSequence;
    }

    /** A packet with the next number. */
    public byte[] packet(byte[] payload, long ticks, boolean marker) {
        return packet(payload, ticks, marker, sequence++);
    }

    public byte[] packet(byte[] payload, long ticks, boolean marker, int number) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) ((marker ? 0x80 : 0) | PAYLOAD_TYPE))
                .putShort((short) number)
                .putInt((int) ticks)
                .putInt(SENDER)
                .put(payload)
                .array();
    }

    /** Passes over a number, as if a packet was lost. */
    public void skip() {
        sequence++;
    }

    /** All packets of a unit. */
    public List<byte[]> unit(List<byte[]> payloads, long ticks) {
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < payloads.size(); i++) {
            packets.add(packet(payloads.get(i), ticks, i == payloads.size() - 1));
        }
        return packets;
    }

    /** Payloads of NAL units: some alone, some together, some in fragments, as chance has it. */
    public List<byte[]> payloads(List<byte[]> nals, RandomGenerator random) {
        List<byte[]> payloads = new ArrayList<>();
        int at = 0;
        while (at < nals.size()) {
            int together = 1 + random.nextInt(3);
            if (together > 1 && at + together <= nals.size()) {
                payloads.add(aggregate(nals.subList(at, at + together)));
                at += together;
            } else if (nals.get(at).length > headerBytes() + 1 && random.nextBoolean()) {
                payloads.addAll(fragments(
                        nals.get(at++), 1 + random.nextInt(nals.get(at - 1).length - headerBytes() - 1)));
            } else {
                payloads.add(nals.get(at++));
            }
        }
        return payloads;
    }

    /** STAP-A or AP. */
    public byte[] aggregate(List<byte[]> nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(codec == Codec.H264 ? new byte[] {0x78} : new byte[] {48 << 1, 1});
        for (byte[] nal : nals) {
            out.write(nal.length >> 8);
            out.write(nal.length);
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    /** FU-A or FU with so many bytes each, at least two of them. */
    public List<byte[]> fragments(byte[] nal, int room) {
        List<byte[]> fragments = new ArrayList<>();
        int header = headerBytes();
        for (int from = header; from < nal.length; from += room) {
            int to = Math.min(nal.length, from + room);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            int flags = (from == header ? 0x80 : 0) | (to == nal.length ? 0x40 : 0);
            if (codec == Codec.H264) {
                out.write((nal[0] & 0xe0) | 28);
                out.write(flags | (nal[0] & 0x1f));
            } else {
                out.write((nal[0] & 0x81) | (49 << 1));
                out.write(nal[1]);
                out.write(flags | ((nal[0] >> 1) & 0x3f));
            }
            out.write(nal, from, to - from);
            fragments.add(out.toByteArray());
        }
        return fragments;
    }

    private int headerBytes() {
        return codec == Codec.H264 ? 1 : 2;
    }

    /** A NAL unit of a type whose body is so long and has no zeros; slices begin a picture. */
    public byte[] nal(int type, int bodyBytes, int seed) {
        int header = headerBytes();
        byte[] nal = new byte[header + bodyBytes];
        for (int i = 0; i < nal.length; i++) {
            nal[i] = (byte) (0x80 | (seed * 31 + i * 7));
        }
        nal[0] = (byte) (codec == Codec.H264 ? 0x60 | type : type << 1);
        if (header == 2) {
            nal[1] = 1;
        }
        return nal;
    }

    /** NAL units behind start codes of four bytes. */
    public static byte[] annexB(List<byte[]> nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] nal : nals) {
            out.writeBytes(new byte[] {0, 0, 0, 1});
            out.writeBytes(nal);
        }
        return out.toByteArray();
    }

    /** A sender report (RFC 3550, section 6.4.1). */
    public static byte[] senderReport(long ntp, long ticks) {
        return ByteBuffer.allocate(28)
                .put((byte) 0x80)
                .put((byte) 200)
                .putShort((short) 6)
                .putInt(SENDER)
                .putLong(ntp)
                .putInt((int) ticks)
                .putInt(100)
                .putInt(100_000)
                .array();
    }

    /** BYE (RFC 3550, section 6.6). */
    public static byte[] goodbye() {
        return ByteBuffer.allocate(8)
                .put((byte) 0x81)
                .put((byte) 203)
                .putShort((short) 1)
                .putInt(SENDER)
                .array();
    }

    /** Between the messages of a connection (RFC 2326, section 10.12). */
    public static byte[] interleaved(int channel, byte[] packet) {
        return ByteBuffer.allocate(4 + packet.length)
                .put((byte) '$')
                .put((byte) channel)
                .putShort((short) packet.length)
                .put(packet)
                .array();
    }
}
