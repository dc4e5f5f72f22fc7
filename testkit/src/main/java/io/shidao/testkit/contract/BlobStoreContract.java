package io.shidao.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a {@link BlobStore} does. Tests may share one: each keeps content of its own. */
public abstract class BlobStoreContract {
    private static final SplittableRandom RANDOM = new SplittableRandom();

    protected abstract BlobStore store();

    /** Content that nobody else has. */
    protected static Payload content(int size) {
        byte[] bytes = new byte[size];
        RANDOM.nextBytes(bytes);
        return Payload.wrap(bytes);
    }

    @Test
    void findsWhatWasPutByItsDigest() {
        Payload content = content(1000);

        Sha256 digest = store().put(content);

        assertThat(digest).isEqualTo(content.sha256());
        assertThat(store().find(digest)).contains(content);
    }

    @Test
    void takesThePictureOfALargeCamera() {
        Payload content = content(6 << 20);

        assertThat(store().find(store().put(content))).contains(content);
    }

    @Test
    void changesNothingWhenTheSameIsPutAgain() {
        Payload content = content(1000);
        store().put(content);

        Sha256 again = store().put(content);

        assertThat(store().find(again)).contains(content);
        assertThat(store().erase(again)).isTrue();
        assertThat(store().find(again)).isEmpty();
    }

    @Test
    void findsNothingUnderAnUnknownDigest() {
        assertThat(store().find(content(10).sha256())).isEmpty();
        assertThat(store().erase(content(10).sha256())).isFalse();
    }

    @Test
    void takesBackWhatWasErased() {
        Payload content = content(1000);
        store().erase(store().put(content));

        Sha256 digest = store().put(content);

        assertThat(store().find(digest)).contains(content);
    }

    @Test
    void keepsTheSameContentFromSeveralThreadsAtOnce() {
        Payload content = content(200_000);

        List<Sha256> digests = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> store().put(content))
                .toList();

        assertThat(digests).isEqualTo(Collections.nCopies(8, content.sha256()));
        assertThat(store().find(content.sha256())).contains(content);
    }
}
