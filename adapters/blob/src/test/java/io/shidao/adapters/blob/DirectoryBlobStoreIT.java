package io.shidao.adapters.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.kernel.store.StoreException.ErrorCode;
import io.shidao.testkit.contract.BlobStoreContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryBlobStoreIT extends BlobStoreContract {
    @TempDir
    Path directory;

    private DirectoryBlobStore store;

    @BeforeEach
    void open() {
        store = open(DataKey.of(DataKey.generate()));
    }

    private DirectoryBlobStore open(DataKey key) {
        return DirectoryBlobStore.open(directory, key, Clock.systemUTC());
    }

    @Override
    protected BlobStore store() {
        return store;
    }

    @Test
    void laysNothingReadableOnTheDisk() throws IOException {
        byte[] picture = "JFIF a face, a face, a face".getBytes(StandardCharsets.UTF_8);

        Sha256 digest = store.put(Payload.wrap(picture));

        assertThat(Files.readString(file(digest), StandardCharsets.ISO_8859_1)).doesNotContain("face");
        assertThat(Files.getPosixFilePermissions(file(digest))).hasSize(2);
    }

    @Test
    void saysCorruptForChangedBits() throws IOException {
        Sha256 digest = store.put(content(1000));
        byte[] bytes = Files.readAllBytes(file(digest));
        bytes[500] ^= 1;
        Files.write(file(digest), bytes);

        assertCorrupt(digest);
    }

    @Test
    void saysCorruptForAFileUnderAnotherName() throws IOException {
        Sha256 one = store.put(content(1000));
        Sha256 two = store.put(content(1000));
        Files.write(file(one), Files.readAllBytes(file(two)));

        assertCorrupt(one);
    }

    @Test
    void saysCorruptWithAnotherDataKey() {
        Sha256 digest = store.put(content(1000));
        store = open(DataKey.of(DataKey.generate()));

        assertCorrupt(digest);
    }

    @Test
    void replacesAFileThatWasCutShort() throws IOException {
        Payload content = content(1000);
        Sha256 digest = store.put(content);
        Files.write(file(digest), new byte[0]);

        store.put(content);

        assertThat(store.find(digest)).contains(content);
    }

    @Test
    void clearsWhatAKilledProcessLeftUnfinished_butNotWhatIsBeingWritten() throws IOException {
        Path left = Files.writeString(directory.resolve("unfinished/left"), "half");

        open(DataKey.of(DataKey.generate()));
        assertThat(left).exists();

        DirectoryBlobStore.open(
                directory, DataKey.of(DataKey.generate()), Clock.offset(Clock.systemUTC(), Duration.ofHours(2)));
        assertThat(left).doesNotExist();
    }

    @Test
    void saysFullWhenTheDiskIs() {
        StoreException failure =
                DirectoryBlobStore.failure(directory, new FileSystemException("f", null, "No space left on device"));

        assertThat(failure.code()).isEqualTo(ErrorCode.FULL);
        assertThat(failure.retryable()).isTrue();
        assertThat(failure).hasMessageContaining("OPERATIONS.md#store-full");
    }

    private void assertCorrupt(Sha256 digest) {
        assertThatThrownBy(() -> store.find(digest))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CORRUPT));
    }

    private Path file(Sha256 digest) {
        return directory
                .resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex().substring(2, 4))
                .resolve(digest.hex());
    }
}
