package io.shidao.kernel.bus;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Port: the bus between the services. Thread-safe. */
public interface Bus extends AutoCloseable {
    /**
     * Publishes an event. The stage completes with its offset once every in-sync replica has it, and fails with a
     * {@link BusException} otherwise; memory for waiting events is bounded and the wait is timed.
     *
     * @param event null removes the key from a compacted topic
     */
    <T> CompletionStage<Long> publish(Topic<T> topic, String key, @Nullable T event);

    /**
     * Consumes a topic in a group: every event goes to one member, at least once; the group's offset moves on after
     * {@code consumer} returned. A new group starts at the end of the topic.
     */
    <T> Subscription subscribe(Topic<T> topic, String group, Consumer<BusRecord<T>> consumer);

    /** Consumes partitions in a group with offsets kept by the handler; {@code name} tells members apart in logs. */
    <T> Subscription subscribePartitions(Topic<T> topic, String group, String name, PartitionHandler<T> handler);

    @Override
    void close();
}
