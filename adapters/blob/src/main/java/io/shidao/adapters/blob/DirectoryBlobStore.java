package io.shidao.adapters.blob;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps each picture in a file named by its digest, {@code ab/cd/abcd…}, sealed with the data key. What has been put is
 * on the disk; what is found has been checked. Several processes may share the directory. Thread-safe.
 */
public final class DirectoryBlobStore implements BlobStore {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryBlobStore.class);
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final Duration LEFT_OVER = Duration.ofHours(1);

    /** What sealing adds: version, nonce and tag, see {@link DataKey}. */
    private static final int SEAL_BYTES = 1 + 12 + 16;

    private final Path root;
    private final Path unfinished;
    private final DataKey key;

    private DirectoryBlobStore(Path root, DataKey key) {
        this.root = root;
        this.unfinished = root.resolve("unfinished");
        this.key = key;
    }

    /**
     * Makes the directory when it is not there, and clears what a killed process left unfinished.
     *
     * @param clock to tell what was left from what another process is writing now; the file system's time
     * @throws StoreException UNAVAILABLE or FULL
     */
    public static DirectoryBlobStore open(Path root, DataKey key, Clock clock) {
        DirectoryBlobStore store = new DirectoryBlobStore(root.toAbsolutePath().normalize(), key);
        try {
            Files.createDirectories(store.unfinished, PRIVATE_DIRECTORY);
            store.clearUnfinished(clock.instant().minus(LEFT_OVER));
            return store;
        } catch (IOException e) {
            throw failure(store.root, e);
        }
    }

    private void clearUnfinished(Instant before) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(unfinished)) {
            files = list.toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                Files.deleteIfExists(file);
                LOG.info("Removed a picture that was left unfinished");
            }
        }
    }

    @Override
    public Sha256 put(Payload content) {
        Sha256 digest = content.sha256();
        Path file = file(digest);
        try {
            if (!isThere(file, content.size())) {
                write(file, key.seal(content.toByteArray(), purpose(digest)));
            }
            return digest;
        } catch (IOException e) {
            throw failure(root, e);
        }
    }

    /** A file of another size is damaged, and is replaced. */
    private static boolean isThere(Path file, int contentSize) throws IOException {
        try {
            return Files.size(file) == contentSize + (long) SEAL_BYTES;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void write(Path file, byte[] sealed) throws IOException {
        Path fresh = unfinished.resolve(UUID.randomUUID().toString());
        try {
            try (FileChannel channel = FileChannel.open(
                    fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE_FILE)) {
                ByteBuffer bytes = ByteBuffer.wrap(sealed);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Path folder = folder(file);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            force(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Makes the two folders above the file; a new folder is durable when the one above it is. */
    private Path folder(Path file) throws IOException {
        Path second = root.resolve(root.relativize(file).subpath(0, 2));
        Path first = root.resolve(root.relativize(file).getName(0));
        if (!Files.isDirectory(second)) {
            Files.createDirectories(second, PRIVATE_DIRECTORY);
            force(first);
            force(root);
        }
        return second;
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<Payload> find(Sha256 digest) {
        try {
            byte[] content = key.open(Files.readAllBytes(file(digest)), purpose(digest));
            if (!Sha256.of(content).equals(digest)) {
                throw new StoreException(ErrorCode.CORRUPT, "picture " + digest + ": has another digest now");
            }
            return Optional.of(Payload.wrap(content));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure(root, e);
        }
    }

    @Override
    public boolean erase(Sha256 digest) {
        Path file = file(digest);
        try {
            boolean wasThere = Files.deleteIfExists(file);
            if (wasThere) {
                Path folder = file.getParent();
                if (folder != null) {
                    force(folder);
                }
            }
            return wasThere;
        } catch (IOException e) {
            throw failure(root, e);
        }
    }

    private Path file(Sha256 digest) {
        String hex = digest.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    private static String purpose(Sha256 digest) {
        return "blob:" + digest.hex();
    }

    /** Java has no exception of its own for a full disk: the texts are those of Linux's ENOSPC and EDQUOT. */
    static StoreException failure(Path root, IOException failure) {
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("no space left") || text.contains("quota exceeded")) {
            return new StoreException(
                    ErrorCode.FULL,
                    "pictures " + root + ": no space left (free some, enlarge the disk or shorten the retention, see"
                            + " OPERATIONS.md#store-full)",
                    failure);
        }
        return new StoreException(
                ErrorCode.UNAVAILABLE,
                "pictures " + root + ": " + failure + " (see OPERATIONS.md#store-unavailable)",
                failure);
    }
}
