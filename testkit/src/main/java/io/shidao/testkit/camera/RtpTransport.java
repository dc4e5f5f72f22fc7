package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.List;

/** How packets reach one client. Used on the client's event loop. */
interface RtpTransport {
    /** False while the client does not read what it was sent. */
    boolean isReady();

    /** Sends packets and takes their buffers over. */
    void send(List<ByteBuf> packets);

    void close();

    /** Between the answers on the RTSP connection (RFC 2326, section 10.12). */
    record Interleaved(Channel channel, int number) implements RtpTransport {
        private static final int FRAME_BYTES = 4;

        @Override
        public boolean isReady() {
            return channel.isWritable();
        }

        @Override
        public void send(List<ByteBuf> packets) {
            for (ByteBuf packet : packets) {
                ByteBuf frame = channel.alloc().buffer(FRAME_BYTES);
                frame.writeByte('$').writeByte(number).writeShort(packet.readableBytes());
                Futures.forget(channel.write(frame, channel.voidPromise()));
                Futures.forget(channel.write(packet, channel.voidPromise()));
            }
            channel.flush();
        }

        @Override
        public void close() {
            // the connection belongs to the session
        }
    }

    /** As datagrams of their own. */
    record Udp(Channel channel, Channel control, InetSocketAddress client) implements RtpTransport {
        @Override
        public boolean isReady() {
            return channel.isWritable();
        }

        @Override
        public void send(List<ByteBuf> packets) {
            for (ByteBuf packet : packets) {
                Futures.forget(channel.write(new DatagramPacket(packet, client), channel.voidPromise()));
            }
            channel.flush();
        }

        @Override
        public void close() {
            Futures.forget(channel.close());
            Futures.forget(control.close());
        }
    }
}
