package io.shidao.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.StoreException;
import io.shidao.testkit.fake.MemoryBlobStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceRecorderTest {
    private static final SourceId SOURCE = new SourceId("source");
    private static final SessionId SESSION = new SessionId("session");
    private static final Instant END = Footage.START.plusSeconds(600);
    private static final RecordingConfig CONFIG = new RecordingConfig(
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofSeconds(8),
            16,
            1,
            100,
            Duration.ofDays(1),
            1,
            1);

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final MemorySegmentIndex index = new MemorySegmentIndex();
    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void cutsSegmentsAtKeyPicturesWithoutALoss() {
        record(RecordingPolicy.CONTINUOUS, recorder -> bring(recorder, 0, 255));

        assertThat(index.all())
                .extracting(RecordedSegment::from)
                .containsExactly(Footage.at(0), Footage.at(100), Footage.at(200));
        assertThat(index.all())
                .extracting(RecordedSegment::to)
                .containsExactly(Footage.at(100), Footage.at(200), Footage.at(255));
        assertThat(pictures(Footage.at(0), END)).isEqualTo(255);
        assertThat(spans(Footage.at(0), Footage.at(255)))
                .containsExactly(new RecordingSpans.Span(Footage.at(0), Footage.at(255), null));
        assertThat(budget.used()).isZero();
    }

    @Test
    void clipsFromTheKeyPictureAtOrBeforeToTheTimeExactly() {
        record(RecordingPolicy.CONTINUOUS, recorder -> bring(recorder, 0, 255));

        Clip clip = new ClipReader(blobs, index)
                .find(SOURCE, Footage.at(95), Footage.at(123))
                .orElseThrow();

        assertThat(clip.from()).isEqualTo(Footage.at(90));
        List<Long> decode = decodeTimes(clip);
        assertThat(decode).hasSize(123 - 90).isSorted().doesNotHaveDuplicates();
        assertThat(decode.get(0)).isZero();
        // a tick is 1/90000 s, and a step between segments may round by one
        assertThat(decode.get(decode.size() - 1)).isBetween(32 * 9000L - 2, 32 * 9000L + 2);
    }

    @Test
    void namesTheSpanInWhichTheSourceWasGone() {
        record(RecordingPolicy.CONTINUOUS, recorder -> {
            bring(recorder, 0, 34);
            recorder.interrupted(SourceState.TIMED_OUT);
            bring(recorder, 87, 120);
        });

        assertThat(spans(Footage.at(0), Footage.at(120)))
                .containsExactly(
                        new RecordingSpans.Span(Footage.at(0), Footage.at(34), null),
                        new RecordingSpans.Span(Footage.at(34), Footage.at(90), GapReason.SOURCE_LOST),
                        new RecordingSpans.Span(Footage.at(90), Footage.at(120), null));
    }

    @Test
    void showsAPauseInTheRecordingAsAPauseInTheClip() {
        record(RecordingPolicy.CONTINUOUS, recorder -> {
            bring(recorder, 0, 30);
            recorder.interrupted(SourceState.TIMED_OUT);
            bring(recorder, 90, 120);
        });

        List<Long> decode = decodeTimes(
                new ClipReader(blobs, index).find(SOURCE, Footage.at(0), END).orElseThrow());

        assertThat(decode).hasSize(60);
        assertThat(decode.get(30) - decode.get(29)).isBetween(61 * 9000L - 2, 61 * 9000L + 2);
    }

    @Test
    void keepsOnlyWhatIsAroundAnAnomaly() {
        record(RecordingPolicy.AROUND_ANOMALIES, recorder -> {
            bring(recorder, 0, 200);
            recorder.keepAround(Footage.at(195), Footage.at(195));
            bring(recorder, 200, 500);
        });

        RecordedSegment first = index.all().get(0);
        RecordedSegment last = index.all().get(index.all().size() - 1);
        assertThat(first.from()).isBetween(Footage.at(195 - 60), Footage.at(195 - 50));
        assertThat(last.to()).isBetween(Footage.at(195 + 80), Footage.at(195 + 90));
        assertThat(spans(first.from(), last.to())).hasSize(1);
        assertThat(spans(Footage.at(0), first.from()))
                .extracting(RecordingSpans.Span::gap)
                .containsExactly(GapReason.NOT_RECORDED);
    }

    /** It began 15 s before anybody could know; the ring reaches back 20 s. */
    @Test
    void keepsAnAnomalyFromItsBeginningWhereThatIsInReach() {
        record(RecordingPolicy.AROUND_ANOMALIES, recorder -> {
            bring(recorder, 0, 400);
            recorder.keepAround(Footage.at(240), Footage.at(395));
            bring(recorder, 400, 700);
        });

        RecordedSegment last = index.all().get(index.all().size() - 1);
        assertThat(index.all().get(0).from()).isBetween(Footage.at(180), Footage.at(190));
        assertThat(last.to()).isBetween(Footage.at(395 + 80), Footage.at(395 + 90));
        assertThat(spans(index.all().get(0).from(), last.to())).hasSize(1);
    }

    @Test
    void keepsWhatIsLeftOfAnAnomalyThatBeganBeforeTheRing() {
        record(RecordingPolicy.AROUND_ANOMALIES, recorder -> {
            bring(recorder, 0, 400);
            recorder.keepAround(Footage.at(10), Footage.at(395));
            bring(recorder, 400, 700);
        });

        assertThat(index.all().get(0).from()).isBetween(Footage.at(180), Footage.at(200));
    }

    @Test
    void holdsNoMoreThanItsReachWhileNothingHappens() {
        List<Long> held = new ArrayList<>();
        record(RecordingPolicy.AROUND_ANOMALIES, recorder -> {
            for (int number = 0; number < 600; number++) {
                recorder.accessUnit(Footage.unit(number, 1000));
                held.add(budget.used());
            }
        });

        // the reach of 20 s, the group that is left of it in part, and the open one
        assertThat(held).allMatch(bytes -> bytes <= 22 * Footage.PER_SECOND * 1200L);
        assertThat(index.all()).isEmpty();
        assertThat(budget.used()).isZero();
    }

    /** 20 s of this would be 1 MB, all there is for all sources. */
    @Test
    void holdsNoMoreThanThePreRollWhenHalfOfTheMemoryIsUsed() {
        List<Long> held = new ArrayList<>();
        record(RecordingPolicy.AROUND_ANOMALIES, recorder -> {
            for (int number = 0; number < 600; number++) {
                recorder.accessUnit(Footage.unit(number, 5000));
                held.add(budget.used());
            }
        });

        // half, a group more until it is seen, and the open one
        assertThat(held).allMatch(bytes -> bytes <= (1 << 19) + 2 * Footage.PER_SECOND * 5200L);
        assertThat(index.all()).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void dropsWhatDoesNotFitIntoMemoryAndSaysSo() {
        record(RecordingPolicy.CONTINUOUS, recorder -> {
            bring(recorder, 0, 20);
            for (int number = 20; number < 30; number++) {
                recorder.accessUnit(Footage.unit(number, 200_000));
            }
            bring(recorder, 30, 50);
        });

        assertThat(spans(Footage.at(0), Footage.at(50)))
                .extracting(RecordingSpans.Span::gap)
                .containsExactly(null, GapReason.OVERLOADED, null);
        assertThat(budget.used()).isZero();
    }

    @Test
    void recordsNothingOutsideSessionsAndNothingWhenOff() {
        record(RecordingPolicy.CONTINUOUS, recorder -> {
            for (int number = -100; number < 0; number++) {
                recorder.accessUnit(Footage.unit(number));
            }
        });
        record(RecordingPolicy.OFF, recorder -> bring(recorder, 0, 100));

        assertThat(index.all()).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void namesWhatTheStoreCouldNotTake() {
        BlobStore full = new BlobStore() {
            @Override
            public Sha256 put(Payload content) {
                throw new StoreException(StoreException.ErrorCode.FULL, "no space left");
            }

            @Override
            public Optional<Payload> find(Sha256 digest) {
                return Optional.empty();
            }

            @Override
            public boolean erase(Sha256 digest) {
                return false;
            }
        };

        record(full, RecordingPolicy.CONTINUOUS, recorder -> bring(recorder, 0, 100));

        assertThat(index.all()).isEmpty();
        assertThat(spans(Footage.at(0), Footage.at(100)))
                .containsExactly(new RecordingSpans.Span(Footage.at(0), Footage.at(100), GapReason.STORE_FULL));
        assertThat(meters.counter("ingest.record.segments.received").count())
                .isEqualTo(meters.counter("ingest.record.segments.dropped", "reason", "store_full")
                        .count());
        assertThat(budget.used()).isZero();
    }

    private interface Script {
        void play(SourceRecorder recorder);
    }

    private void record(RecordingPolicy policy, Script script) {
        record(blobs, policy, script);
    }

    /** Plays the script and waits until all is written. */
    private void record(BlobStore store, RecordingPolicy policy, Script script) {
        SegmentWriter writer = new SegmentWriter(store, index, budget, new RecordingMetrics(meters, budget), 100);
        SourceRecorder recorder = new SourceRecorder(
                SOURCE,
                policy,
                time -> time.isBefore(Footage.START) || !time.isBefore(END) ? Optional.empty() : Optional.of(SESSION),
                CONFIG,
                budget,
                writer);
        script.play(recorder);
        recorder.closed();
        writer.close();
    }

    private static void bring(SourceRecorder recorder, int from, int to) {
        for (int number = from; number < to; number++) {
            recorder.accessUnit(Footage.unit(number));
        }
    }

    private List<RecordingSpans.Span> spans(Instant from, Instant to) {
        return new RecordingSpans(index).of(SOURCE, from, to);
    }

    private int pictures(Instant from, Instant to) {
        return decodeTimes(new ClipReader(blobs, index).find(SOURCE, from, to).orElseThrow())
                .size();
    }

    private static List<Long> decodeTimes(Clip clip) {
        ByteBuffer file = ByteBuffer.allocate(1 << 20);
        clip.parts().forEachRemaining(file::put);
        byte[] bytes = new byte[file.flip().remaining()];
        file.get(bytes);
        return FragmentedFile.of(Payload.wrap(bytes)).parts().stream()
                .map(FragmentedFile.Part::decode)
                .toList();
    }
}
