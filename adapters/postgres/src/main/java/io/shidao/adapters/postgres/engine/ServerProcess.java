package io.shidao.adapters.postgres.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running {@code postgres} program. Thread-safe. */
final class ServerProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);

    private final Cluster cluster;
    private final Process process;
    private final int port;

    private ServerProcess(Cluster cluster, Process process, int port) {
        this.cluster = cluster;
        this.process = process;
        this.port = port;
    }

    static ServerProcess start(EmbeddedPostgresConfig config, Cluster cluster) throws IOException {
        int port = config.port() == 0 ? freePort() : config.port();
        CompletableFuture<Process> started = new CompletableFuture<>();
        // Linux sends the parent-death signal when the thread that started the child ends, not the process
        Thread keeper = new Thread(() -> keep(cluster, command(config, cluster, port), started), "postgres-keeper");
        keeper.setDaemon(true);
        keeper.start();
        try {
            return new ServerProcess(cluster, started.join(), port);
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e.getCause() instanceof RuntimeException runtime ? runtime : e;
        }
    }

    private static void keep(Cluster cluster, List<String> command, CompletableFuture<Process> started) {
        Process process;
        try {
            process = cluster.start(command);
            started.complete(process);
        } catch (IOException | RuntimeException e) {
            started.completeExceptionally(e);
            return;
        }
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted; the server needs this thread until it has ended");
            }
        }
    }

    private static List<String> command(EmbeddedPostgresConfig config, Cluster cluster, int port) {
        return List.of(
                cluster.program("postgres"),
                "-D",
                cluster.data().toString(),
                "--port=" + port,
                "--listen_addresses=127.0.0.1",
                "--unix_socket_directories=",
                "--fsync=on",
                "--synchronous_commit=on",
                "--full_page_writes=on",
                "--max_connections=" + config.maxConnections(),
                "--shared_buffers=" + config.sharedBuffersMegabytes() + "MB",
                "--max_wal_size=512MB",
                "--password_encryption=scram-sha-256",
                "--timezone=UTC",
                "--log_timezone=UTC",
                // failed statements are the application's to report, and would bring people's data into the log
                "--log_min_messages=log",
                "--log_min_error_statement=panic",
                "--log_error_verbosity=terse",
                "--log_checkpoints=off");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Fast shutdown; without effect when it has ended. Falls back to harsher means when it does not end in time. */
    void stop(Duration limit) {
        try {
            if (process.isAlive()) {
                cluster.run("pg_ctl stop", limit.toSeconds() + 5, stopCommand(limit));
            }
            if (process.waitFor(1, TimeUnit.SECONDS)) {
                return;
            }
            LOG.warn("PostgreSQL did not shut down within {}; it is killed and will recover when started", limit);
        } catch (IOException | RuntimeException e) {
            LOG.warn("PostgreSQL is killed and will recover when started: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }

    private List<String> stopCommand(Duration limit) {
        return List.of(
                cluster.program("pg_ctl"),
                "stop",
                "--pgdata=" + cluster.data(),
                "--mode=fast",
                "--wait",
                "--timeout=" + limit.toSeconds(),
                "--silent");
    }
}
