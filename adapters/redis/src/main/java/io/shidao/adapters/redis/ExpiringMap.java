package io.shidao.adapters.redis;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A bounded map whose entries end by themselves; when full, the entry that would end first goes. Thread-safe. */
final class ExpiringMap<K, V> {
    private record Entry<V>(V value, long endsAt) {}

    private final LongSupplier ticker;
    private final int limit;
    private final Map<K, Entry<V>> entries = new HashMap<>();

    ExpiringMap(LongSupplier ticker, int limit) {
        this.ticker = ticker;
        this.limit = limit;
    }

    synchronized Optional<V> find(K key) {
        return Optional.ofNullable(current(key)).map(Entry::value);
    }

    synchronized void compute(K key, Duration time, Function<@Nullable V, V> change) {
        Entry<V> entry = current(key);
        put(key, change.apply(entry == null ? null : entry.value()), ticker.getAsLong() + time.toNanos());
    }

    /** Puts the value if the condition holds for the one that is there, or null. */
    synchronized boolean putIf(K key, V value, Duration time, Predicate<@Nullable V> condition) {
        Entry<V> entry = current(key);
        if (!condition.test(entry == null ? null : entry.value())) {
            return false;
        }
        put(key, value, ticker.getAsLong() + time.toNanos());
        return true;
    }

    synchronized void removeIf(K key, Predicate<V> condition) {
        Entry<V> entry = current(key);
        if (entry != null && condition.test(entry.value())) {
            entries.remove(key);
        }
    }

    /** Like {@link #compute}, but an entry that is there keeps its end. */
    synchronized V computeUntilEnd(K key, Duration time, Function<@Nullable V, V> change) {
        Entry<V> entry = current(key);
        V value = change.apply(entry == null ? null : entry.value());
        put(key, value, entry == null ? ticker.getAsLong() + time.toNanos() : entry.endsAt());
        return value;
    }

    private @Nullable Entry<V> current(K key) {
        Entry<V> entry = entries.get(key);
        if (entry != null && entry.endsAt() - ticker.getAsLong() <= 0) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    private void put(K key, V value, long endsAt) {
        if (entries.size() >= limit && !entries.containsKey(key)) {
            makeRoom();
        }
        entries.put(key, new Entry<>(value, endsAt));
    }

    synchronized void removeEnded() {
        long now = ticker.getAsLong();
        entries.values().removeIf(entry -> entry.endsAt() - now <= 0);
    }

    private void makeRoom() {
        long now = ticker.getAsLong();
        removeEnded();
        if (entries.size() >= limit) {
            entries.entrySet().stream()
                    .min((a, b) -> Long.compare(
                            a.getValue().endsAt() - now, b.getValue().endsAt() - now))
                    .map(Map.Entry::getKey)
                    .ifPresent(entries::remove);
        }
    }
}
