package io.shidao.app.bench.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The floor: fetches the same streams' bytes from the kernel and forgets them, by one thread that looks every 10 ms. What
 * this costs no client can avoid.
 */
final class BareReader implements AutoCloseable {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final int READ_BYTES = 32 << 10;
    private static final int CONNECT_MILLIS = 5000;
    private static final Duration STOP = Duration.ofSeconds(5);

    private final Selector selector = openSelector();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger streaming = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "bare-reader");
    private volatile boolean closed;

    BareReader() {
        thread.setDaemon(true);
        thread.start();
    }

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void open(List<String> addresses) {
        addresses.forEach(this::open);
    }

    private void open(String address) {
        URI uri = URI.create(address);
        try {
            SocketChannel channel = SocketChannel.open();
            channel.socket().connect(new InetSocketAddress(uri.getHost(), uri.getPort()), CONNECT_MILLIS);
            String asked = "SETUP " + address + "/ RTSP/1.0\r\nCSeq: 1\r\n"
                    + "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n\r\n"
                    + "PLAY " + address + "/ RTSP/1.0\r\nCSeq: 2\r\n\r\n";
            ByteBuffer request = ByteBuffer.wrap(asked.getBytes(StandardCharsets.US_ASCII));
            while (request.hasRemaining()) {
                int unused = channel.write(request);
            }
            channel.configureBlocking(false);
            SelectionKey unused = channel.register(selector, SelectionKey.OP_READ, new AtomicLong());
        } catch (IOException e) {
            throw new UncheckedIOException("bench: the camera " + address + " cannot be opened", e);
        }
    }

    /** Streams of which something came after the answers. */
    int streaming() {
        return streaming.get();
    }

    double bytes() {
        return (double) bytes.get();
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        long keptAlive = System.nanoTime();
        try {
            while (!closed) {
                long started = System.nanoTime();
                if (started - keptAlive > KEEP_ALIVE_NANOS) {
                    keptAlive = started;
                    selector.keys().forEach(BareReader::keepAlive);
                }
                int unused = selector.selectNow(key -> read(key, buffer));
                LockSupport.parkNanos(started + LOOK_NANOS - System.nanoTime());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("bench: the bare reader failed", e);
        }
    }

    /** A camera closes a session of which it hears nothing (RFC 2326, section 12.37). */
    private static void keepAlive(SelectionKey key) {
        try {
            byte[] request = "OPTIONS * RTSP/1.0\r\nCSeq: 3\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            int unused = ((SocketChannel) key.channel()).write(ByteBuffer.wrap(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        try {
            AtomicLong ofStream = (AtomicLong) key.attachment();
            int got = ((SocketChannel) key.channel()).read(buffer.clear());
            if (got < 0) {
                key.cancel();
                streaming.decrementAndGet();
                return;
            }
            bytes.addAndGet(got);
            if (ofStream.getAndAdd(got) < READ_BYTES && ofStream.get() >= READ_BYTES) {
                streaming.incrementAndGet();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(STOP.toMillis());
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
