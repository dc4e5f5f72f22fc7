package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

/** How packets reach one client. Used on the client's event loop. */
interface RtpTransport {
    /** In front of each packet: a dollar sign, the channel's number and the length (RFC 2326, section 10.12). */
    int FRAME_BYTES = 4;

    /** False while the client does not read what it was sent. */
    boolean isReady();

    /** The channel of the media; the next one is that of the reports. */
    int number();

    /** Sends packets, each in its frame, and takes the buffer over. */
    void send(ByteBuf frames);

    void close();

    /** Begins the frame of a packet. */
    static void frame(ByteBuf out, int number, int length) {
        out.writeByte('$').writeByte(number).writeShort(length);
    }

    /** Between the answers on the RTSP connection, all packets of a picture in one write. */
    record Interleaved(Channel channel, int number) implements RtpTransport {
        @Override
        public boolean isReady() {
            return channel.isWritable();
        }

        @Override
        public void send(ByteBuf frames) {
            Futures.forget(channel.writeAndFlush(frames, channel.voidPromise()));
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
        public int number() {
            return 0;
        }

        @Override
        public void send(ByteBuf frames) {
            while (frames.isReadable()) {
                boolean media = frames.skipBytes(1).readByte() == 0;
                ByteBuf packet = frames.readRetainedSlice(frames.readUnsignedShort());
                if (media) {
                    Futures.forget(channel.write(new DatagramPacket(packet, client), channel.voidPromise()));
                } else {
                    InetSocketAddress next = new InetSocketAddress(client.getAddress(), client.getPort() + 1);
                    Futures.forget(control.writeAndFlush(new DatagramPacket(packet, next), control.voidPromise()));
                }
            }
            channel.flush();
            frames.release();
        }

        @Override
        public void close() {
            Futures.forget(channel.close());
            Futures.forget(control.close());
        }
    }
}
