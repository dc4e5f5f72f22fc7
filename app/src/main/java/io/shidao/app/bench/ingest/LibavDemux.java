package io.shidao.app.bench.ingest;

import io.shidao.adapters.ffmpeg.LibavConfig;
import io.shidao.adapters.ffmpeg.LibavSource;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Connection;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The same streams demuxed by libavformat, a thread each, and nothing else: what it yields is counted and forgotten, so
 * that none of the service's own work is held against it.
 */
final class LibavDemux implements AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final LongAdder units = new LongAdder();
    private final AtomicInteger streaming = new AtomicInteger();
    private final LibavSource source = new LibavSource(LibavConfig.defaults(), Clock.systemUTC());
    private final List<Connection> connections = new ArrayList<>();
    private final Phaser running = new Phaser(1);

    void open(List<String> addresses) {
        for (String address : addresses) {
            running.register();
            connections.add(source.open(new SourceAddress(address), Demand.KEY_FRAMES, new Counting()));
        }
    }

    int streaming() {
        return streaming.get();
    }

    double units() {
        return (double) units.sum();
    }

    @Override
    public void close() {
        connections.forEach(Connection::close);
        try {
            int unused = running.awaitAdvanceInterruptibly(running.arrive(), STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("bench: libavformat did not end its streams in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Counting implements AccessUnitSource.Listener {
        @Override
        public void opened(Codec codec) {
            streaming.incrementAndGet();
        }

        @Override
        public void accessUnit(AccessUnit unit) {
            units.increment();
        }

        @Override
        public void skipped() {
            units.increment();
        }

        @Override
        public void ended(SourceState state, String detail) {
            streaming.decrementAndGet();
            int unused = running.arriveAndDeregister();
        }
    }
}
