package io.shidao.adapters.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.kernel.bus.Topic;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bus on Kafka. Thread-safe. */
public final class KafkaBus implements Bus {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaBus.class);
    private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(5);

    private final KafkaBusConfig config;
    private final ClientSettings settings;
    private final Producer<String, byte[]> producer;
    private final BusMetrics metrics;
    private final Set<ConsumerLoop> loops = ConcurrentHashMap.newKeySet();
    private final AtomicInteger members = new AtomicInteger();

    private KafkaBus(
            KafkaBusConfig config, ClientSettings settings, Producer<String, byte[]> producer, BusMetrics metrics) {
        this.config = config;
        this.settings = settings;
        this.producer = producer;
        this.metrics = metrics;
    }

    /**
     * Connects, and makes the topics of {@link Topics#all} that are missing.
     *
     * @param metrics receives {@code bus.*}
     * @throws BusException when the brokers cannot be reached in time
     */
    public static KafkaBus open(KafkaBusConfig config, MeterRegistry metrics) {
        return open(config, Topics.all(), metrics);
    }

    static KafkaBus open(KafkaBusConfig config, Collection<Topic<?>> topics, MeterRegistry metrics) {
        ClientSettings settings = ClientSettings.of(config);
        try {
            new TopicMaker(config).ensure(topics, settings);
            return new KafkaBus(config, settings, new KafkaProducer<>(settings.producer()), new BusMetrics(metrics));
        } catch (KafkaException e) {
            throw new BusException(
                    "bus: cannot connect to " + config.servers() + ": " + e.getMessage()
                            + " (see OPERATIONS.md#bus-unavailable)",
                    true,
                    e);
        }
    }

    @Override
    public <T> CompletionStage<Long> publish(Topic<T> topic, String key, @Nullable T event) {
        byte[] bytes = event == null ? null : topic.encode().apply(event);
        CompletableFuture<Long> acknowledged = new CompletableFuture<>();
        Timer.Sample timer = metrics.startPublish();
        try {
            Future<?> unused = producer.send(new ProducerRecord<>(topic.name(), key, bytes), (where, failure) -> {
                if (failure == null) {
                    metrics.published(topic, timer);
                    acknowledged.complete(where.offset());
                } else {
                    acknowledged.completeExceptionally(failed(topic, failure));
                }
            });
        } catch (KafkaException | IllegalStateException e) {
            acknowledged.completeExceptionally(failed(topic, e));
        }
        return acknowledged;
    }

    private BusException failed(Topic<?> topic, Exception cause) {
        boolean tooLarge = cause instanceof RecordTooLargeException;
        boolean retryable = cause instanceof RetriableException;
        metrics.publishFailed(topic, tooLarge ? "too-large" : retryable ? "unavailable" : "refused");
        String advice =
                tooLarge ? "expected: up to " + Limits.EVENT_BYTES + " bytes" : "see OPERATIONS.md#bus-unavailable";
        return new BusException(
                "publish to " + topic + ": " + cause.getMessage() + " (" + advice + ")", retryable, cause);
    }

    /** Returns when the group's start is fixed: what is published from now on will be consumed. */
    @Override
    public <T> Subscription subscribe(Topic<T> topic, String group, Consumer<BusRecord<T>> consumer) {
        String name = Integer.toString(members.incrementAndGet());
        GroupLoop<T> loop = new GroupLoop<>(
                topic,
                group + "-" + name,
                () -> new KafkaConsumer<>(settings.consumer(group, name, "latest")),
                metrics.consuming(topic, group, name),
                consumer);
        Subscription subscription = run(loop);
        try {
            if (!loop.awaitJoined(config.connectTimeout())) {
                LOG.warn("Group {} of topic {} not joined within {}", group, topic, config.connectTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return subscription;
    }

    @Override
    public <T> Subscription subscribePartitions(
            Topic<T> topic, String group, String name, PartitionHandler<T> handler) {
        String member = name + "-" + members.incrementAndGet();
        return run(new PartitionLoop<>(
                topic,
                group + "-" + member,
                () -> new KafkaConsumer<>(settings.consumer(group, member, "none")),
                metrics.consuming(topic, group, member),
                handler));
    }

    private Subscription run(ConsumerLoop loop) {
        loops.add(loop);
        loop.start();
        return () -> {
            loop.close();
            loops.remove(loop);
        };
    }

    /** Stops the consumers, then waits a few seconds for what has been published to be acknowledged. */
    @Override
    public void close() {
        List.copyOf(loops).parallelStream().forEach(ConsumerLoop::close);
        loops.clear();
        producer.close(PRODUCER_CLOSE);
    }
}
