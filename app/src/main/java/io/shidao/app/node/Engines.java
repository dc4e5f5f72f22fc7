package io.shidao.app.node;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.adapters.kafka.EmbeddedKafka;
import io.shidao.adapters.kafka.EmbeddedKafkaConfig;
import io.shidao.adapters.kafka.KafkaBus;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.DatabaseConfig;
import io.shidao.adapters.postgres.engine.EmbeddedPostgres;
import io.shidao.adapters.postgres.engine.EmbeddedPostgresConfig;
import io.shidao.app.data.DataDirectory;
import io.shidao.kernel.bus.Bus;
import java.nio.file.Path;

/** Broker and database: our own ones, or those the configuration names. The two can be started at the same time. */
final class Engines {
    private final ShidaoConfig config;
    private final DataDirectory data;
    private final Path cache;
    private final Resources resources;
    private final MeterRegistry meters;

    Engines(ShidaoConfig config, DataDirectory data, Path cache, Resources resources, MeterRegistry meters) {
        this.config = config;
        this.data = data;
        this.cache = cache;
        this.resources = resources;
        this.meters = meters;
    }

    Bus bus() {
        KafkaSettings kafka = config.kafka();
        String servers = kafka.bus().servers();
        if (kafka.embedded()) {
            EmbeddedKafkaConfig usual = EmbeddedKafkaConfig.in(data.privateDirectory("kafka"));
            servers = resources
                    .keep(EmbeddedKafka.start(new EmbeddedKafkaConfig(
                            usual.directory(),
                            kafka.port(),
                            usual.controllerPort(),
                            usual.flushInterval(),
                            usual.startTimeout(),
                            usual.stopTimeout())))
                    .servers();
        }
        return resources.keep(KafkaBus.open(kafka.busAt(servers), meters));
    }

    Database database() {
        return database(config, data.root(), cache, resources, meters);
    }

    /** The database alone, for a command that needs no broker. */
    static Database database(ShidaoConfig config, Path root, Path cache, Resources resources, MeterRegistry meters) {
        PostgresSettings postgres = config.postgres();
        DatabaseConfig where = postgres.database();
        if (postgres.embedded()) {
            EmbeddedPostgres server = resources.keep(EmbeddedPostgres.start(
                    EmbeddedPostgresConfig.in(root.resolve("postgres"), cache.resolve("postgres"))
                            .withPort(postgres.port())));
            DatabaseConfig own = server.databaseConfig();
            where = new DatabaseConfig(
                    own.url(),
                    own.user(),
                    own.password(),
                    where.maxConnections(),
                    where.connectTimeout(),
                    where.statementTimeout());
        }
        return resources.keep(Database.open(where, meters));
    }
}
