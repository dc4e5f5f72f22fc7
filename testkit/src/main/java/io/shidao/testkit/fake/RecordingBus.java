package io.shidao.testkit.fake;

import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Remembers what was published and hands it to the subscribers at once, on the publisher's thread. Thread-safe. */
public final class RecordingBus implements Bus {
    private final List<Published> published = new ArrayList<>();
    private final List<Subscriber<?>> subscribers = new ArrayList<>();
    private boolean down;

    /** An event as it was published; a null value removes the key. */
    public record Published(
            String topic, String key, @Nullable Object value) {}

    private record Subscriber<T>(Topic<T> topic, Consumer<BusRecord<T>> consumer) {}

    /** From now on publishing fails, or works again. */
    public synchronized void setDown(boolean isDown) {
        down = isDown;
    }

    public synchronized List<Published> published() {
        return List.copyOf(published);
    }

    @Override
    public <T> CompletionStage<Long> publish(Topic<T> topic, String key, @Nullable T event) {
        List<Subscriber<?>> told;
        long offset;
        synchronized (this) {
            if (down) {
                return CompletableFuture.failedFuture(
                        new BusException("bus: down by order of the test", true, new IllegalStateException("down")));
            }
            offset = published.size();
            published.add(new Published(topic.name(), key, event));
            told = List.copyOf(subscribers);
        }
        for (Subscriber<?> subscriber : told) {
            tell(subscriber, topic, new BusRecord<>(0, offset, key, event));
        }
        return CompletableFuture.completedFuture(offset);
    }

    // equal topics have events of one type
    @SuppressWarnings("unchecked")
    private static <T> void tell(Subscriber<?> subscriber, Topic<T> topic, BusRecord<T> record) {
        if (subscriber.topic().equals(topic)) {
            ((Subscriber<T>) subscriber).consumer().accept(record);
        }
    }

    @Override
    public synchronized <T> Subscription subscribe(Topic<T> topic, String group, Consumer<BusRecord<T>> consumer) {
        Subscriber<T> subscriber = new Subscriber<>(topic, consumer);
        subscribers.add(subscriber);
        return () -> {
            synchronized (this) {
                subscribers.remove(subscriber);
            }
        };
    }

    @Override
    public <T> Subscription subscribePartitions(
            Topic<T> topic, String group, String name, PartitionHandler<T> handler) {
        throw new UnsupportedOperationException("partitions of a recording bus");
    }

    @Override
    public void close() {}
}
