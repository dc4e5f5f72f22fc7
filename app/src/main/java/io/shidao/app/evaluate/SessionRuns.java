package io.shidao.app.evaluate;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Runs many sessions on all cores; the order of the outcomes is that of the seeds. */
final class SessionRuns {
    private static final long APART = 1_000_003;

    private SessionRuns() {}

    static SessionOutcome run(LongFunction<SessionOutcome> session, int sessions, long seed, Progress progress) {
        List<SessionOutcome> outcomes = LongStream.range(0, sessions)
                .parallel()
                .mapToObj(i -> {
                    SessionOutcome outcome = session.apply(seed * APART + i);
                    progress.step();
                    return outcome;
                })
                .toList();
        return SessionOutcome.sum(outcomes);
    }
}
