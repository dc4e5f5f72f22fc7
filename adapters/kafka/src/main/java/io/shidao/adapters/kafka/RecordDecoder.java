package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bytes to events; what is no event of the topic is counted, reported now and then, and left out. Single-threaded. */
final class RecordDecoder<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);
    private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Topic<T> topic;
    private final BusMetrics.Consuming metrics;
    private int unreported;
    private long reportedAt = System.nanoTime() - REPORT_NANOS;

    RecordDecoder(Topic<T> topic, BusMetrics.Consuming metrics) {
        this.topic = topic;
        this.metrics = metrics;
    }

    List<BusRecord<T>> decode(List<ConsumerRecord<String, byte[]>> records) {
        List<BusRecord<T>> events = new ArrayList<>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            decode(record).ifPresent(events::add);
        }
        return events;
    }

    private Optional<BusRecord<T>> decode(ConsumerRecord<String, byte[]> record) {
        try {
            byte[] bytes = record.value();
            if (record.key() == null || (bytes == null && !topic.compacted())) {
                throw new IllegalArgumentException("no key, or no value");
            }
            T event = bytes == null ? null : topic.decode().apply(bytes);
            return Optional.of(new BusRecord<>(
                    record.partition(),
                    record.offset(),
                    record.key(),
                    event,
                    Instant.ofEpochMilli(record.timestamp())));
        } catch (RuntimeException e) {
            metrics.dropped("undecodable");
            report(record, e);
            return Optional.empty();
        }
    }

    private void report(ConsumerRecord<String, byte[]> record, RuntimeException failure) {
        unreported++;
        if (System.nanoTime() - reportedAt >= REPORT_NANOS) {
            LOG.atWarn()
                    .addKeyValue("topic", topic.name())
                    .addKeyValue("partition", record.partition())
                    .addKeyValue("offset", record.offset())
                    .addKeyValue("count", unreported)
                    .log("Events left out that cannot be decoded, last cause: {}", failure.getMessage());
            unreported = 0;
            reportedAt = System.nanoTime();
        }
    }
}
