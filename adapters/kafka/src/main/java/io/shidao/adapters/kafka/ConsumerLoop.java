package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that is a member of a group: joins, polls until something fails, gives everything back, backs off, joins
 * again, until closed.
 */
abstract class ConsumerLoop implements Subscription {
    static final Duration POLL = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final long FIRST_BACKOFF_MILLIS = 200;
    private static final long LAST_BACKOFF_MILLIS = 10_000;
    private static final long CLOSE_SECONDS = 10;

    final SortedSet<Integer> assigned = new TreeSet<>();
    final BusMetrics.Consuming metrics;

    private final Topic<?> topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Thread thread;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch joined = new CountDownLatch(1);
    private volatile @Nullable Consumer<String, byte[]> current;
    private long backoffMillis = FIRST_BACKOFF_MILLIS;

    ConsumerLoop(
            Topic<?> topic, String name, Supplier<Consumer<String, byte[]>> consumers, BusMetrics.Consuming metrics) {
        this.topic = topic;
        this.consumers = consumers;
        this.metrics = metrics;
        this.thread = new Thread(this::run, "bus-" + topic + "-" + name);
        this.thread.setDaemon(true);
    }

    final void start() {
        thread.start();
    }

    /** Waits until the first assignment is known. */
    final boolean awaitJoined(Duration limit) throws InterruptedException {
        return joined.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Handles what one poll gives. */
    abstract void round(Consumer<String, byte[]> consumer);

    /** Partitions are ours now; sets where to read from. */
    abstract void onAssigned(Consumer<String, byte[]> consumer, Collection<Integer> partitions);

    abstract void onRevoked(int partition);

    /** Called before leaving, also after a failure. */
    void beforeLeaving(Consumer<String, byte[]> consumer) {}

    final boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits; true when it was cut short because we close. */
    final boolean pause(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Something was handled: the next trouble is a new one. */
    final void progressed() {
        backoffMillis = FIRST_BACKOFF_MILLIS;
    }

    private void run() {
        while (!isClosing() && !Thread.currentThread().isInterrupted()) {
            try {
                member();
            } catch (WakeupException e) {
                LOG.debug("Woken up to close");
            } catch (RuntimeException | Error e) {
                if (isClosing()) {
                    LOG.debug("Failed while closing: {}", e.toString());
                    break;
                }
                metrics.rejoined();
                LOG.atWarn()
                        .addKeyValue("topic", topic.name())
                        .setCause(e)
                        .log("Consumer gives its partitions back and joins again in {} ms", backoffMillis);
                pause(backoffMillis);
                backoffMillis = Math.min(LAST_BACKOFF_MILLIS, backoffMillis * 2);
            }
        }
        metrics.close();
    }

    private void member() {
        Consumer<String, byte[]> consumer = consumers.get();
        current = consumer;
        try {
            consumer.subscribe(List.of(topic.name()), new Rebalancing(consumer));
            while (!isClosing()) {
                round(consumer);
                metrics.lag(lag(consumer));
            }
        } finally {
            current = null;
            leave(consumer);
        }
    }

    private void leave(Consumer<String, byte[]> consumer) {
        try {
            beforeLeaving(consumer);
        } catch (RuntimeException e) {
            LOG.debug("Not everything settled before leaving: {}", e.toString());
        }
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(3)));
        } catch (RuntimeException e) {
            LOG.debug("Consumer not closed cleanly: {}", e.toString());
        }
        revoke(List.copyOf(assigned));
    }

    private void revoke(Collection<Integer> partitions) {
        for (int partition : partitions) {
            if (assigned.remove(partition)) {
                try {
                    onRevoked(partition);
                } catch (RuntimeException e) {
                    LOG.atWarn()
                            .addKeyValue("topic", topic.name())
                            .addKeyValue("partition", partition)
                            .setCause(e)
                            .log("Handler failed when its partition was revoked");
                }
            }
        }
    }

    private long lag(Consumer<String, byte[]> consumer) {
        long sum = 0;
        for (int partition : assigned) {
            OptionalLong lag = consumer.currentLag(new TopicPartition(topic.name(), partition));
            sum += lag.orElse(0);
        }
        return sum;
    }

    @Override
    public final void close() {
        closing.countDown();
        Consumer<String, byte[]> consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
        if (Thread.currentThread() != thread) {
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
            if (thread.isAlive()) {
                LOG.warn("Consumer {} did not stop within {} s and is interrupted", thread.getName(), CLOSE_SECONDS);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kafka calls it inside of poll and close, on our thread. */
    private final class Rebalancing implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> consumer;

        Rebalancing(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            List<Integer> numbers =
                    partitions.stream().map(TopicPartition::partition).sorted().toList();
            assigned.addAll(numbers);
            onAssigned(consumer, numbers);
            joined.countDown();
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            revoke(partitions.stream().map(TopicPartition::partition).sorted().toList());
        }
    }
}
