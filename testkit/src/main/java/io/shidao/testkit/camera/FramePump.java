package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls one feed at its frame rate and hands each frame to all who watch. Runs a thread of its own while it is needed
 * and a little longer, so that a client that comes back finds the stream running. Thread-safe.
 */
final class FramePump {
    private static final Logger LOG = LoggerFactory.getLogger(FramePump.class);
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String name;
    private final VideoFeed feed;
    private final FrameDamage damage;
    private final CameraTraits traits;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private boolean closed;
    private long neededUntil;
    private long startedAt;
    private volatile Optional<ParameterSets> parameterSets = Optional.empty();

    /** Somebody who watches. Must not block. */
    interface Viewer {
        void frame(CodedFrame frame);
    }

    FramePump(String name, VideoFeed feed, CameraFaults faults, CameraTraits traits) {
        this.name = name;
        this.feed = feed;
        this.damage = new FrameDamage(feed.codec(), faults);
        this.traits = traits;
    }

    VideoFeed feed() {
        return feed;
    }

    /** Of the newest key frame; empty before the first. */
    Optional<ParameterSets> parameterSets() {
        return parameterSets;
    }

    void add(Viewer viewer) {
        viewers.add(viewer);
        need();
    }

    void remove(Viewer viewer) {
        viewers.remove(viewer);
        need();
    }

    int viewers() {
        return viewers.size();
    }

    /** Starts the thread unless it runs. */
    synchronized void need() {
        neededUntil = System.nanoTime() + LINGER_NANOS;
        if (thread == null && !closed) {
            thread = new Thread(this::run, "camera" + name.replace('/', '-'));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized boolean isNeeded() {
        boolean needed = !closed && (!viewers.isEmpty() || System.nanoTime() - neededUntil < 0);
        if (!needed) {
            thread = null;
        }
        return needed;
    }

    private void run() {
        long due = System.nanoTime();
        if (startedAt == 0) {
            startedAt = due;
        }
        try {
            while (isNeeded()) {
                deliver(feed.next(), due);
                // after a slow frame the next one is late, as with a real camera, but the rate is not caught up
                due = Math.max(due + frameNanos(), System.nanoTime() - frameNanos());
                sleepUntil(due);
            }
        } catch (RuntimeException e) {
            LOG.error("camera {}: its feed failed, nothing is sent any more", name, e);
        }
    }

    private void deliver(byte[] unit, long due) {
        Codec codec = feed.codec();
        List<byte[]> nals = AnnexB.nals(unit);
        boolean key = AnnexB.isKey(codec, nals);
        if (key) {
            parameterSets = ParameterSets.in(codec, nals).or(() -> parameterSets);
        }
        if (!traits.isParameterSetsInBand()) {
            nals.removeIf(nal -> AnnexB.isParameterSet(codec, nal));
        }
        long shownNanos = due + feed.shownLater() * frameNanos();
        Instant capturedAt = traits.clock().instant().plusNanos(shownNanos - System.nanoTime());
        long ticks = (shownNanos - startedAt) / 1000 * RtpStream.TICKS_PER_SECOND / 1_000_000;
        CodedFrame frame = new CodedFrame(key, ticks, capturedAt, RtpPacketizer.payloads(codec, damage.apply(nals)));
        viewers.forEach(viewer -> viewer.frame(frame));
    }

    private long frameNanos() {
        return TimeUnit.SECONDS.toNanos(1) / feed.framesPerSecond();
    }

    private void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0 && !isClosed(); left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Ends the thread and waits for it. */
    void close() {
        Thread running;
        synchronized (this) {
            closed = true;
            running = thread;
        }
        if (running != null) {
            join(running);
        }
    }

    private static void join(Thread running) {
        LockSupport.unpark(running);
        try {
            running.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
