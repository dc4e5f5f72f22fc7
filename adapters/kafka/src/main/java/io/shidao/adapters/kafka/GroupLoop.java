package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.Topic;
import io.shidao.kernel.store.StoreException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Single events to a consumer, at least once; the group's offset is kept by Kafka.
 *
 * <p>An event that the consumer fails on is tried {@value #ATTEMPTS} times. Then, if the failure says that it may
 * pass (a store that is away), we leave the group and come back to the same event later, for as long as it takes. Any
 * other failure is the event's own: it is left out, counted and reported, so that it does not hold up all that follow.
 */
final class GroupLoop<T> extends ConsumerLoop {
    static final int ATTEMPTS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(GroupLoop.class);
    private static final long FIRST_RETRY_MILLIS = 100;

    private final Topic<T> topic;
    private final java.util.function.Consumer<BusRecord<T>> consume;
    private final RecordDecoder<T> decoder;
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();

    GroupLoop(
            Topic<T> topic,
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            BusMetrics.Consuming metrics,
            java.util.function.Consumer<BusRecord<T>> consume) {
        super(topic, name, consumers, metrics);
        this.topic = topic;
        this.consume = consume;
        this.decoder = new RecordDecoder<>(topic, metrics);
    }

    /** Fixes the start of a new group at once: otherwise a restart before its first event would start at a later end. */
    @Override
    void onAssigned(Consumer<String, byte[]> consumer, Collection<Integer> partitions) {
        Set<TopicPartition> ours = partitions.stream()
                .map(partition -> new TopicPartition(topic.name(), partition))
                .collect(Collectors.toSet());
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(ours);
        Set<TopicPartition> fresh = ours.stream()
                .filter(partition -> committed.get(partition) == null)
                .collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            consumer.endOffsets(fresh).forEach((partition, end) -> {
                consumer.seek(partition, end);
                done.put(partition, new OffsetAndMetadata(end));
            });
            commit(consumer);
        }
    }

    @Override
    void onRevoked(int partition) {
        done.remove(new TopicPartition(topic.name(), partition));
    }

    @Override
    void round(Consumer<String, byte[]> consumer) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        int left = records.count();
        metrics.received(left);
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                if (isClosing()) {
                    break;
                }
                decoder.decode(List.of(record)).forEach(this::consume);
                left--;
                done.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            }
        } finally {
            metrics.returned(left);
        }
        commit(consumer);
    }

    private void consume(BusRecord<T> event) {
        for (int attempt = 1; ; attempt++) {
            try {
                consume.accept(event);
                metrics.passed(1);
                progressed();
                return;
            } catch (RuntimeException e) {
                if (attempt < ATTEMPTS && !pause(FIRST_RETRY_MILLIS << (attempt - 1))) {
                    continue;
                }
                if (isClosing() || mayPass(e)) {
                    throw e;
                }
                leaveOut(event, e);
                return;
            }
        }
    }

    private static boolean mayPass(RuntimeException failure) {
        return (failure instanceof StoreException store && store.retryable())
                || (failure instanceof BusException bus && bus.retryable());
    }

    private void leaveOut(BusRecord<T> event, RuntimeException failure) {
        metrics.dropped("failed");
        LOG.atError()
                .addKeyValue("topic", topic.name())
                .addKeyValue("partition", event.partition())
                .addKeyValue("offset", event.offset())
                .setCause(failure)
                .log("Event left out after {} attempts to handle it", ATTEMPTS);
    }

    private void commit(Consumer<String, byte[]> consumer) {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done);
            done.clear();
        } catch (RebalanceInProgressException e) {
            LOG.debug("Offsets are committed after the rebalance");
        } catch (WakeupException e) {
            consumer.commitSync(done);
            done.clear();
            throw e;
        }
    }

    @Override
    void beforeLeaving(Consumer<String, byte[]> consumer) {
        commit(consumer);
    }
}
