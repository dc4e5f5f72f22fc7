package io.shidao.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordingRetentionTest {
    private static final SourceId A = new SourceId("a");
    private static final SourceId B = new SourceId("b");
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final MemorySegmentIndex index = new MemorySegmentIndex();
    private final SettableClock clock = new SettableClock(START.plusSeconds(1000));

    @Test
    void erasesByAgeAndNamesTheGap() {
        RecordedSegment old = keep(A, 0, "old");
        RecordedSegment young = keep(A, 990, "young");

        assertThat(retention(Duration.ofSeconds(100), 1000, 1000).apply()).isEqualTo(1);

        assertThat(index.all()).containsExactly(young);
        assertThat(blobs.find(old.content())).isEmpty();
        assertThat(blobs.find(young.content())).isPresent();
        assertThat(new RecordingSpans(index).of(A, old.from(), old.to()))
                .extracting(RecordingSpans.Span::gap)
                .containsExactly(GapReason.ERASED);
    }

    @Test
    void erasesTheOldestOfASourceThatHasTooMuch() {
        keep(A, 0, "12345");
        RecordedSegment newer = keep(A, 10, "67890");
        RecordedSegment other = keep(B, 0, "abcde");

        retention(Duration.ofDays(1), 1000, 7).apply();

        assertThat(index.all()).containsExactlyInAnyOrder(newer, other);
    }

    @Test
    void erasesTheOldestOfAllWhenAllHaveTooMuch() {
        keep(A, 0, "12345");
        keep(B, 10, "67890");
        RecordedSegment newest = keep(A, 20, "abcde");

        retention(Duration.ofDays(1), 7, 1000).apply();

        assertThat(index.all()).containsExactly(newest);
    }

    @Test
    void leavesContentThatAnotherSegmentStillHas() {
        keep(A, 0, "same");
        RecordedSegment young = keep(B, 990, "same");

        retention(Duration.ofSeconds(100), 1000, 1000).apply();

        assertThat(index.all()).isEqualTo(List.of(young));
        assertThat(blobs.find(young.content())).isPresent();
    }

    private RecordingRetention retention(Duration keepFor, long bytes, long bytesPerSource) {
        return new RecordingRetention(
                blobs,
                index,
                keepFor,
                bytes,
                bytesPerSource,
                clock,
                new RecordingMetrics(new SimpleMeterRegistry(), new MemoryBudget(1)));
    }

    private RecordedSegment keep(SourceId source, int second, String text) {
        Payload content = Payload.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        RecordedSegment segment = new RecordedSegment(
                source + "-" + second,
                source,
                new SessionId("session"),
                START.plusSeconds(second),
                START.plusSeconds(second + 5),
                "video/mp4",
                content.size(),
                content.sha256());
        index.announce(segment);
        blobs.put(content);
        index.kept(segment.id());
        return segment;
    }
}
