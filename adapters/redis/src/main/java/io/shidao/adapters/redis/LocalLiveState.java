package io.shidao.adapters.redis;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.LiveState;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live state in the process's own memory, for an installation of one node. Passes the same contract as Redis.
 * Thread-safe.
 */
public final class LocalLiveState implements LiveState {
    private static final Logger LOG = LoggerFactory.getLogger(LocalLiveState.class);
    private static final int MAX_SESSIONS = 10_000;
    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_LEASES = 10_000;
    private static final int MAX_COUNTERS = 100_000;
    private static final int MAX_VALUES = 4000;
    private static final int MAX_MESSAGES = 10_000;

    private final ExpiringMap<SessionId, Map<String, byte[]>> presences;
    private final ExpiringMap<String, String> leases;
    private final ExpiringMap<String, Long> counters;
    private final ExpiringMap<String, byte[]> values;
    private final Map<String, List<Consumer<byte[]>>> listeners = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor messenger;

    /** @param ticker nanoseconds that only move forward */
    LocalLiveState(LongSupplier ticker) {
        this.presences = new ExpiringMap<>(ticker, MAX_SESSIONS);
        this.leases = new ExpiringMap<>(ticker, MAX_LEASES);
        this.counters = new ExpiringMap<>(ticker, MAX_COUNTERS);
        this.values = new ExpiringMap<>(ticker, MAX_VALUES);
        this.messenger =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MAX_MESSAGES), task -> {
                    Thread thread = new Thread(task, "live-state");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** An empty one. */
    public static LocalLiveState create() {
        return new LocalLiveState(System::nanoTime);
    }

    @Override
    public void putPresence(SessionId session, String field, byte[] value, Duration keep) {
        presences.compute(session, keep, fields -> {
            Map<String, byte[]> changed = fields == null ? new HashMap<>() : new HashMap<>(fields);
            if (changed.size() < MAX_FIELDS || changed.containsKey(field)) {
                changed.put(field, value.clone());
            }
            return changed;
        });
    }

    @Override
    public Map<String, byte[]> presence(SessionId session) {
        Map<String, byte[]> copy = new HashMap<>();
        presences.find(session).ifPresent(fields -> fields.forEach((field, value) -> copy.put(field, value.clone())));
        return copy;
    }

    @Override
    public boolean acquireLease(String name, String owner, Duration time) {
        return leases.putIf(name, owner, time, current -> current == null || current.equals(owner));
    }

    @Override
    public void releaseLease(String name, String owner) {
        leases.removeIf(name, owner::equals);
    }

    @Override
    public long count(String name, Duration window) {
        return counters.computeUntilEnd(name, window, value -> value == null ? 1 : value + 1);
    }

    @Override
    public void put(String name, byte[] value, Duration keep) {
        // values are few and may be pictures: none stays longer than until the next one comes
        values.removeEnded();
        values.compute(name, keep, before -> value.clone());
    }

    @Override
    public Optional<byte[]> find(String name) {
        return values.find(name).map(byte[]::clone);
    }

    @Override
    public void broadcast(String channel, byte[] message) {
        for (Consumer<byte[]> listener : listeners.getOrDefault(channel, List.of())) {
            byte[] copy = message.clone();
            try {
                messenger.execute(() -> deliver(channel, listener, copy));
            } catch (RejectedExecutionException e) {
                LOG.warn("Message to channel {} lost: {} are waiting", channel, MAX_MESSAGES);
            }
        }
    }

    private void deliver(String channel, Consumer<byte[]> listener, byte[] message) {
        if (!listeners.getOrDefault(channel, List.of()).contains(listener)) {
            return;
        }
        try {
            listener.accept(message);
        } catch (RuntimeException e) {
            LOG.warn("Listener of channel {} failed", channel, e);
        }
    }

    @Override
    @SuppressWarnings("UnnecessaryLambda")
    public Listening listen(String channel, Consumer<byte[]> listener) {
        // one of its own, so that listening twice with the same one is two
        Consumer<byte[]> own = message -> listener.accept(message);
        List<Consumer<byte[]>> all = listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>());
        all.add(own);
        return () -> all.remove(own);
    }

    @Override
    public void close() {
        listeners.clear();
        messenger.shutdown();
        try {
            if (!messenger.awaitTermination(2, TimeUnit.SECONDS)) {
                messenger.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
