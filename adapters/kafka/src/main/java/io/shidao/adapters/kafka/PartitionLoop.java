package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Topic;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whole partitions to a handler that keeps the offsets. */
final class PartitionLoop<T> extends ConsumerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Topic<T> topic;
    private final PartitionHandler<T> handler;
    private final RecordDecoder<T> decoder;
    private final Map<Integer, Long> idleAt = new HashMap<>();

    PartitionLoop(
            Topic<T> topic,
            String name,
            Supplier<Consumer<String, byte[]>> consumers,
            BusMetrics.Consuming metrics,
            PartitionHandler<T> handler) {
        super(topic, name, consumers, metrics);
        this.topic = topic;
        this.handler = handler;
        this.decoder = new RecordDecoder<>(topic, metrics);
    }

    @Override
    void onAssigned(Consumer<String, byte[]> consumer, Collection<Integer> partitions) {
        for (int partition : partitions) {
            long offset = handler.assigned(partition);
            TopicPartition where = new TopicPartition(topic.name(), partition);
            if (offset == 0) {
                consumer.seekToBeginning(List.of(where));
            } else {
                consumer.seek(where, offset);
            }
            LOG.atDebug()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("partition", partition)
                    .addKeyValue("offset", offset)
                    .log("Partition assigned");
        }
    }

    @Override
    void onRevoked(int partition) {
        idleAt.remove(partition);
        handler.revoked(partition);
    }

    @Override
    void round(Consumer<String, byte[]> consumer) {
        ConsumerRecords<String, byte[]> records = poll(consumer);
        int left = records.count();
        metrics.received(left);
        try {
            for (TopicPartition partition : records.partitions()) {
                if (isClosing()) {
                    return;
                }
                List<BusRecord<T>> events = decoder.decode(records.records(partition));
                // those that were left out are counted as dropped
                left -= records.records(partition).size() - events.size();
                handle(partition.partition(), events);
                left -= events.size();
            }
        } finally {
            metrics.returned(left);
        }
        idle(consumer, records.partitions());
    }

    private ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> consumer) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach((partition, offset) -> {
                metrics.gap();
                LOG.atWarn()
                        .addKeyValue("topic", topic.name())
                        .addKeyValue("partition", partition.partition())
                        .addKeyValue("offset", offset)
                        .log("Offset is not kept any more, reading goes on with the oldest event that is:"
                                + " events in between are lost to this consumer (see bus.retention)");
            });
            consumer.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
            return ConsumerRecords.empty();
        }
    }

    private void handle(int partition, List<BusRecord<T>> events) {
        if (!events.isEmpty()) {
            handler.handle(partition, events);
            metrics.passed(events.size());
            progressed();
        }
    }

    private void idle(Consumer<String, byte[]> consumer, Set<TopicPartition> busy) {
        long now = System.nanoTime();
        for (int partition : new HashSet<>(assigned)) {
            TopicPartition where = new TopicPartition(topic.name(), partition);
            boolean nothingMore = consumer.currentLag(where).orElse(1) == 0;
            if (nothingMore
                    && !busy.contains(where)
                    && now - idleAt.getOrDefault(partition, now - IDLE_NANOS) >= IDLE_NANOS) {
                handler.idle(partition);
                idleAt.put(partition, now);
            }
        }
    }
}
