package io.shidao.api.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.api.v1.OutdatedReference;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.ScriptedVision;
import io.shidao.testkit.fake.ScriptedVision.Face;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TemplateRemakerTest {
    private static final ModelId NEWER = new ModelId("scripted-2");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T08:00:00Z"));
    private final ScriptedVision vision = new ScriptedVision();
    private final ListedRemakes store = new ListedRemakes();
    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final MemoryLiveState live = new MemoryLiveState(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void countsEveryReferenceOnce() {
        double dropped = meters.find("api.enrol.remake.dropped").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
        assertThat(meters.counter("api.enrol.remake.received").count())
                .isEqualTo(meters.counter("api.enrol.remake.passed").count() + dropped);
    }

    @Test
    void makesEveryReferenceOfAnotherModelAgainAndEnds() {
        store.outdated("r1", crop(1));
        store.outdated("r2", crop(2));
        vision.show(Face.good(1, 120));

        assertThat(remaker().round()).isTrue();

        assertThat(store.made).containsOnlyKeys("r1", "r2");
        assertThat(store.made.values())
                .allSatisfy(template -> assertThat(template.size()).isGreaterThan(100));
        assertThat(meters.get("api.enrol.remake.waiting").gauge().value()).isZero();
    }

    @Test
    void endsAtOnceWhenTheModelIsTheSame() {
        assertThat(remaker().round()).isTrue();
    }

    @Test
    void remembersWhatNeedsANewPhotoInsteadOfTryingForEver() {
        store.outdated("faceless", crop(1));
        store.outdated("lost", Sha256.of(new byte[] {9}).hex());
        vision.show();

        assertThat(remaker().round()).isTrue();

        assertThat(store.failed)
                .containsEntry("faceless", RemakeStore.Failure.NO_FACE)
                .containsEntry("lost", RemakeStore.Failure.NO_PHOTO);
        assertThat(store.made).isEmpty();
    }

    @Test
    void oneThatGoesWrongDoesNotKeepTheOthersWaiting() {
        store.outdated("r1", crop(1));
        store.outdated("r2", crop(2));
        store.wrongAt = "r1";
        vision.show(Face.good(1, 120));
        TemplateRemaker remaker = remaker();

        assertThat(remaker.round()).as("there is more to do later").isFalse();
        assertThat(store.made).containsOnlyKeys("r2");
        store.wrongAt = "";

        assertThat(remaker.round()).isTrue();
        assertThat(store.made).containsOnlyKeys("r2", "r1");
    }

    @Test
    void triesWhatFailedOnceMoreAtTheNextStart() {
        store.outdated("r1", crop(1));
        vision.show();
        assertThat(remaker().round()).isTrue();
        assertThat(store.failed).containsOnlyKeys("r1");
        vision.show(Face.good(1, 120));

        assertThat(remaker().round()).isTrue();

        assertThat(store.made).containsOnlyKeys("r1");
        assertThat(store.failed).isEmpty();
    }

    @Test
    void leavesItToTheNodeThatIsAtIt() {
        store.outdated("r1", crop(1));
        vision.show(Face.good(1, 120));
        live.acquireLease("template-remaker", "another node", Duration.ofSeconds(30));

        TemplateRemaker remaker = remaker();

        assertThat(remaker.round()).isFalse();
        assertThat(store.made).isEmpty();

        clock.advance(Duration.ofSeconds(31));
        assertThat(remaker.round()).as("the other node is gone").isTrue();
    }

    @Test
    void goesOnWhereItStopped() {
        store.outdated("r1", crop(1));
        store.outdated("r2", crop(2));
        store.breaksAt = "r2";
        vision.show(Face.good(1, 120));
        TemplateRemaker remaker = remaker();

        assertThatThrownBy(remaker::round).isInstanceOf(StoreException.class);
        assertThat(store.made).containsOnlyKeys("r1");
        store.breaksAt = "";

        assertThat(remaker.round()).isTrue();
        assertThat(store.made).containsOnlyKeys("r1", "r2");
        assertThat(meters.counter("api.enrol.remake.passed").count()).isEqualTo(2);
    }

    private TemplateRemaker remaker() {
        vision.use(NEWER);
        return new TemplateRemaker(
                store,
                blobs,
                DataKey.of(DataKey.generate()),
                new Vision(vision, vision, vision, vision, vision),
                EnrolmentConfig.defaults(),
                live,
                meters);
    }

    private String crop(int number) {
        return blobs.put(Payload.wrap(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) number}))
                .hex();
    }

    /** References in lists. */
    private static final class ListedRemakes implements RemakeStore {
        private final List<Outdated> all = new ArrayList<>();
        private final Map<String, ByteString> made = new LinkedHashMap<>();
        private final Map<String, Failure> failed = new LinkedHashMap<>();
        private String breaksAt = "";
        private String wrongAt = "";

        void outdated(String id, String image) {
            all.add(new Outdated(id, "anna", "scripted-1", image));
        }

        private List<Outdated> waiting() {
            return all.stream()
                    .filter(old -> !made.containsKey(old.id()) && !failed.containsKey(old.id()))
                    .toList();
        }

        @Override
        public List<Outdated> listWaiting(String model, String after, int limit) {
            return waiting().stream()
                    .filter(old -> old.id().compareTo(after) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public void remake(
                Outdated old, String model, ByteString sealedTemplate, ReferenceStore.Comparison comparison) {
            if (old.id().equals(breaksAt)) {
                throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "store: gone");
            }
            if (old.id().equals(wrongAt)) {
                throw new IllegalStateException("one that goes wrong");
            }
            assertThat(model).isEqualTo(NEWER.value());
            made.put(old.id(), sealedTemplate);
        }

        @Override
        public void fail(Outdated old, String model, Failure why) {
            failed.put(old.id(), why);
        }

        @Override
        public void retryFailed(String model) {
            failed.clear();
        }

        @Override
        public Progress progress(Scope scope, @Nullable String institution, String model) {
            return new Progress(made.size(), waiting().size(), failed.size());
        }

        @Override
        public Page<OutdatedReference> list(
                Scope scope, @Nullable String institution, String model, boolean failedOnly, PageRequest page) {
            return new Page<>(List.of(), "");
        }
    }
}
