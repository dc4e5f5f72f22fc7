package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends a mount's frames to one client, from a key frame on. A client that does not read loses whole frames, and then
 * everything up to the next key frame; nothing piles up.
 */
final class RtpClient implements FramePump.Viewer {
    private static final int MAX_WAITING_FRAMES = 4;

    private final CameraMount mount;
    private final RtpTransport transport;
    private final Channel channel;
    private final RtpStream stream = new RtpStream();
    private final Random random = new Random(11);
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean wantsKey = true;

    RtpClient(CameraMount mount, RtpTransport transport, Channel channel) {
        this.mount = mount;
        this.transport = transport;
        this.channel = channel;
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

    private List<ByteBuf> packets(CodedFrame frame) {
        List<ByteBuf> packets = new ArrayList<>(frame.payloads().size());
        int last = frame.payloads().size() - 1;
        for (int i = 0; i <= last; i++) {
            if (random.nextDouble() < mount.faults().packetLoss()) {
                stream.skip();
                continue;
            }
            byte[] payload = frame.payloads().get(i);
            ByteBuf packet = channel.alloc().buffer(RtpStream.HEADER_BYTES + payload.length);
            stream.write(packet, payload, frame.ticks(), i == last);
            packets.add(packet);
        }
        return packets;
    }
}
