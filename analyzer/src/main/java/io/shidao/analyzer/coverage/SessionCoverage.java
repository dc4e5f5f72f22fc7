package io.shidao.analyzer.coverage;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.time.Duration;
import java.util.List;

/**
 * The coverage ledger of one source in one session, as it is kept beside the attendance that rests on it.
 *
 * @param spans every instant from the session's start on once, in order
 */
public record SessionCoverage(SessionId session, SourceId source, List<CoverageSpan> spans) {
    public SessionCoverage {
        spans = List.copyOf(spans);
    }

    /** @param seen whether to count the time that was seen, or the other */
    public Duration total(boolean seen) {
        return spans.stream()
                .filter(span -> span.isSeen() == seen)
                .map(span -> span.time().length())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
