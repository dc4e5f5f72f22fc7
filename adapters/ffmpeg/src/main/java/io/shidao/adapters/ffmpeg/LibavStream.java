package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream from opening to its end, on a thread of its own. {@link #close} may come from any thread, at any time. */
final class LibavStream implements Runnable, AccessUnitSource.Connection {
    private static final Logger LOG = LoggerFactory.getLogger(LibavStream.class);

    private final SourceAddress address;
    private final LibavConfig config;
    private final Clock clock;
    private final AccessUnitSource.Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Interrupt interrupt = new Interrupt();
    private volatile Demand demand;
    private boolean sinceKey;
    private boolean packetSeen;
    private boolean keySeen;
    private long openedNanos;

    LibavStream(
            SourceAddress address, Demand demand, LibavConfig config, Clock clock, AccessUnitSource.Listener listener) {
        this.demand = demand;
        this.address = address;
        this.config = config;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void close() {
        interrupt.raise();
        closed.countDown();
    }

    @Override
    public void demand(Demand wanted) {
        demand = wanted;
    }

    @Override
    public void run() {
        StreamEnd end;
        try (interrupt) {
            end = play();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Stream of {} failed unexpectedly", place(), e);
            end = new StreamEnd(
                    SourceState.BAD_STREAM, "internal error: " + e.getClass().getSimpleName());
        }
        listener.ended(end.state(), place() + ": " + end.getMessage());
    }

    private StreamEnd play() {
        try {
            Libav.load();
            interrupt.allow(config.openTimeout());
            try (Demuxer demuxer = Demuxer.open(address, interrupt)) {
                listener.opened(demuxer.codec());
                openedNanos = System.nanoTime();
                return read(demuxer);
            }
        } catch (StreamEnd end) {
            return ourDoing(end);
        } catch (InterruptedException e) {
            return new StreamEnd(SourceState.CLOSED, "its thread was interrupted");
        }
    }

    /** libavformat returns all kinds of results when it was interrupted; only we know by whom. */
    private StreamEnd ourDoing(StreamEnd end) {
        if (interrupt.isRaised()) {
            return new StreamEnd(SourceState.CLOSED, "closed by us");
        } else if (!interrupt.isOverdue()) {
            return end;
        } else if (openedNanos == 0) {
            return new StreamEnd(SourceState.TIMED_OUT, "no usable answer within " + config.openTimeout());
        } else if (!packetSeen) {
            // libavformat reads on silently when what comes is no video
            return new StreamEnd(
                    SourceState.BAD_STREAM,
                    "opened, but no video came within " + readTimeout()
                            + " (likely cause: the camera hangs, or sends something else; restart it)");
        }
        return new StreamEnd(
                SourceState.TIMED_OUT,
                "no packet within " + readTimeout() + " (likely cause: the camera hangs, or the network is cut)");
    }

    private StreamEnd read(Demuxer demuxer) throws StreamEnd, InterruptedException {
        UnitAssembler assembler = new UnitAssembler(demuxer.codec(), demuxer.parameterSets());
        Pace pace = new Pace(closed);
        boolean paced = address.scheme().equals("file") || (isHttp() && demuxer.isRecording());
        while (!interrupt.isRaised()) {
            interrupt.allow(readTimeout());
            byte[] bits = demuxer.read(config.maxUnitBytes());
            packetSeen |= bits != null;
            if (bits != null && paced) {
                pace.await(demuxer.decodeMicros());
            }
            UnitAssembler.Unit unit = bits == null ? null : assembler.complete(bits);
            if (unit != null && !interrupt.isRaised()) {
                deliver(demuxer, unit);
            }
            checkForKeys();
        }
        return new StreamEnd(SourceState.CLOSED, "closed by us");
    }

    /** After a damaged unit nothing is delivered up to the next key unit: the others refer to it. */
    private void deliver(Demuxer demuxer, UnitAssembler.Unit unit) {
        if (demuxer.isDamaged()) {
            sinceKey = false;
            listener.damaged();
            return;
        }
        keySeen |= unit.key();
        boolean all = demand == Demand.ALL;
        sinceKey = all && (sinceKey || unit.key());
        if (!unit.key() && !sinceKey) {
            listener.skipped();
            return;
        }
        listener.accessUnit(new AccessUnit(
                demuxer.codec(), unit.key(), clock.instant(), demuxer.presentationMicros(), unit.payload()));
    }

    private void checkForKeys() throws StreamEnd {
        if (!keySeen && System.nanoTime() - openedNanos > config.keyTimeout().toNanos()) {
            throw new StreamEnd(
                    SourceState.BAD_STREAM,
                    "no key frame within " + config.keyTimeout()
                            + " (likely cause: the camera's key-frame interval is too long; set it to 2 s)");
        }
    }

    private boolean isHttp() {
        return address.scheme().startsWith("http");
    }

    private Duration readTimeout() {
        return isHttp() ? config.readTimeout().multipliedBy(3) : config.readTimeout();
    }

    /** The path stays out as well: an RTMP path is a stream key, and a query may hold a password. */
    private String place() {
        URI uri = URI.create(address.uri());
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getHost() == null ? address.scheme() : address.scheme() + "://" + uri.getHost() + port;
    }
}
