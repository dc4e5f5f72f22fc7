package io.shidao.testkit.camera;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An RTSP 1.0 camera on 127.0.0.1 for tests and the demo: several mounts on one port, TCP and UDP. Thread-safe.
 *
 * <pre>{@code
 * try (CameraServer server = CameraServer.open()) {
 *     CameraMount room = server.mount("/room1", feed).requireDigest("admin", "secret");
 *     connect(server.url("/room1", "admin", "secret"));
 *     room.faults().freeze(true);
 *     server.stop(HangUp.RST);
 *     server.restart();
 * }
 * }</pre>
 */
public final class CameraServer implements AutoCloseable {
    // a slow client may have about this much waiting, then it loses frames
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 2 << 20);
    private static final long STOP_MILLIS = 5000;

    private final EventLoopGroup eventLoops;
    private final ChannelGroup clients = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    private final Optional<SslContext> tls;
    private final Map<String, CameraMount> mounts = new ConcurrentHashMap<>();
    private final int port;
    private @Nullable Channel listener;

    private CameraServer(int port, int threads, Optional<SslContext> tls) {
        this.tls = tls;
        eventLoops = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("camera-server", true), NioIoHandler.newFactory());
        try {
            Channel bound = listen(port);
            this.listener = bound;
            this.port = ((InetSocketAddress) bound.localAddress()).getPort();
        } catch (RuntimeException e) {
            Futures.forget(eventLoops.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS));
            throw e;
        }
    }

    /** Listens on a free port, with one thread for all clients. */
    public static CameraServer open() {
        return open(0, 1);
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @param threads for the clients
     */
    public static CameraServer open(int port, int threads) {
        return new CameraServer(port, threads, Optional.empty());
    }

    /** Listens on a free port for {@code rtsps} only. */
    public static CameraServer open(CameraCertificate certificate) {
        return new CameraServer(0, 1, Optional.of(certificate.context()));
    }

    private Channel listen(int wanted) {
        return new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        tls.ifPresent(context -> client.pipeline().addLast(context.newHandler(client.alloc())));
                        client.pipeline().addLast(new RtspRequestDecoder(), new RtspSession(CameraServer.this));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), wanted)
                .syncUninterruptibly()
                .channel();
    }

    /** Serves a feed. The mount pulls it while somebody watches; closing a feed that needs it stays with the caller. */
    public CameraMount mount(String path, VideoFeed feed) {
        if (!path.matches("(/[A-Za-z0-9._-]+)+(\\?[A-Za-z0-9._&=-]+)?")) {
            throw new IllegalArgumentException("mount: " + path + " (expected: e.g. /room1 or /live?channel=1)");
        }
        CameraMount mount = new CameraMount(path, feed);
        if (mounts.putIfAbsent(path, mount) != null) {
            throw new IllegalArgumentException("mount: " + path + " is there already");
        }
        return mount;
    }

    Optional<CameraMount> find(String path) {
        return Optional.ofNullable(mounts.get(path));
    }

    void opened(Channel client) {
        clients.add(client);
    }

    public int port() {
        return port;
    }

    /** Connected clients. */
    public int clients() {
        return clients.size();
    }

    public String url(String path) {
        return scheme() + "127.0.0.1:" + port + path;
    }

    public String url(String path, String user, String password) {
        return scheme() + encode(user) + ":" + encode(password) + "@127.0.0.1:" + port + path;
    }

    private String scheme() {
        return tls.isPresent() ? "rtsps://" : "rtsp://";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Stops to listen and leaves all clients; from now on connections are refused. */
    public synchronized void stop(HangUp how) {
        if (listener != null) {
            listener.close().awaitUninterruptibly(STOP_MILLIS);
            // the JDK lets go of the port when the event loop selects the next time
            listener.eventLoop().schedule(() -> {}, 5, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
            listener = null;
        }
        if (how == HangUp.RST) {
            clients.forEach(client -> client.config().setOption(ChannelOption.SO_LINGER, 0));
        }
        clients.close().awaitUninterruptibly(STOP_MILLIS);
    }

    /** Listens again, on the same port. */
    public synchronized void restart() {
        if (listener == null) {
            listener = listen(port);
        }
    }

    @Override
    public void close() {
        stop(HangUp.FIN);
        mounts.values().forEach(CameraMount::close);
        eventLoops.shutdownGracefully(0, STOP_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(STOP_MILLIS);
    }
}
