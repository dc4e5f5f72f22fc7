package io.shidao.testkit.camera;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** A pair of neighbouring ports: RTP on the first, RTCP on the second (RFC 3550, section 11). */
record UdpPorts(Channel media, Channel control, int firstPort) {
    private static final int ATTEMPTS = 20;
    private static final int SEND_BUFFER_BYTES = 1 << 20;

    static UdpPorts open(EventLoop eventLoop) throws IOException {
        IOException last = new IOException("no two neighbouring UDP ports are free");
        for (int i = 0; i < ATTEMPTS; i++) {
            DatagramChannel media = bind(0);
            int port = media.socket().getLocalPort();
            try {
                DatagramChannel control = bind(port + 1);
                return new UdpPorts(register(media, eventLoop), register(control, eventLoop), port);
            } catch (IOException e) {
                media.close();
                last = e;
            }
        }
        throw last;
    }

    private static DatagramChannel bind(int port) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException | IllegalArgumentException e) {
            channel.close();
            throw new IOException("UDP port " + port, e);
        }
    }

    private static Channel register(DatagramChannel socket, EventLoop eventLoop) {
        NioDatagramChannel channel = new NioDatagramChannel(socket);
        channel.config().setSendBufferSize(SEND_BUFFER_BYTES);
        channel.pipeline().addLast(new Discarding());
        Futures.forget(eventLoop.register(channel));
        return channel;
    }

    /** Receiver reports and hole-punching packets tell this camera nothing. */
    private static final class Discarding extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // a client that closed its port before its TEARDOWN came: an ICMP message, nothing to do
        }
    }
}
