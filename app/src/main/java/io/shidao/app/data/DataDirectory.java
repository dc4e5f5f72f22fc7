package io.shidao.app.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds everything an installation of the one-machine edition keeps. Only one process at a time can
 * open it, and only a version that knows its layout.
 */
public final class DataDirectory implements AutoCloseable {
    /** Version of the layout below. */
    static final String LAYOUT = "1";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataDirectory(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** @throws DataDirectoryException when it is in use, of another version, or cannot be made */
    public static DataDirectory open(Path path) {
        Path root = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            // The database runs as another user when we run as root: it must be able to pass through, not to look.
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx--x--x"));
            FileChannel file =
                    FileChannel.open(root.resolve("shidao.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(file);
            if (lock == null) {
                file.close();
                throw new DataDirectoryException("data directory " + root
                        + ": in use by another process (stop it first, or choose another with --data)");
            }
            checkLayout(root);
            return new DataDirectory(root, file, lock);
        } catch (IOException e) {
            throw new DataDirectoryException(
                    "data directory " + root + ": " + e.getMessage()
                            + " (expected: a directory on a local disk that this user may write)",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void checkLayout(Path root) throws IOException {
        Path version = root.resolve("VERSION");
        if (!Files.exists(version)) {
            Files.writeString(version, LAYOUT + "\n");
            return;
        }
        String found = Files.readString(version).strip();
        if (!found.equals(LAYOUT)) {
            throw new DataDirectoryException("data directory " + root + ": layout version " + found + " (expected: "
                    + LAYOUT + "; likely written by another release, see OPERATIONS.md#upgrade)");
        }
    }

    public Path root() {
        return root;
    }

    /** A subdirectory that only this user can read, made when missing. */
    public Path privateDirectory(String name) {
        Path directory = root.resolve(name);
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            return directory;
        } catch (IOException e) {
            throw new DataDirectoryException("data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            lock.release();
            lockFile.close();
        } catch (IOException e) {
            throw new DataDirectoryException("data directory " + root + ": cannot be unlocked: " + e.getMessage(), e);
        }
    }
}
