package io.shidao.adapters.postgres.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.ingest.record.GapReason;
import io.shidao.ingest.record.RecordedSegment;
import io.shidao.ingest.record.RecordingGap;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSegmentIndexIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final SourceId A = new SourceId("a");
    private static final SourceId B = new SourceId("b");
    private static final SessionId SESSION = new SessionId("session");

    private final PostgresSegmentIndex index = new PostgresSegmentIndex(DATABASE.database());

    @BeforeEach
    void empty() {
        DATABASE.database().useTransaction(handle -> handle.execute("TRUNCATE recording_segment, recording_gap"));
    }

    @Test
    void listsWhatIsKeptOfTheSpanByStart() {
        RecordedSegment second = keep("2", A, 10);
        RecordedSegment first = keep("1", A, 0);
        keep("3", A, 20);
        keep("4", B, 0);
        index.announce(segment("unfinished", A, 5));

        assertThat(index.list(A, START.plusSeconds(5), START.plusSeconds(20), 10))
                .containsExactly(first, second);
        assertThat(index.list(A, START.plusSeconds(5), START.plusSeconds(20), 1))
                .containsExactly(first);
    }

    @Test
    void keepsTheRecordOfWhatWasErasedAsAGap() {
        RecordedSegment segment = keep("1", A, 0);

        index.erased("1", START.plusSeconds(100));

        assertThat(index.list(A, START, START.plusSeconds(100), 10)).isEmpty();
        assertThat(index.gaps(A, START, START.plusSeconds(100), 10))
                .containsExactly(new RecordingGap(A, SESSION, segment.from(), segment.to(), GapReason.ERASED));
    }

    @Test
    void namesGapsOnceByStart() {
        RecordingGap later =
                new RecordingGap(A, SESSION, START.plusSeconds(9), START.plusSeconds(12), GapReason.STORE_FULL);
        RecordingGap first = new RecordingGap(A, SESSION, START, START.plusSeconds(3), GapReason.SOURCE_LOST);
        index.gap(later);
        index.gap(first);
        index.gap(first);

        assertThat(index.gaps(A, START, START.plusSeconds(100), 10)).containsExactly(first, later);
        assertThat(index.gaps(A, START.plusSeconds(3), START.plusSeconds(9), 10))
                .isEmpty();
        assertThat(index.gaps(B, START, START.plusSeconds(100), 10)).isEmpty();
    }

    @Test
    void findsForErasingAlsoWhatWasNeverFinished() {
        RecordedSegment unfinished = segment("unfinished", A, 0);
        index.announce(unfinished);
        RecordedSegment kept = keep("2", A, 10);
        keep("3", B, 20);

        assertThat(index.endedBefore(START.plusSeconds(21), 10)).containsExactly(unfinished, kept);
        assertThat(index.oldest(A, 1)).containsExactly(unfinished);
        assertThat(index.bytes()).isEqualTo(Map.of(A, 2000L, B, 1000L));
    }

    @Test
    void knowsWhichContentIsShared() {
        RecordedSegment one = keep("1", A, 0);

        assertThat(index.isShared(one.content(), "1")).isFalse();
        keep("2", B, 0);
        assertThat(index.isShared(one.content(), "1")).isTrue();
        index.erased("2", START);
        assertThat(index.isShared(one.content(), "1")).isFalse();
    }

    private RecordedSegment keep(String id, SourceId source, int second) {
        RecordedSegment segment = segment(id, source, second);
        index.announce(segment);
        index.kept(id);
        return segment;
    }

    private static RecordedSegment segment(String id, SourceId source, int second) {
        return new RecordedSegment(
                id,
                source,
                SESSION,
                START.plusSeconds(second),
                START.plusSeconds(second + 10),
                "video/mp4; codecs=\"avc1.64001F\"",
                1000,
                Sha256.of(new byte[] {1}));
    }
}
