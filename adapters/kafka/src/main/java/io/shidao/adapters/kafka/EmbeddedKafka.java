package io.shidao.adapters.kafka;

import io.shidao.kernel.bus.BusException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka node (broker and controller) inside this process, on 127.0.0.1 only. The one class that touches Kafka's
 * internal classes, which may change with any release. Thread-safe.
 *
 * <p>When its disk fails or is full, Kafka ends the whole process at once, by design: see the README.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
    private static final String CONTROLLER = "CONTROLLER";
    private static final int NODE = 1;
    private static final int PORT_ATTEMPTS = 3;

    private final EmbeddedKafkaConfig config;
    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedKafka(EmbeddedKafkaConfig config, KafkaRaftServer server, int port) {
        this.config = config;
        this.server = server;
        this.port = port;
    }

    /**
     * Starts the broker and waits until it serves; makes its log when there is none.
     *
     * @throws BusException when it does not start in time
     */
    public static EmbeddedKafka start(EmbeddedKafkaConfig config) {
        long start = System.nanoTime();
        Path log = config.directory().resolve("log");
        try {
            String clusterId = Files.exists(log) ? clusterId(log) : format(log);
            EmbeddedKafka kafka = startServer(config, log);
            LOG.info(
                    "Kafka {} on {} ready in {} ms",
                    clusterId,
                    kafka.servers(),
                    (System.nanoTime() - start) / 1_000_000);
            return kafka;
        } catch (IOException e) {
            throw new BusException("embedded kafka: " + config.directory() + ": " + e, false, e);
        }
    }

    /** Made beside and moved into place, so that a log that is there is complete. */
    private static String format(Path log) throws IOException {
        Path fresh = log.resolveSibling("log.new");
        delete(fresh);
        Files.createDirectories(fresh);
        String clusterId = Uuid.randomUuid().toString();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(clusterId)
                    .setNodeId(NODE)
                    .addDirectory(fresh.toString())
                    .setMetadataLogDirectory(fresh.toString())
                    .setControllerListenerName(CONTROLLER)
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("cannot be formatted", e);
        }
        Files.move(fresh, log, StandardCopyOption.ATOMIC_MOVE);
        return clusterId;
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String clusterId(Path log) throws IOException {
        Properties meta = new Properties();
        try (Reader in = Files.newBufferedReader(log.resolve("meta.properties"))) {
            meta.load(in);
        }
        return meta.getProperty("cluster.id", "unknown");
    }

    /** A free port may be taken between finding and using it, so there is more than one attempt. */
    private static EmbeddedKafka startServer(EmbeddedKafkaConfig config, Path log) throws IOException {
        boolean fixed = config.port() != 0 && config.controllerPort() != 0;
        for (int attempt = 1; ; attempt++) {
            int port = config.port() == 0 ? freePort() : config.port();
            int controllerPort = config.controllerPort() == 0 ? freePort() : config.controllerPort();
            KafkaRaftServer server = new KafkaRaftServer(
                    new KafkaConfig(properties(config, log, port, controllerPort), false), Time.SYSTEM);
            try {
                within(config.startTimeout(), "start", server::startup);
                return new EmbeddedKafka(config, server, port);
            } catch (BusException e) {
                stop(server, config.stopTimeout());
                if (fixed || attempt == PORT_ATTEMPTS || !isPortTaken(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.BindException) {
                return true;
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> properties(EmbeddedKafkaConfig config, Path log, int port, int controllerPort) {
        Map<String, String> properties = new HashMap<>();
        properties.putAll(identity(log, port, controllerPort));
        properties.putAll(quickRestart(config));
        properties.putAll(oneNode());
        properties.putAll(smallMemory());
        return properties;
    }

    private static Map<String, String> identity(Path log, int port, int controllerPort) {
        String broker = "PLAINTEXT://127.0.0.1:" + port;
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE),
                "listeners",
                broker + "," + CONTROLLER + "://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                broker,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
                "controller.listener.names",
                CONTROLLER,
                "inter.broker.listener.name",
                "PLAINTEXT",
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controllerPort,
                "log.dirs",
                log.toString(),
                "auto.create.topics.enable",
                "false");
    }

    /** After a kill the new broker waits until the session of the old one has run out. */
    private static Map<String, String> quickRestart(EmbeddedKafkaConfig config) {
        return Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "initial.broker.registration.timeout.ms",
                        Long.toString(config.startTimeout().toMillis()),
                "controller.quorum.election.timeout.ms", "200",
                "controller.quorum.election.backoff.max.ms", "200",
                "log.flush.interval.ms", Long.toString(config.flushInterval().toMillis()),
                "log.flush.scheduler.interval.ms",
                        Long.toString(config.flushInterval().toMillis()),
                "log.flush.offset.checkpoint.interval.ms", "5000",
                "num.recovery.threads.per.data.dir", "2",
                "group.min.session.timeout.ms", "1000");
    }

    private static Map<String, String> oneNode() {
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "default.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0");
    }

    private static Map<String, String> smallMemory() {
        return Map.of(
                "message.max.bytes",
                Integer.toString(Limits.REQUEST_BYTES),
                "replica.fetch.max.bytes",
                Integer.toString(Limits.REQUEST_BYTES),
                "socket.request.max.bytes",
                Integer.toString(4 * Limits.REQUEST_BYTES),
                "num.network.threads",
                "2",
                "num.io.threads",
                "2",
                "background.threads",
                "2",
                "log.cleaner.threads",
                "1",
                "log.cleaner.dedupe.buffer.size",
                Integer.toString(4 << 20),
                "log.index.size.max.bytes",
                Integer.toString(1 << 20),
                "log.retention.check.interval.ms",
                "60000");
    }

    /** For {@link KafkaBusConfig#at}. */
    public String servers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Shuts down cleanly, so that the next start need not recover. */
    @Override
    public void close() {
        stop(server, config.stopTimeout());
    }

    private static void stop(KafkaRaftServer server, Duration limit) {
        try {
            within(limit, "stop", () -> {
                server.shutdown();
                server.awaitShutdown();
            });
        } catch (BusException e) {
            LOG.warn("{}; it will recover when started again", e.getMessage());
        }
    }

    private static void within(Duration limit, String what, Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(() -> complete(done, work), "kafka-" + what);
        thread.setDaemon(true);
        thread.start();
        try {
            done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new BusException("embedded kafka: cannot " + what + ": " + cause, false, cause);
        } catch (TimeoutException e) {
            throw new BusException("embedded kafka: " + what + " took longer than " + limit, true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BusException("embedded kafka: interrupted during " + what, true, e);
        }
    }

    private static void complete(CompletableFuture<Void> done, Runnable work) {
        try {
            work.run();
            done.complete(null);
        } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
        }
    }
}
