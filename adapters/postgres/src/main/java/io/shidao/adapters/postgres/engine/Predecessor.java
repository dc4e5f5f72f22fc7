package io.shidao.adapters.postgres.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server on the same cluster that outlived the process that started it. It got SIGINT when that process died and is
 * on its way out; until it has gone, no other can start.
 */
final class Predecessor {
    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);

    private Predecessor() {}

    /** Waits until it has gone; asks once more half-way. */
    static void awaitEnd(Cluster cluster, Duration limit) throws IOException, InterruptedException {
        Optional<ProcessHandle> left = find(cluster.data());
        if (left.isEmpty()) {
            return;
        }
        LOG.info(
                "PostgreSQL process {} of a process that was killed is still shutting down",
                left.get().pid());
        if (!ended(left.get(), limit.dividedBy(2))) {
            left.get().destroy();
            if (!ended(left.get(), limit.dividedBy(2))) {
                throw Cluster.unavailable("process " + left.get().pid() + " still serves " + cluster.data() + " after "
                        + limit.toSeconds() + " s (expected: it ends with the process that started it; look at it, then"
                        + " kill -INT " + left.get().pid() + ")");
            }
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The process of postmaster.pid, unless its number has been given to some other program since. */
    private static Optional<ProcessHandle> find(Path data) throws IOException {
        try {
            String first = Files.readAllLines(data.resolve("postmaster.pid")).stream()
                    .findFirst()
                    .orElse("")
                    .strip();
            long pid = Long.parseLong(first);
            String command = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return command.contains(data.toString()) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
