package io.shidao.adapters.rtsp.rtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.shidao.adapters.rtsp.message.VideoTrack;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives one video stream: RTP and RTCP packets in, access units out (RFC 3550). Packets are read where they lie; only
 * what belongs to a wanted unit is copied. Used by one thread.
 *
 * <p>A unit ends with the marker, or when the timestamp changes. A gap in the sequence damages the unit it falls into,
 * and the next one unless that visibly starts behind the gap.
 */
public final class RtpReceiver implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int SENDER_REPORT = 200;
    private static final int SENDER_REPORT_BYTES = 28;
    private static final int GOODBYE = 203;

    private final VideoTrack track;
    private final UnitSink sink;
    private final Gate gate;
    private final UnitAssembly unit;
    private final Payloads payloads;
    private final CameraClock cameraClock = new CameraClock();
    private final ReceiverReport report;
    private @Nullable ReceptionStatistics statistics;
    private int sender;
    private boolean inUnit;
    private long ticks;
    private long packets;
    private long usablePackets;

    /** @param name by which we call ourselves in reports: an own random text for each stream (RFC 7022) */
    public RtpReceiver(
            VideoTrack track, ByteBufAllocator allocator, int maxUnitBytes, Gate gate, UnitSink sink, String name) {
        this.track = track;
        this.sink = sink;
        this.gate = gate;
        this.report = new ReceiverReport(name);
        ParameterSets sets = new ParameterSets(track.codec(), track.parameterSets());
        this.unit = new UnitAssembly(track.codec(), allocator, maxUnitBytes, sets, gate);
        this.payloads = track.codec() == Codec.H264 ? new H264Payloads() : new H265Payloads();
    }

    /**
     * Takes an RTP packet.
     *
     * @param nanos when it arrived, {@link System#nanoTime}
     */
    public void packet(ByteBuf in, int from, int length, long nanos) throws StreamEnd {
        int flags = length < HEADER_BYTES ? 0 : in.getUnsignedByte(from);
        if (flags >> 6 != 2) {
            sink.malformed(Malformed.RTP);
            return;
        }
        int body = from + HEADER_BYTES + 4 * (flags & 0x0f);
        int end = from + length;
        if ((flags & 0x10) != 0) {
            body = end - body < 4 ? end : body + 4 + 4 * in.getUnsignedShort(body + 2);
        }
        if ((flags & 0x20) != 0) {
            end -= in.getUnsignedByte(end - 1);
        }
        int type = in.getUnsignedByte(from + 1);
        if ((type & 0x7f) != track.payloadType() || body > end) {
            sink.malformed(Malformed.RTP);
            return;
        }
        ReceptionStatistics known = sender(in.getInt(from + 8), in.getUnsignedShort(from + 2));
        int missing = known.next(in.getUnsignedShort(from + 2));
        if (missing < 0) {
            sink.duplicate();
            return;
        }
        packets++;
        long time = ticks + (in.getInt(from + 4) - (int) ticks);
        known.arrived(time, nanos);
        take(in, body, end, time, missing);
        if ((type & 0x80) != 0) {
            finish();
        }
    }

    /** Another sender means that the camera has started anew: nothing of before fits. */
    private ReceptionStatistics sender(int source, int sequence) {
        ReceptionStatistics known = statistics;
        if (known == null || source != sender) {
            if (known != null) {
                unit.damage();
                finish();
                gate.lost();
            }
            known = new ReceptionStatistics(sequence);
            sender = source;
            statistics = known;
        }
        return known;
    }

    private void take(ByteBuf in, int from, int end, long time, int missing) throws StreamEnd {
        if (missing > 0) {
            sink.lost(missing);
            gate.lost();
            if (inUnit) {
                unit.damage();
            }
        }
        if (inUnit && time != ticks) {
            finish();
        }
        boolean beginsBehindGap = missing > 0 && !inUnit;
        inUnit = true;
        ticks = time;
        if (from == end) {
            return; // some cameras keep a connection alive with empty packets
        }
        if (beginsBehindGap && !payloads.startsUnit(in, from, end)) {
            unit.damage();
        }
        if (payloads.read(in, from, end, unit)) {
            usablePackets++;
        } else {
            sink.malformed(Malformed.PAYLOAD);
        }
    }

    private void finish() {
        if (inUnit) {
            inUnit = false;
            unit.finish(ticks, sink);
        }
    }

    /**
     * Takes a compound RTCP packet (RFC 3550, section 6.1).
     *
     * @throws StreamEnd ENDED when the camera says that the stream is over
     */
    public void control(ByteBuf in, int from, int length, long nanos) throws StreamEnd {
        int at = from;
        int end = from + length;
        while (end - at >= 8) {
            int size = 4 + 4 * in.getUnsignedShort(at + 2);
            if (in.getUnsignedByte(at) >> 6 != 2 || size > end - at) {
                break;
            }
            control(in, at, size, in.getUnsignedByte(at + 1), nanos);
            at += size;
        }
        if (at != end) {
            sink.malformed(Malformed.RTCP);
        }
    }

    private void control(ByteBuf in, int at, int size, int type, long nanos) throws StreamEnd {
        if (statistics == null || size < 8 || in.getInt(at + 4) != sender) {
            return; // of another stream, or before the first packet of ours
        }
        if (type == SENDER_REPORT && size >= SENDER_REPORT_BYTES) {
            long ntp = in.getLong(at + 8);
            cameraClock.report(ticks + (in.getInt(at + 16) - (int) ticks), ntp);
            report.heard(ntp, nanos);
        } else if (type == GOODBYE && (in.getByte(at) & 0x1f) > 0) {
            throw StreamEnd.of(SourceState.ENDED, "the camera said goodbye");
        }
    }

    /** Writes a receiver report, once there is something to report. */
    public boolean writeReport(ByteBuf out, long nanos) {
        if (statistics == null) {
            return false;
        }
        report.write(out, sender, statistics, nanos);
        return true;
    }

    /** When the camera's own clock said that it took a unit; empty before its first sender report. */
    public Optional<Instant> cameraTime(long unitTicks) {
        return cameraClock.at(unitTicks);
    }

    /** RTP packets of the stream. */
    public long packets() {
        return packets;
    }

    /** Packets whose payload was understood. */
    public long usablePackets() {
        return usablePackets;
    }

    @Override
    public void close() {
        unit.close();
    }
}
