package io.shidao.adapters.rtsp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import io.shidao.adapters.rtsp.message.InboundFramer;
import io.shidao.adapters.rtsp.message.Message;
import io.shidao.adapters.rtsp.message.RtspUrl;
import io.shidao.adapters.rtsp.message.TransportReply;
import io.shidao.adapters.rtsp.message.VideoTrack;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.adapters.rtsp.rtp.ArrivalDelay;
import io.shidao.adapters.rtsp.rtp.Gate;
import io.shidao.adapters.rtsp.rtp.RtpReceiver;
import io.shidao.adapters.rtsp.rtp.RtpTime;
import io.shidao.adapters.rtsp.rtp.UnitSink;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.signin.Authenticator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a camera, from the first request to the last packet. Everything that goes wrong ends in one call of
 * {@link Owner#ended}; no exception leaves. Used by the connection's event loop.
 */
final class Conversation extends ChannelInboundHandlerAdapter
        implements InboundFramer.Sink, Dialogue.Listener, UnitSink {
    /** Whom the connection serves. */
    interface Owner {
        void reached(OpeningStep step);

        void sound();

        void opened(Codec codec);

        void accessUnit(AccessUnit unit);

        void skipped();

        void damaged();

        /** Another address should be opened instead; the connection is closed. */
        void redirected(RtspUrl target);

        /** It is over; comes once, unless {@link #redirected} came. */
        void ended(StreamEnd end);
    }

    /** What all connections share. */
    record Surroundings(RtspConfig config, Clock clock, RtspMetrics metrics) {}

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSE_SECONDS = 1;

    private final Surroundings around;
    private final RtspConfig config;
    private final RtspUrl url;
    private final Gate gate;
    private final Owner owner;
    private final ArrivalDelay delay = new ArrivalDelay();
    private @Nullable ChannelHandlerContext context;
    private @Nullable InboundFramer framer;
    private @Nullable Dialogue dialogue;
    private @Nullable RtpReceiver receiver;
    private @Nullable Codec codec;
    private TransportReply channels = new TransportReply(0, 1);
    private boolean opened;
    private boolean keySeen;
    private boolean hasFirstTicks;
    private long firstTicks;
    private boolean ended;
    private long nowNanos;
    private long openedNanos;
    private long lastPacketNanos;
    private long lastReportNanos;
    private long packetsCounted;

    Conversation(Surroundings around, RtspUrl url, Gate gate, Owner owner) {
        this.around = around;
        this.config = around.config();
        this.url = url;
        this.gate = gate;
        this.owner = owner;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        framer = new InboundFramer(this, added.alloc(), config.maxHeadBytes(), config.maxBodyBytes());
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        if (!url.secure()) {
            start(active);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext active, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                start(active);
            } else {
                end(tlsFailed(handshake.cause()));
            }
        }
    }

    private static StreamEnd tlsFailed(Throwable cause) {
        return StreamEnd.of(
                SourceState.BAD_STREAM,
                "TLS failed: " + Message.printable(String.valueOf(cause.getMessage()))
                        + " (likely cause: the camera's certificate is not trusted or names another host; what to do: see"
                        + " rtsp.trusted-certificates)");
    }

    private void start(ChannelHandlerContext active) {
        Authenticator authenticator = Authenticator.digestOrBasic(url.credentials(), Conversation::randomText);
        Requests requests = new Requests(active.channel(), authenticator);
        Dialogue started = new Dialogue(url, requests, authenticator, config.replyTimeout(), this);
        dialogue = started;
        owner.reached(OpeningStep.CONNECTION);
        started.start(System.nanoTime());
    }

    private static String randomText() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong())
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** Whether it got so far that its own time-outs are in force. */
    boolean isStarted() {
        return dialogue != null;
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object in) {
        try {
            InboundFramer reader = framer;
            if (!ended && reader != null && in instanceof ByteBuf bytes) {
                nowNanos = System.nanoTime();
                reader.read(bytes);
            }
        } catch (StreamEnd e) {
            end(e);
        } catch (RuntimeException e) {
            end(unexpected(e));
        } finally {
            ReferenceCountUtil.release(in);
        }
    }

    private StreamEnd unexpected(RuntimeException e) {
        LOG.error("Stream of {} failed unexpectedly", url, e);
        return StreamEnd.of(
                SourceState.BAD_STREAM, "internal error: " + e.getClass().getSimpleName());
    }

    @Override
    public void frame(int channel, ByteBuf in, int from, int length) throws StreamEnd {
        RtpReceiver known = receiver;
        if (known == null || ended) {
            return; // before SETUP nothing is expected, and nothing missed
        } else if (channel == channels.media()) {
            long before = known.packets();
            known.packet(in, from, length, nowNanos);
            if (known.packets() != before) {
                lastPacketNanos = nowNanos;
            }
        } else if (channel == channels.control()) {
            known.control(in, from, length, nowNanos);
        }
    }

    @Override
    public void message(Message message) throws StreamEnd {
        if (dialogue != null && !ended) {
            dialogue.heard(message, nowNanos);
        }
    }

    @Override
    public void described(boolean sound) {
        owner.reached(OpeningStep.SIGN_IN);
        owner.reached(OpeningStep.DESCRIPTION);
        if (sound) {
            owner.sound();
        }
    }

    @Override
    public void setUp(VideoTrack track, TransportReply agreed) {
        if (context != null) {
            channels = agreed;
            codec = track.codec();
            receiver = new RtpReceiver(track, context.alloc(), config.maxUnitBytes(), gate, this, randomText());
            openedNanos = nowNanos;
            lastPacketNanos = nowNanos;
            lastReportNanos = nowNanos;
        }
    }

    @Override
    public void playing() {
        openedNanos = nowNanos;
        lastPacketNanos = nowNanos;
        tellOpened();
    }

    private void tellOpened() {
        if (!opened && codec != null) {
            opened = true;
            owner.reached(OpeningStep.PLAY);
            owner.opened(codec);
        }
    }

    @Override
    public void redirected(String location) throws StreamEnd {
        RtspUrl target = url.redirect(location)
                .orElseThrow(() -> StreamEnd.malformed(
                        Malformed.MESSAGE, "redirected to no RTSP address (expected: Location with rtsp or rtsps)"));
        if (url.secure() && !target.secure()) {
            throw StreamEnd.of(SourceState.REFUSED, "redirected from rtsps to rtsp (expected: an encrypted address)");
        }
        // the password is for this host; another one gets it only when the camera itself names one
        boolean sameHost = target.host().equalsIgnoreCase(url.host()) && target.port() == url.port();
        if (leave()) {
            owner.redirected(sameHost ? target.orCredentialsOf(url) : target);
        }
    }

    @Override
    public void unit(boolean key, long ticks, byte[] bits) {
        RtpReceiver from = receiver;
        Codec known = codec;
        if (ended || from == null || known == null) {
            return;
        }
        tellOpened();
        keySeen |= key;
        around.metrics().delivered();
        owner.accessUnit(new AccessUnit(
                known,
                key,
                around.clock().instant().minus(delay.micros(ticks, nowNanos), ChronoUnit.MICROS),
                sinceFirst(ticks),
                Payload.wrap(bits),
                from.cameraTime(ticks).orElse(null)));
    }

    private long sinceFirst(long ticks) {
        if (!hasFirstTicks) {
            hasFirstTicks = true;
            firstTicks = ticks;
        }
        return RtpTime.micros(ticks - firstTicks);
    }

    @Override
    public void skipped(boolean damaged) {
        if (!ended) {
            tellOpened();
            around.metrics().skipped(damaged);
            if (damaged) {
                owner.damaged();
            } else {
                owner.skipped();
            }
        }
    }

    @Override
    public void malformed(Malformed kind) {
        around.metrics().malformed(kind);
    }

    @Override
    public void lost(int packets) {
        around.metrics().lost(packets);
    }

    @Override
    public void duplicate() {
        around.metrics().duplicate();
    }

    /** Does what is due; called several times a second. */
    void check(long nanos) {
        if (ended || dialogue == null) {
            return;
        }
        try {
            dialogue.check(nanos);
            if (receiver != null && opened) {
                countPackets(receiver);
                checkPackets(receiver, nanos);
                report(receiver, nanos);
            }
        } catch (StreamEnd e) {
            end(e);
        } catch (RuntimeException e) {
            end(unexpected(e));
        }
    }

    private void countPackets(RtpReceiver from) {
        around.metrics().packets(from.packets() - packetsCounted);
        packetsCounted = from.packets();
    }

    private void checkPackets(RtpReceiver from, long nanos) throws StreamEnd {
        if (isOver(config.readTimeout(), lastPacketNanos, nanos)) {
            String since = from.packets() == 0 ? "opened, but no packet came within " : "no packet within ";
            throw StreamEnd.of(
                    SourceState.TIMED_OUT,
                    since + config.readTimeout() + " (likely cause: the camera hangs, or the network is cut)");
        } else if (!keySeen && isOver(config.keyTimeout(), openedNanos, nanos)) {
            throw StreamEnd.of(SourceState.BAD_STREAM, withoutKey(from));
        }
    }

    private String withoutKey(RtpReceiver from) {
        return from.usablePackets() == 0
                ? "opened, but no video came within " + config.keyTimeout()
                        + " (likely cause: the camera hangs, or sends something else; restart it)"
                : "no key frame within " + config.keyTimeout()
                        + " (likely cause: the camera's key-frame interval is too long; set it to 2 s)";
    }

    private static boolean isOver(Duration timeout, long since, long nanos) {
        return nanos - since >= timeout.toNanos();
    }

    private void report(RtpReceiver from, long nanos) {
        ChannelHandlerContext writer = context;
        if (writer == null
                || nanos - lastReportNanos < REPORT_NANOS
                || !writer.channel().isWritable()) {
            return;
        }
        lastReportNanos = nanos;
        ByteBuf frame = writer.alloc()
                .buffer(128)
                .writeByte('$')
                .writeByte(channels.control())
                .writeShort(0);
        if (from.writeReport(frame, nanos)) {
            frame.setShort(2, frame.readableBytes() - 4);
            Futures.forget(writer.writeAndFlush(frame, writer.voidPromise()));
        } else {
            frame.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        end(
                opened
                        ? StreamEnd.of(SourceState.ENDED, "the camera closed the connection")
                        : StreamEnd.of(
                                SourceState.REFUSED,
                                "the camera closed the connection before it played (likely cause: it serves no more"
                                        + " clients)"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        if (cause instanceof IOException && !(cause instanceof SSLException)) {
            channelInactive(failing); // reset, broken pipe …: the camera has gone
        } else if (url.secure() && !isStarted()) {
            end(tlsFailed(cause));
        } else {
            LOG.warn("Connection to {} failed", url, cause);
            end(StreamEnd.of(
                    SourceState.BAD_STREAM,
                    "connection failed: " + cause.getClass().getSimpleName()));
        }
    }

    /** Ends it for this reason, unless it has ended already. */
    void end(StreamEnd why) {
        if (leave()) {
            if (why.malformed() != null) {
                around.metrics().malformed(why.malformed());
            }
            owner.ended(why);
        }
    }

    /** Says goodbye, frees everything and closes; false when that was done before. */
    private boolean leave() {
        if (ended) {
            return false;
        }
        ended = true;
        if (framer != null) {
            framer.close();
        }
        if (receiver != null) {
            countPackets(receiver);
            receiver.close();
        }
        ChannelHandlerContext closing = context;
        if (closing != null && closing.channel().isActive()) {
            if (dialogue != null) {
                dialogue.tearDown();
            }
            Futures.forget(closing.writeAndFlush(closing.alloc().buffer(0)).addListener(ChannelFutureListener.CLOSE));
            // a camera that does not read any more must not keep the connection
            Futures.forget(closing.executor()
                    .schedule(() -> Futures.forget(closing.channel().close()), CLOSE_SECONDS, TimeUnit.SECONDS));
        }
        return true;
    }
}
