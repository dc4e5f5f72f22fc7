package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a mount's frames to one client, from a key frame on. A client that does not read loses whole frames, and then
 * everything up to the next key frame; nothing piles up.
 */
final class RtpClient implements FramePump.Viewer {
    private static final int MAX_WAITING_FRAMES = 4;
    private static final long REPORT_TICKS = 5L * RtpStream.TICKS_PER_SECOND;

    private final CameraMount mount;
    private final RtpTransport transport;
    private final Channel channel;
    private final RtpStream stream = new RtpStream();
    private final Random random = new Random(11);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean wantsKey;
    private long nextReportTicks = Long.MIN_VALUE;

    RtpClient(CameraMount mount, RtpTransport transport, Channel channel) {
        this.mount = mount;
        this.transport = transport;
        this.channel = channel;
        this.wantsKey = !mount.traits().isStartingAnywhere();
    }

    @Override
    public void frame(CodedFrame frame) {
        if (mount.faults().isFrozen()) {
            wantsKey = true; // after a thaw the picture starts anew, as after an encoder's restart
        } else if (waiting.incrementAndGet() > MAX_WAITING_FRAMES) {
            waiting.decrementAndGet();
            drop();
        } else {
            channel.eventLoop().execute(() -> sendOnLoop(frame));
        }
    }

    private void sendOnLoop(CodedFrame frame) {
        waiting.decrementAndGet();
        if (!channel.isActive()) {
            return;
        }
        if (!transport.isReady()) {
            drop();
        } else if (frame.key() || !wantsKey) {
            wantsKey = false;
            transport.send(packets(frame));
        }
    }

    private void drop() {
        wantsKey = true;
        mount.countDropped();
    }

    private ByteBuf packets(CodedFrame frame) {
        int count = frame.payloads().size();
        int overhead = RtpTransport.FRAME_BYTES + RtpStream.HEADER_BYTES;
        ByteBuf out = channel.alloc()
                .buffer(frame.bytes() + count * overhead + RtpTransport.FRAME_BYTES + RtpStream.REPORT_BYTES);
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() < mount.faults().packetLoss()) {
                stream.skip();
                continue;
            }
            byte[] payload = frame.payloads().get(i);
            RtpTransport.frame(out, transport.number(), RtpStream.HEADER_BYTES + payload.length);
            stream.write(out, payload, frame.ticks(), i == count - 1);
        }
        if (frame.ticks() >= nextReportTicks) {
            nextReportTicks = frame.ticks() + REPORT_TICKS;
            RtpTransport.frame(out, transport.number() + 1, RtpStream.REPORT_BYTES);
            stream.writeReport(out, frame.capturedAt(), frame.ticks());
        }
        return out;
    }
}
