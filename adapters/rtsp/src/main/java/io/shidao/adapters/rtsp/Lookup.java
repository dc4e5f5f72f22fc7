package io.shidao.adapters.rtsp;

import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Resolves names on a few threads of its own, because the name service may let us wait. Thread-safe. */
final class Lookup implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 1024;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            new DefaultThreadFactory("rtsp-lookup", true));

    Lookup() {
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Tells all addresses of a host, from any thread; none when the name is unknown.
     *
     * @return false when too many names wait already, or it is closed
     */
    boolean find(String host, Consumer<List<InetAddress>> found) {
        byte[] number = NetUtil.createByteArrayFromIpAddressString(host);
        if (number != null) {
            found.accept(addresses(host));
            return true;
        }
        try {
            threads.execute(() -> found.accept(addresses(host)));
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    private static List<InetAddress> addresses(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException | SecurityException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
