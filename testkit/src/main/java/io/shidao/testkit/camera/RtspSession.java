package io.shidao.testkit.camera;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's connection: answers its requests (RFC 2326). Used on the client's event loop. */
final class RtspSession extends SimpleChannelInboundHandler<RtspRequest> {
    private static final Logger LOG = LoggerFactory.getLogger(RtspSession.class);
    private static final long PARAMETER_SETS_WAIT_MILLIS = 3000;
    private static final long PARAMETER_SETS_POLL_MILLIS = 20;
    private static final int LOOKS_PER_TIMEOUT = 8;
    private static final int GARBAGE_BYTES = 512;

    private final CameraServer server;
    private final Gatekeeper gatekeeper = new Gatekeeper();
    private final String session =
            HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    private @Nullable CameraMount mount;
    private @Nullable RtpTransport transport;
    private @Nullable RtpClient client;
    private @Nullable ScheduledFuture<?> timeout;
    private long lastHeardNanos;

    RtspSession(CameraServer server) {
        this.server = server;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        server.opened(context.channel());
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, RtspRequest request) {
        Optional<CameraMount> found = server.find(request.path());
        CameraFaults faults = found.map(CameraMount::faults).orElseGet(CameraFaults::new);
        CameraTraits traits = found.map(CameraMount::traits).orElseGet(CameraTraits::new);
        if (faults.isSilent()) {
            return;
        }
        if (faults.isGarbageInsteadOfRtsp()) {
            byte[] garbage = new byte[GARBAGE_BYTES];
            ThreadLocalRandom.current().nextBytes(garbage);
            Futures.forget(context.writeAndFlush(Unpooled.wrappedBuffer(garbage)));
        } else if (!traits.offers(request.method())) {
            reply(context, request, RtspReply.of("405 Method Not Allowed").header("Allow", traits.offered()));
        } else if (request.method().equals("OPTIONS")) {
            lastHeardNanos = System.nanoTime();
            reply(context, request, RtspReply.ok().header("Public", traits.offered()));
        } else if (found.isEmpty() || faults.isMissing()) {
            reply(context, request, RtspReply.of("404 Not Found"));
        } else {
            serve(context, request, found.get());
        }
    }

    private void serve(ChannelHandlerContext context, RtspRequest request, CameraMount found) {
        Optional<String> challenge = gatekeeper.challenge(request, found);
        if (challenge.isPresent()) {
            reply(context, request, RtspReply.of("401 Unauthorized").header("WWW-Authenticate", challenge.get()));
            return;
        }
        lastHeardNanos = System.nanoTime();
        switch (request.method()) {
            case "DESCRIBE" -> describe(context, request, found);
            case "SETUP" -> setUp(context, request, found);
            case "PLAY" -> play(context, request);
            case "TEARDOWN" -> tearDown(context, request);
            default -> reply(context, request, inSession(RtspReply.ok(), found));
        }
    }

    private void describe(ChannelHandlerContext context, RtspRequest request, CameraMount found) {
        Optional<String> elsewhere = found.traits().redirect();
        if (elsewhere.isPresent()) {
            reply(context, request, RtspReply.of("302 Found").header("Location", elsewhere.get()));
            return;
        }
        found.pump().need();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PARAMETER_SETS_WAIT_MILLIS);
        describeWhenKnown(context, request, found.pump(), deadline);
    }

    /** A live feed tells its parameter sets with its first key frame, which may still have to be rendered. */
    private void describeWhenKnown(ChannelHandlerContext context, RtspRequest request, FramePump pump, long deadline) {
        if (pump.parameterSets().isEmpty() && System.nanoTime() - deadline < 0) {
            Runnable again = () -> describeWhenKnown(context, request, pump, deadline);
            Futures.forget(context.executor().schedule(again, PARAMETER_SETS_POLL_MILLIS, TimeUnit.MILLISECONDS));
            return;
        }
        String description = SessionDescription.of(pump.feed(), pump.parameterSets());
        reply(
                context,
                request,
                RtspReply.ok()
                        .header("Content-Base", request.uri().replaceFirst("/*$", "/"))
                        .body("application/sdp", description));
    }

    private void setUp(ChannelHandlerContext context, RtspRequest request, CameraMount found) {
        stop();
        TransportHeader asked =
                TransportHeader.parse(request.header("Transport").orElse(""));
        Channel channel = context.channel();
        String answer;
        if (asked.isInterleaved()) {
            transport = new RtpTransport.Interleaved(channel, asked.firstNumber());
            answer = asked.interleavedAnswer();
        } else if (asked.isUdp()) {
            UdpPorts ports;
            try {
                ports = UdpPorts.open(channel.eventLoop());
            } catch (IOException e) {
                LOG.warn("camera: no UDP ports for a client", e);
                reply(context, request, RtspReply.of("453 Not Enough Bandwidth"));
                return;
            }
            transport = new RtpTransport.Udp(ports.media(), ports.control(), asked.clientAddress(channel));
            answer = asked.udpAnswer(ports.firstPort());
        } else {
            reply(context, request, RtspReply.of("461 Unsupported Transport"));
            return;
        }
        mount = found;
        dropWhenSilent(context, found.traits().sessionTimeout());
        reply(context, request, inSession(RtspReply.ok(), found).header("Transport", answer));
    }

    private void play(ChannelHandlerContext context, RtspRequest request) {
        if (mount == null || transport == null) {
            reply(context, request, RtspReply.of("455 Method Not Valid in This State"));
            return;
        }
        reply(context, request, inSession(RtspReply.ok(), mount).header("Range", "npt=now-"));
        if (client == null) {
            client = new RtpClient(mount, transport, context.channel());
            mount.pump().add(client);
        }
    }

    private void tearDown(ChannelHandlerContext context, RtspRequest request) {
        stop();
        reply(context, request, RtspReply.ok().header("Session", session));
    }

    private void dropWhenSilent(ChannelHandlerContext context, Duration allowed) {
        Runnable look = () -> {
            if (System.nanoTime() - lastHeardNanos > allowed.toNanos()) {
                Futures.forget(context.close());
            }
        };
        long period = allowed.toMillis() / LOOKS_PER_TIMEOUT;
        timeout = context.executor().scheduleAtFixedRate(look, period, period, TimeUnit.MILLISECONDS);
    }

    private void stop() {
        if (client != null && mount != null) {
            mount.pump().remove(client);
        }
        if (transport != null) {
            transport.close();
        }
        if (timeout != null) {
            timeout.cancel(false);
        }
        timeout = null;
        client = null;
        transport = null;
        mount = null;
    }

    private RtspReply inSession(RtspReply reply, CameraMount found) {
        long seconds = found.traits().sessionTimeout().toSeconds();
        return reply.header("Session", session + ";timeout=" + seconds);
    }

    private static void reply(ChannelHandlerContext context, RtspRequest request, RtspReply reply) {
        String text = reply.text(request.header("CSeq").orElse("0"));
        ByteBuf bytes = context.alloc().buffer(text.length());
        bytes.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        Futures.forget(context.writeAndFlush(bytes));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("camera: connection closed", cause);
        Futures.forget(context.close());
    }
}
