package io.shidao.api.watch;

import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who looks at pictures of which session just now: one entry of the watch log for a caller and session, however many
 * pictures are fetched. A look ends when nothing was fetched for {@link RoomPictures#WANTED_FOR}, or with the session.
 * Thread-safe.
 */
public final class OpenLooks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OpenLooks.class);
    private static final int MOST = 20_000;
    private static final long TOUCH_NANOS = Duration.ofSeconds(15).toNanos();
    private static final long SWEEP_SECONDS = 5;

    private final WatchLog log;
    private final Clock clock;
    private final LongSupplier ticker;
    private final Map<Key, Look> open = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "api-looks");
        thread.setDaemon(true);
        return thread;
    });

    private record Key(String viewer, String session) {}

    /**
     * An open one.
     *
     * @param askedNanos when a picture was fetched last
     * @param touchedNanos when the entry was touched last, and the session read
     */
    private record Look(String watch, Session session, long askedNanos, long touchedNanos) {}

    /** @param ticker nanoseconds that only move forward */
    OpenLooks(WatchLog log, Clock clock, LongSupplier ticker) {
        this.log = log;
        this.clock = clock;
        this.ticker = ticker;
    }

    public static OpenLooks start(WatchLog log, Clock clock) {
        OpenLooks looks = new OpenLooks(log, clock, System::nanoTime);
        Future<?> unused =
                looks.sweeper.scheduleWithFixedDelay(looks::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
        return looks;
    }

    /** The session of a look that is open and was made sure of a short while ago. */
    Optional<Session> known(Caller caller, String session) {
        Look look = open.get(new Key(caller.id(), session));
        return look == null || ticker.getAsLong() - look.touchedNanos > TOUCH_NANOS
                ? Optional.empty()
                : Optional.of(look.session);
    }

    /**
     * Enters the look, or touches its entry when that is due; what cannot be entered must not be shown.
     *
     * @return false when there are too many
     */
    boolean look(Caller caller, Session session) {
        Key key = new Key(caller.id(), session.getSessionId());
        if (open.size() >= MOST && !open.containsKey(key)) {
            return false;
        }
        // the store is asked under the entry's lock, so that two requests at once make one entry
        open.compute(key, (same, before) -> look(before, caller, session));
        return true;
    }

    private Look look(@Nullable Look before, Caller caller, Session session) {
        long now = ticker.getAsLong();
        if (before == null) {
            String watch = Ids.fresh();
            log.begin(watch, caller, session, WatchKind.WATCH_KIND_PICTURES);
            return new Look(watch, session, now, now);
        }
        if (now - before.touchedNanos <= TOUCH_NANOS) {
            return new Look(before.watch, before.session, now, before.touchedNanos);
        }
        log.touch(before.watch);
        return new Look(before.watch, session, now, now);
    }

    /** Ends what nobody looks at any more. */
    void sweep() {
        long now = ticker.getAsLong();
        open.forEach((key, look) -> {
            if (!clock.instant().isBefore(Times.instant(look.session.getEndsAt()))) {
                end(key, Refusal.SESSION_OVER.name());
            } else if (now - look.askedNanos > RoomPictures.WANTED_FOR.toNanos()) {
                end(key, "GONE");
            }
        });
    }

    private void end(Key key, String reason) {
        Look look = open.remove(key);
        if (look == null) {
            return;
        }
        try {
            log.end(look.watch, reason);
        } catch (RuntimeException e) {
            LOG.warn("The end of a look was not recorded; it counts as ended when it was last touched", e);
        }
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        open.keySet().forEach(key -> end(key, "GONE"));
    }
}
