package io.shidao.app.node;

import io.shidao.adapters.kafka.KafkaBusConfig;

/**
 * The bus.
 *
 * @param embedded whether this process runs its own broker; otherwise {@code bus.servers} are asked
 * @param port of the embedded broker on 127.0.0.1; 0 takes a free one
 * @param bus how topics are made and used
 */
public record KafkaSettings(boolean embedded, int port, KafkaBusConfig bus) {
    /** A broker of our own on a free port. */
    public static KafkaSettings defaults() {
        return new KafkaSettings(true, 0, KafkaBusConfig.defaults());
    }

    /** The same bus at another address. */
    KafkaBusConfig busAt(String servers) {
        return new KafkaBusConfig(
                servers,
                bus.propertiesFile(),
                bus.partitions(),
                bus.replicationFactor(),
                bus.retention(),
                bus.retentionMegabytes(),
                bus.connectTimeout(),
                bus.deliveryTimeout(),
                bus.blockTimeout(),
                bus.bufferMegabytes(),
                bus.sessionTimeout(),
                bus.batch());
    }
}
