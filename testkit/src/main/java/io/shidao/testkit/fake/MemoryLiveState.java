package io.shidao.testkit.fake;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.LiveState;
import io.shidao.kernel.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Live state in plain maps, by the test's clock; messages are heard at once, on the sender's thread. Thread-safe. */
public final class MemoryLiveState implements LiveState {
    private final Clock clock;
    private final Map<SessionId, Map<String, byte[]>> presence = new HashMap<>();
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Value> values = new HashMap<>();
    private final List<Listener> listeners = new ArrayList<>();

    private record Lease(String owner, Instant until) {}

    private record Counter(long value, Instant until) {}

    private record Value(Payload bytes, Instant until) {}

    private record Listener(String channel, Consumer<byte[]> consumer) {}

    private boolean failing;
    private int failures;

    public MemoryLiveState(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void putPresence(SessionId session, String field, byte[] value, Duration keep) {
        presence.computeIfAbsent(session, unknown -> new HashMap<>()).put(field, value);
    }

    @Override
    public synchronized Map<String, byte[]> presence(SessionId session) {
        return Map.copyOf(presence.getOrDefault(session, Map.of()));
    }

    @Override
    public synchronized boolean acquireLease(String name, String owner, Duration time) {
        Instant now = clock.instant();
        Lease lease = leases.get(name);
        if (lease != null && !lease.owner().equals(owner) && lease.until().isAfter(now)) {
            return false;
        }
        leases.put(name, new Lease(owner, now.plus(time)));
        return true;
    }

    @Override
    public synchronized void releaseLease(String name, String owner) {
        leases.computeIfPresent(name, (key, lease) -> lease.owner().equals(owner) ? null : lease);
    }

    @Override
    public synchronized long count(String name, Duration window) {
        Instant now = clock.instant();
        Counter counter = counters.get(name);
        Counter next = counter == null || !counter.until().isAfter(now)
                ? new Counter(1, now.plus(window))
                : new Counter(counter.value() + 1, counter.until());
        counters.put(name, next);
        return next.value();
    }

    /** From now on values cannot be put or found. */
    public synchronized void fail() {
        failing = true;
    }

    /** How many times somebody tried in vain. */
    public synchronized int failures() {
        return failures;
    }

    private void check() {
        if (failing) {
            failures++;
            throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "live state: fails, on purpose");
        }
    }

    @Override
    public synchronized void put(String name, byte[] value, Duration keep) {
        check();
        values.put(name, new Value(Payload.wrap(value.clone()), clock.instant().plus(keep)));
    }

    @Override
    public synchronized Optional<byte[]> find(String name) {
        check();
        return Optional.ofNullable(values.get(name))
                .filter(value -> value.until().isAfter(clock.instant()))
                .map(value -> value.bytes().toByteArray());
    }

    @Override
    public void broadcast(String channel, byte[] message) {
        List<Listener> told;
        synchronized (this) {
            told = List.copyOf(listeners);
        }
        told.stream()
                .filter(l -> l.channel().equals(channel))
                .forEach(l -> l.consumer().accept(message));
    }

    @Override
    public synchronized Listening listen(String channel, Consumer<byte[]> consumer) {
        Listener listener = new Listener(channel, consumer);
        listeners.add(listener);
        return () -> {
            synchronized (this) {
                listeners.remove(listener);
            }
        };
    }

    @Override
    public void close() {}
}
