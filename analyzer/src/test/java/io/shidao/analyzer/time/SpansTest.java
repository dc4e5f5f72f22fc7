package io.shidao.analyzer.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.record.Interval;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpansTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration GAP = Duration.ofSeconds(15);

    private final Spans spans = new Spans();

    @Test
    void takesAwayWhatIsLater() {
        add(0, 10, 20, 100, 110, 200);

        spans.cutAfter(at(105));

        assertThat(spans.list()).containsExactly(span(0, 20), span(100, 105));
        spans.cutAfter(at(20));
        assertThat(spans.list()).containsExactly(span(0, 20));
        spans.cutAfter(at(-1));
        assertThat(spans.isEmpty()).isTrue();
    }

    @Test
    void cannotBeCutWhereNothingIs() {
        spans.cutAfter(NINE);

        assertThat(spans.list()).isEmpty();
    }

    @Test
    void closesTheGapThatAWholeSpanFills() {
        add(0, 60);

        spans.add(span(10, 50), GAP);

        assertThat(spans.list()).containsExactly(span(0, 60));
    }

    private void add(int... seconds) {
        for (int second : seconds) {
            spans.add(at(second), GAP);
        }
    }

    private static Interval span(int from, int to) {
        return new Interval(at(from), at(to));
    }

    private static Instant at(int second) {
        return NINE.plusSeconds(second);
    }
}
