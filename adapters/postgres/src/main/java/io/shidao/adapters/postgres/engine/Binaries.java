package io.shidao.adapters.postgres.engine;

import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The programs of the server, unpacked from the class path once per version and shared by whoever comes later. */
final class Binaries {
    private static final Logger LOG = LoggerFactory.getLogger(Binaries.class);
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private Binaries() {}

    /** Returns the folder that has {@code bin/postgres}. */
    static Path unpack(Path parent) throws IOException {
        URLConnection archive = open();
        Path home = parent.resolve("postgresql-" + version(archive));
        if (!Files.exists(home)) {
            makeReachable(parent);
            unpackBeside(home, archive);
        }
        checkOwner(home);
        return home;
    }

    private static URLConnection open() throws IOException {
        URL url = Binaries.class.getResource(ARCHIVE);
        if (url == null) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "embedded postgres: " + ARCHIVE + " is not on the class path (expected: Linux on x86-64; on other"
                            + " machines use a PostgreSQL server of your own: database.url)");
        }
        URLConnection connection = url.openConnection();
        // a cached jar would be closed under other readers of the same jar when this stream is closed
        connection.setUseCaches(false);
        return connection;
    }

    /** The archive's checksum: another release of the server lands in another folder without anybody's care. */
    private static String version(URLConnection archive) throws IOException {
        long sum =
                archive instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : archive.getContentLengthLong();
        return "%08x".formatted(sum);
    }

    private static void makeReachable(Path parent) throws IOException {
        if (!Files.exists(parent)) {
            Files.createDirectories(parent);
            Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static void unpackBeside(Path home, URLConnection archive) throws IOException {
        long start = System.nanoTime();
        Path fresh = Files.createTempDirectory(home.getParent(), ".unpacking-");
        try {
            extract(archive, fresh);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
            LOG.info("PostgreSQL unpacked to {} in {} ms", home, (System.nanoTime() - start) / 1_000_000);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException | AtomicMoveNotSupportedException e) {
            Trees.delete(fresh);
            if (!Files.exists(home)) {
                throw e;
            }
            LOG.debug("Another process unpacked PostgreSQL first");
        } catch (IOException e) {
            Trees.delete(fresh);
            if (!Files.exists(home)) {
                throw e;
            }
        }
    }

    private static void extract(URLConnection archive, Path target) throws IOException {
        try (InputStream jar = new BufferedInputStream(archive.getInputStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(jar))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target);
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new IOException("archive entry outside of its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            directories(path, target);
            return;
        }
        Path parent = path.getParent();
        if (parent != null) {
            directories(parent, target);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, path);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Like {@link Files#createDirectories}, but open to the server's user whatever the umask is. */
    private static void directories(Path path, Path root) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Path parent = path.getParent();
        if (parent != null && !path.equals(root)) {
            directories(parent, root);
        }
        Files.createDirectory(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Programs that somebody else could have put there are not run. */
    private static void checkOwner(Path home) throws IOException {
        int owner = Account.ownerOf(home).uid();
        if (owner != 0 && owner != Account.current().uid()) {
            throw new StoreException(
                    ErrorCode.UNAVAILABLE,
                    "embedded postgres: " + home + " belongs to user " + owner
                            + " (expected: to us or to root; remove it," + " or give another folder)");
        }
    }
}
