package io.shidao.adapters.rtsp;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.shidao.adapters.rtsp.message.RtspUrl;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.nio.channels.spi.SelectorProvider;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Opens {@code rtsp} and {@code rtsps} addresses over TCP, all of them on one or two event loops. What a camera sends is
 * read where it lies; a unit that nobody wants is dropped at its first NAL unit. Thread-safe.
 */
public final class RtspSource implements AccessUnitSource, AutoCloseable {
    /** Lives only while it is read out, so it is one for all cameras of a loop. */
    private static final int READ_BYTES = 32 << 10;
    /** Room for a large key frame while the loop is busy elsewhere. */
    private static final int SOCKET_BYTES = 256 << 10;

    private static final long STOP_MILLIS = 2000;

    private final EventLoopGroup loops;
    private final Lookup lookup = new Lookup();
    private final RtspConfig config;
    private final RtspStream.Surroundings around;
    private final Map<EventLoop, StreamWatch> watches = new ConcurrentHashMap<>();

    /**
     * Starts the event loops.
     *
     * @param clock tells when a unit was captured
     * @param check says which hosts may be connected to
     */
    public RtspSource(RtspConfig config, Clock clock, MeterRegistry meters, AddressCheck check) {
        Tls tls = Tls.trusting(config.trustedCertificates());
        boolean epoll = Epoll.isAvailable();
        this.config = config;
        this.loops = new MultiThreadIoEventLoopGroup(
                config.eventLoops(),
                new DefaultThreadFactory("rtsp", true),
                epoll
                        ? EpollIoHandler.newFactory(0, Gathering::new)
                        : NioIoHandler.newFactory(SelectorProvider.provider(), Gathering::new));
        Bootstrap bootstrap = new Bootstrap()
                .channel(epoll ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
                .option(ChannelOption.SO_RCVBUF, SOCKET_BYTES)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(config.connectTimeout().toMillis()));
        Conversation.Surroundings talks = new Conversation.Surroundings(config, clock, new RtspMetrics(meters));
        this.around = new RtspStream.Surroundings(talks, bootstrap, lookup, check, tls);
    }

    @Override
    public boolean supports(SourceAddress address) {
        return address.scheme().startsWith("rtsp") && !address.wantsUdp();
    }

    @Override
    public Connection open(SourceAddress address, Demand demand, Listener listener) {
        Optional<RtspUrl> url = RtspUrl.parse(address.uri());
        if (url.isEmpty()) {
            throw new IllegalArgumentException("address: " + address + " (expected: rtsp://host/path)");
        }
        EventLoop loop = loops.next();
        StreamWatch watch = watches.computeIfAbsent(loop, each -> new StreamWatch(each, config));
        RtspStream stream = new RtspStream(url.get(), demand, listener, loop, watch, around);
        try {
            loop.execute(stream::start);
        } catch (RejectedExecutionException e) {
            listener.ended(SourceState.CLOSED, url.get() + ": closed by us");
        }
        return stream;
    }

    /** Closes all streams, which are told so, then the event loops. */
    @Override
    public void close() {
        // before the loops close their connections, which would look as if the cameras had
        watches.forEach((loop, watch) -> loop.submit(watch::closeAll).awaitUninterruptibly(STOP_MILLIS));
        lookup.close();
        loops.shutdownGracefully(50, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS + 500);
    }
}
