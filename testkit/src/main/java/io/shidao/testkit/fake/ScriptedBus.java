package io.shidao.testkit.fake;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bus for unit tests: remembers what was published, answers when it is told to, and hands plans to the one
 * subscriber. Events go through the topic's encoding and back, as on a real bus. Thread-safe.
 */
public final class ScriptedBus implements Bus {
    /** How the bus treats what is published. */
    public enum Mood {
        /** Takes it at once. */
        READY,
        /** Keeps everybody waiting until {@link #answerAll}. */
        SLOW,
        /** Refuses it at once. */
        BROKEN
    }

    private final List<BusRecord<Object>> published = new ArrayList<>();
    private final Map<Topic<?>, List<String>> removed = new LinkedHashMap<>();
    private final Map<Topic<?>, Map<String, Object>> held = new LinkedHashMap<>();
    private final Queue<CompletableFuture<Long>> waiting = new ArrayDeque<>();
    private Mood mood = Mood.READY;
    private final Map<Topic<?>, PartitionHandler<?>> handlers = new LinkedHashMap<>();
    private final Map<Topic<?>, Consumer<?>> consumers = new HashMap<>();

    public synchronized void set(Mood next) {
        mood = next;
    }

    /** Takes all that waits. */
    public void answerAll() {
        List<CompletableFuture<Long>> answered;
        synchronized (this) {
            answered = List.copyOf(waiting);
            waiting.clear();
        }
        answered.forEach(one -> one.complete(0L));
    }

    /** How many callers wait for an answer. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** All events of one type that were handed in, refused ones too, in order. */
    public synchronized <T> List<T> published(Class<T> type) {
        return published.stream()
                .map(BusRecord::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Keys that were removed from a compacted topic, in order. */
    public synchronized List<String> removed(Topic<?> topic) {
        return removed.getOrDefault(topic, List.of());
    }

    /** What a compacted topic holds now, by key. */
    @SuppressWarnings("unchecked") // a topic holds the topic's events
    public synchronized <T> Map<String, T> held(Topic<T> topic) {
        return (Map<String, T>) Map.copyOf(held.getOrDefault(topic, Map.of()));
    }

    /** The keys of the events, in order. */
    public synchronized List<String> keys() {
        return published.stream().map(BusRecord::key).toList();
    }

    @Override
    public <T> CompletionStage<Long> publish(Topic<T> topic, String key, @Nullable T event) {
        Object copy = event == null ? null : topic.decode().apply(topic.encode().apply(event));
        synchronized (this) {
            if (event == null) {
                removed.computeIfAbsent(topic, first -> new ArrayList<>()).add(key);
            }
            hold(topic, key, copy);
            published.add(new BusRecord<>(0, published.size(), key, copy));
            CompletableFuture<Long> stage = new CompletableFuture<>();
            switch (mood) {
                case READY -> stage.complete((long) published.size());
                case SLOW -> waiting.add(stage);
                case BROKEN ->
                    stage.completeExceptionally(
                            new BusException("bus: broken (by the test)", true, new IllegalStateException("test")));
            }
            return stage;
        }
    }

    private void hold(Topic<?> topic, String key, @Nullable Object event) {
        if (topic.compacted()) {
            Map<String, Object> newest = held.computeIfAbsent(topic, first -> new HashMap<>());
            if (event == null) {
                newest.remove(key);
            } else {
                newest.put(key, event);
            }
        }
    }

    @Override
    public synchronized <T> Subscription subscribe(Topic<T> topic, String group, Consumer<BusRecord<T>> consumer) {
        consumers.put(topic, consumer);
        return () -> {};
    }

    /** Who consumes the topic; a test calls it as the bus would. */
    @SuppressWarnings("unchecked") // a topic's consumer takes the topic's events
    public synchronized <T> Consumer<BusRecord<T>> consumer(Topic<T> topic) {
        Consumer<?> consumer = consumers.get(topic);
        if (consumer == null) {
            throw new IllegalStateException("nobody consumes " + topic);
        }
        return (Consumer<BusRecord<T>>) consumer;
    }

    @Override
    public synchronized <T> Subscription subscribePartitions(
            Topic<T> topic, String group, String name, PartitionHandler<T> subscriber) {
        handlers.put(topic, subscriber);
        return () -> {};
    }

    /** The first who subscribed to partitions; a test calls it as the bus would. */
    @SuppressWarnings("unchecked") // the test knows what was subscribed to
    public synchronized <T> PartitionHandler<T> handler() {
        return (PartitionHandler<T>) handlers.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody subscribed"));
    }

    /** The one who subscribed to the partitions of this topic. */
    @SuppressWarnings("unchecked") // a topic's subscriber takes the topic's events
    public synchronized <T> PartitionHandler<T> handler(Topic<T> topic) {
        PartitionHandler<?> handler = handlers.get(topic);
        if (handler == null) {
            throw new IllegalStateException("nobody subscribed to " + topic);
        }
        return (PartitionHandler<T>) handler;
    }

    @Override
    public void close() {}
}
