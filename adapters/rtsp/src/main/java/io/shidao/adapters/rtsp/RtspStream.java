package io.shidao.adapters.rtsp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.shidao.adapters.rtsp.message.RtspUrl;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.adapters.rtsp.rtp.Gate;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.SourceState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream from opening to its end: looks the name up, has its addresses checked, connects, follows redirects. Confined
 * to one event loop; {@link #demand} and {@link #close} may come from any thread.
 */
final class RtspStream implements AccessUnitSource.Connection, Conversation.Owner {
    /** What all streams of a source share. */
    record Surroundings(
            Conversation.Surroundings conversation, Bootstrap bootstrap, Lookup lookup, AddressCheck check, Tls tls) {}

    private static final Logger LOG = LoggerFactory.getLogger(RtspStream.class);
    /** A name may have many addresses; the connect time-out is for all of them together. */
    private static final int MOST_ADDRESSES = 4;

    private final Surroundings around;
    private final EventLoop loop;
    private final StreamWatch watch;
    private final AccessUnitSource.Listener listener;
    private final Gate gate;
    private final String place;
    private RtspUrl url;
    private int redirects;
    private int attempt;
    private long connectStarted;
    private List<InetAddress> addresses = List.of();
    private @Nullable ChannelFuture connecting;
    private @Nullable Conversation conversation;
    private boolean ended;

    RtspStream(
            RtspUrl url,
            Demand demand,
            AccessUnitSource.Listener listener,
            EventLoop loop,
            StreamWatch watch,
            Surroundings around) {
        this.url = url;
        this.place = url.toString();
        this.gate = new Gate(demand);
        this.listener = listener;
        this.loop = loop;
        this.watch = watch;
        this.around = around;
    }

    /** On the loop. */
    void start() {
        around.conversation().metrics().opened();
        watch.add(this);
        if (!ended) {
            connect(url);
        }
    }

    private void connect(RtspUrl target) {
        url = target;
        conversation = null;
        int thisAttempt = ++attempt;
        connectStarted = System.nanoTime();
        boolean looking = around.lookup()
                .find(
                        target.host(),
                        found -> post(() -> {
                            if (attempt == thisAttempt && !ended) {
                                found(found);
                            }
                        }));
        if (!looking) {
            end(StreamEnd.of(SourceState.TIMED_OUT, "too many names are being looked up"));
        }
    }

    private void post(Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException e) {
            LOG.debug("Stream of {} heard of its host after the source was closed", place);
        }
    }

    private void found(List<InetAddress> found) {
        Optional<String> objection = found.stream()
                .flatMap(address -> around.check().objection(address).stream())
                .findFirst();
        if (objection.isPresent()) {
            end(StreamEnd.of(SourceState.REFUSED, "the address must not be opened: " + objection.get()));
        } else if (found.isEmpty()) {
            end(StreamEnd.of(
                    SourceState.REFUSED,
                    "the name " + url.host() + " is unknown (expected: a name that resolves, or a number)"));
        } else {
            addresses = found.subList(0, Math.min(MOST_ADDRESSES, found.size()));
            connect(0);
        }
    }

    /** To the very address that was checked, not to the name. */
    private void connect(int index) {
        RtspUrl target = url;
        int thisAttempt = attempt;
        Conversation talk = new Conversation(around.conversation(), target, gate, this);
        conversation = talk;
        InetSocketAddress address = new InetSocketAddress(addresses.get(index), target.port());
        ChannelFuture connection = around.bootstrap()
                .clone(loop)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (target.secure()) {
                            SslHandler tls = around.tls().handler(channel.alloc(), target.host(), target.port());
                            tls.setHandshakeTimeoutMillis(0); // the connect time-out covers it
                            channel.pipeline().addLast(tls);
                        }
                        channel.pipeline().addLast(talk);
                    }
                })
                .connect(address);
        connecting = connection;
        connection.addListener(done -> connected(thisAttempt, index, done.cause()));
    }

    private void connected(int thisAttempt, int index, @Nullable Throwable failure) {
        if (ended || attempt != thisAttempt || failure == null) {
            return;
        } else if (index + 1 < addresses.size()) {
            connect(index + 1);
        } else {
            end(StreamEnd.of(
                    SourceState.REFUSED,
                    "cannot be opened: " + refusal(failure) + " (likely cause: the camera is off, or port " + url.port()
                            + " is not its RTSP port)"));
        }
    }

    /** Without the address, which the message of the exception repeats. */
    private static String refusal(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return text.toLowerCase(Locale.ROOT).contains("refused") ? "connection refused" : "no connection";
    }

    /** Does what is due; called several times a second on the loop. */
    void check(long nanos) {
        Conversation talk = conversation;
        if (ended) {
            return;
        } else if (talk != null && talk.isStarted()) {
            talk.check(nanos);
        } else if (nanos - connectStarted
                >= around.conversation().config().connectTimeout().toNanos()) {
            end(StreamEnd.of(
                    SourceState.TIMED_OUT,
                    "no connection within " + around.conversation().config().connectTimeout()
                            + " (likely cause: the camera is off, or a firewall is in between)"));
        }
    }

    @Override
    public void demand(Demand wanted) {
        gate.demand(wanted);
    }

    @Override
    public void close() {
        post(this::stop);
    }

    /** Closes it at once; on the loop. */
    void stop() {
        end(StreamEnd.of(SourceState.CLOSED, "closed by us"));
    }

    @Override
    public void reached(OpeningStep step) {
        listener.reached(step);
    }

    @Override
    public void sound() {
        listener.sound();
    }

    @Override
    public void opened(Codec codec) {
        listener.opened(codec);
    }

    @Override
    public void accessUnit(AccessUnit unit) {
        listener.accessUnit(unit);
    }

    @Override
    public void skipped() {
        listener.skipped();
    }

    @Override
    public void damaged() {
        listener.damaged();
    }

    @Override
    public void redirected(RtspUrl target) {
        if (++redirects > around.conversation().config().maxRedirects()) {
            end(StreamEnd.of(
                    SourceState.BAD_STREAM,
                    "more than " + around.conversation().config().maxRedirects()
                            + " redirects (likely cause: cameras that point at each other)"));
        } else {
            connect(target);
        }
    }

    @Override
    public void ended(StreamEnd why) {
        end(why);
    }

    private void end(StreamEnd why) {
        if (ended) {
            return;
        }
        ended = true;
        watch.remove(this);
        if (connecting != null) {
            connecting.cancel(false);
        }
        if (conversation != null) {
            conversation.end(why); // comes back here, and finds it ended
        }
        around.conversation().metrics().ended(why.state());
        try {
            listener.ended(why.state(), place + ": " + why.detail());
        } catch (RuntimeException e) {
            LOG.error("Listener of {} failed", place, e);
        }
    }
}
