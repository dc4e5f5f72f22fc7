package io.shidao.analyzer.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.sample.SourceChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoverageLedgerTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final SourceId CAMERA = new SourceId("camera-1");
    private static final SourceId OTHER = new SourceId("camera-2");
    private static final long END = 600;

    private final CoverageLedger ledger = new CoverageLedger(Duration.ofSeconds(5));

    @Test
    void isSeenWhereSamplesFollowEachOther() {
        samples(0, 595);

        assertThat(spans()).containsExactly(span(0, END, Sight.SEEN, null));
    }

    @Test
    void hasNoDataWhereNobodySaysWhy() {
        samples(100, 200);

        assertThat(spans())
                .containsExactly(
                        span(0, 100, Sight.NO_DATA, null),
                        span(100, 205, Sight.SEEN, null),
                        span(205, END, Sight.NO_DATA, null));
    }

    @Test
    void namesTheStateInWhichTheSourceWasNotConnected() {
        changed(SourceState.STREAMING, 0);
        samples(0, 200);
        changed(SourceState.REFUSED, 205);
        changed(SourceState.CONNECTING, 210);
        changed(SourceState.REFUSED, 211);
        changed(SourceState.UNAUTHORISED, 300);
        changed(SourceState.CONNECTING, 310);
        changed(SourceState.STREAMING, 400);
        samples(400, 595);

        assertThat(spans())
                .containsExactly(
                        span(0, 205, Sight.SEEN, null),
                        span(205, 300, Sight.NOT_CONNECTED, SourceState.REFUSED),
                        span(300, 400, Sight.NOT_CONNECTED, SourceState.UNAUTHORISED),
                        span(400, END, Sight.SEEN, null));
    }

    @Test
    void givesTheTimeBeforeAFreezeWasNoticedToTheFreeze() {
        changed(SourceState.STREAMING, 0);
        samples(0, 200);
        changed(SourceState.FROZEN, 213);
        changed(SourceState.CONNECTING, 214);

        assertThat(spans())
                .containsExactly(span(0, 205, Sight.SEEN, null), span(205, END, Sight.FROZEN, SourceState.FROZEN));
    }

    @Test
    void hasNoDataOfASourceThatDeliversButIsNotSampled() {
        changed(SourceState.DEGRADED, 0);

        assertThat(spans()).containsExactly(span(0, END, Sight.NO_DATA, SourceState.DEGRADED));
    }

    @Test
    void tellsSamplesThatCouldNotBeDecoded_butNotOneBetweenGoodOnes() {
        samples(0, 300);
        ledger.damaged(CAMERA, at(202));
        for (long second = 305; second < END; second += 5) {
            ledger.damaged(CAMERA, at(second));
        }

        assertThat(spans()).containsExactly(span(0, 305, Sight.SEEN, null), span(305, END, Sight.DAMAGED, null));
    }

    @Test
    void takesAPictureCheckAtItsWord_whateverCameAndInWhicheverOrder() {
        ledger.judge(CAMERA, at(100), at(100), Sight.DARK);
        samples(0, 595);
        ledger.judge(CAMERA, at(105), at(195), Sight.DARK);
        // found out later: half of it was a loop
        ledger.judge(CAMERA, at(150), at(295), Sight.REPLAYED);
        ledger.judge(CAMERA, at(150), at(295), Sight.REPLAYED);

        assertThat(spans())
                .containsExactly(
                        span(0, 100, Sight.SEEN, null),
                        span(100, 150, Sight.DARK, null),
                        span(150, 300, Sight.REPLAYED, null),
                        span(300, END, Sight.SEEN, null));
    }

    @Test
    void joinsJudgementsOfSamplesThatFollowEachOtherAndKeepsOthersApart() {
        samples(0, 595);
        ledger.judge(CAMERA, at(100), at(100), Sight.COVERED);
        ledger.judge(CAMERA, at(110), at(110), Sight.COVERED);
        ledger.judge(CAMERA, at(200), at(200), Sight.COVERED);

        assertThat(spans())
                .containsExactly(
                        span(0, 100, Sight.SEEN, null),
                        span(100, 115, Sight.COVERED, null),
                        span(115, 200, Sight.SEEN, null),
                        span(200, 205, Sight.COVERED, null),
                        span(205, END, Sight.SEEN, null));
    }

    @Test
    void coversWhatAnySourceShowed() {
        samples(0, 195);
        LongStream.rangeClosed(60, 119).filter(s -> s % 5 == 0).forEach(s -> ledger.seen(OTHER, at(180 + s)));
        ledger.judge(CAMERA, at(50), at(95), Sight.COVERED);

        assertThat(ledger.seen(window(), at(END)))
                .containsExactly(interval(0, 50), interval(100, 200), interval(240, 300));
    }

    @Test
    void knowsNothingBeyondTheNewestSample() {
        samples(0, 200);

        assertThat(ledger.spans(CAMERA, window(), at(200)))
                .containsExactly(span(0, 200, Sight.SEEN, null), span(200, END, Sight.NO_DATA, null));
    }

    @Test
    void isBoundedWhateverTheCameraDoes() {
        for (int i = 0; i < 10_000; i++) {
            changed(i % 2 == 0 ? SourceState.STREAMING : SourceState.ENDED, i);
            ledger.judge(CAMERA, at(20L * i), at(20L * i), Sight.DARK);
            ledger.damaged(CAMERA, at(20L * i + 10));
            ledger.seen(new SourceId("camera-" + i), at(i));
        }

        SourceCoverage known = Objects.requireNonNull(ledger.sources().get(CAMERA));
        assertThat(ledger.sources()).hasSize(CoverageLedger.MOST_SOURCES);
        assertThat(known.states()).hasSize(SourceCoverage.MOST_STATES);
        assertThat(known.judged(Sight.DARK).list()).hasSizeLessThanOrEqualTo(512);
        assertThat(known.damaged().list()).hasSizeLessThanOrEqualTo(512);
    }

    @Test
    void letsOnlyPictureChecksJudgePictures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ledger.judge(CAMERA, at(0), at(1), Sight.FROZEN))
                .withMessageContaining("FROZEN");
    }

    private void samples(long from, long to) {
        for (long second = from; second <= to; second += 5) {
            ledger.seen(CAMERA, at(second));
        }
    }

    private void changed(SourceState state, long second) {
        ledger.changed(new SourceChange(new SessionId("session-1"), CAMERA, state, "", at(second)));
    }

    private List<CoverageSpan> spans() {
        return ledger.spans(CAMERA, window(), at(END));
    }

    private static Interval window() {
        return interval(0, END);
    }

    private static Instant at(long second) {
        return START.plusSeconds(second);
    }

    private static Interval interval(long from, long to) {
        return new Interval(at(from), at(to));
    }

    private static CoverageSpan span(long from, long to, Sight sight, @Nullable SourceState state) {
        return new CoverageSpan(interval(from, to), sight, state);
    }
}
