package io.shidao.adapters.postgres.engine;

import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one embedded server: {@code cluster/} (PostgreSQL's own), {@code password}, {@code postgres.log}. */
final class Cluster {
    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final long LOG_LIMIT_BYTES = 10L << 20;
    private static final int TAIL_BYTES = 2000;

    private final Path directory;
    private final Path home;
    private final Account account;

    private Cluster(Path directory, Path home, Account account) {
        this.directory = directory;
        this.home = home;
        this.account = account;
    }

    /** Opens the cluster in {@code directory}, making it when there is none. */
    static Cluster open(Path directory, Path home) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        // the server's user must pass through, and see nothing but its own folder
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Path data = directory.resolve("cluster");
        boolean isNew = !Files.exists(data);
        Cluster cluster = new Cluster(directory, home, isNew ? Account.forServer() : existingOwner(data));
        Account current = Account.current();
        if (!cluster.account.equals(current)) {
            checkReachable(directory);
            checkReachable(home.resolve("bin"));
        }
        cluster.rotateLog();
        if (isNew) {
            cluster.initialise();
        }
        return cluster;
    }

    private static Account existingOwner(Path data) throws IOException {
        Account owner = Account.ownerOf(data);
        Account current = Account.current();
        if (owner.isRoot()) {
            return Account.forServer();
        }
        if (!current.isRoot() && current.uid() != owner.uid()) {
            throw unavailable(data + " belongs to user " + owner.uid() + ", and we are " + current.uid()
                    + " (expected: the same user; run as that user or as root, or chown -R the folder)");
        }
        return owner;
    }

    /** Every folder on the way must let other users pass. */
    private static void checkReachable(Path path) throws IOException {
        for (Path folder = path; folder != null; folder = folder.getParent()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
            if (!permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                throw unavailable(
                        folder + " is closed to other users (expected: permission x for others on every folder"
                                + " above " + path + ", because PostgreSQL does not run as root and is run as nobody;"
                                + " choose folders outside of it, or chmod o+x " + folder + ")");
            }
        }
    }

    private void rotateLog() throws IOException {
        Path log = log();
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, directory.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Made beside and moved into place, so that a cluster that is there is complete. */
    private void initialise() throws IOException, InterruptedException {
        long start = System.nanoTime();
        Path fresh = directory.resolve("cluster.new");
        Trees.delete(fresh);
        Files.createDirectory(
                fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(fresh);
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        writePrivately(directory.resolve("password"), password);
        Path forInitdb = directory.resolve("password.initdb");
        writePrivately(forInitdb, password);
        account.own(forInitdb);
        try {
            run("initdb", 120, initdb(fresh, forInitdb));
        } finally {
            Files.deleteIfExists(forInitdb);
        }
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        LOG.info("PostgreSQL cluster made in {} in {} ms", directory, (System.nanoTime() - start) / 1_000_000);
    }

    private List<String> initdb(Path target, Path password) {
        return List.of(
                program("initdb"),
                "--pgdata=" + target,
                "--username=" + EmbeddedPostgres.USER,
                "--auth=scram-sha-256",
                "--pwfile=" + password,
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8");
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    /** Runs a program of the server's to its end. */
    void run(String what, long seconds, List<String> command) throws IOException, InterruptedException {
        Process process = start(command);
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw unavailable(what + " not done after " + seconds + " s; its log ends with:\n" + logTail());
        }
        if (process.exitValue() != 0) {
            throw unavailable(what + " failed with " + process.exitValue() + "; its log ends with:\n" + logTail());
        }
    }

    /** Starts a program as the server's user; it gets SIGINT when the calling thread ends. */
    Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(account.command(command));
        builder.directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "embedded postgres: setsid or setpriv cannot be run: " + e.getMessage()
                            + " (expected: both installed, Debian: apt-get install util-linux)",
                    e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    Path data() {
        return directory.resolve("cluster");
    }

    Path log() {
        return directory.resolve("postgres.log");
    }

    String password() throws IOException {
        return Files.readString(directory.resolve("password"));
    }

    /** The end of the server's log, for messages. */
    String logTail() {
        try {
            byte[] all = Files.readAllBytes(log());
            int from = Math.max(0, all.length - TAIL_BYTES);
            return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "(" + log() + " cannot be read: " + e.getMessage() + ")";
        }
    }

    static StoreException unavailable(String problem) {
        return new StoreException(ErrorCode.UNAVAILABLE, "embedded postgres: " + problem);
    }
}
