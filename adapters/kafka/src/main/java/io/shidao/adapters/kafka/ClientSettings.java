package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Settings of Kafka's clients. */
final class ClientSettings {
    private static final int FETCH_BYTES = 16 << 20;

    private final KafkaBusConfig config;
    private final Properties extra;

    private ClientSettings(KafkaBusConfig config, Properties extra) {
        this.config = config;
        this.extra = extra;
    }

    static ClientSettings of(KafkaBusConfig config) {
        Properties extra = new Properties();
        if (!config.propertiesFile().isEmpty()) {
            try (Reader in = Files.newBufferedReader(Path.of(config.propertiesFile()))) {
                extra.load(in);
            } catch (IOException e) {
                throw new BusException("bus: properties-file " + config.propertiesFile() + ": " + e, false, e);
            }
        }
        return new ClientSettings(config, extra);
    }

    Properties admin() {
        Properties settings = common();
        set(settings, "default.api.timeout.ms", config.connectTimeout().toMillis());
        set(
                settings,
                "request.timeout.ms",
                Math.min(10_000, config.connectTimeout().toMillis()));
        return settings;
    }

    /** Every in-sync replica has it, in order and once, or the publisher hears of it within the delivery time-out. */
    Properties producer() {
        Properties settings = common();
        long delivery = config.deliveryTimeout().toMillis();
        set(settings, "key.serializer", StringSerializer.class.getName());
        set(settings, "value.serializer", ByteArraySerializer.class.getName());
        set(settings, "acks", "all");
        set(settings, "enable.idempotence", true);
        set(settings, "delivery.timeout.ms", delivery);
        set(settings, "request.timeout.ms", Math.max(500, Math.min(5000, delivery / 2)));
        set(settings, "linger.ms", 0);
        set(settings, "max.block.ms", config.blockTimeout().toMillis());
        set(settings, "buffer.memory", (long) config.bufferMegabytes() << 20);
        set(settings, "max.request.size", Limits.REQUEST_BYTES);
        // key frames are compressed already, everything else is small
        set(settings, "compression.type", "none");
        return settings;
    }

    /** @param reset what to do without an offset: {@code latest}, or {@code none} where offsets are always given */
    Properties consumer(String group, String name, String reset) {
        Properties settings = common();
        long session = config.sessionTimeout().toMillis();
        set(settings, "key.deserializer", StringDeserializer.class.getName());
        set(settings, "value.deserializer", ByteArrayDeserializer.class.getName());
        set(settings, "group.id", group);
        set(settings, "client.id", group + "-" + name);
        set(settings, "enable.auto.commit", false);
        set(settings, "auto.offset.reset", reset);
        set(settings, "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
        set(settings, "session.timeout.ms", session);
        set(settings, "heartbeat.interval.ms", session / 4);
        set(settings, "max.poll.records", config.batch());
        set(settings, "fetch.max.bytes", FETCH_BYTES);
        set(settings, "max.partition.fetch.bytes", FETCH_BYTES / 4);
        set(settings, "default.api.timeout.ms", 10_000);
        set(settings, "request.timeout.ms", 8000);
        return settings;
    }

    private Properties common() {
        Properties settings = new Properties();
        set(settings, "bootstrap.servers", config.servers());
        set(settings, "reconnect.backoff.ms", 50);
        set(settings, "reconnect.backoff.max.ms", 1000);
        set(settings, "metadata.max.age.ms", 30_000);
        // nobody looks at Kafka's beans: the bus has metrics of its own
        set(settings, "metric.reporters", "");
        set(settings, "enable.metrics.push", false);
        settings.putAll(extra);
        return settings;
    }

    private static void set(Properties settings, String key, Object value) {
        settings.setProperty(key, value.toString());
    }
}
