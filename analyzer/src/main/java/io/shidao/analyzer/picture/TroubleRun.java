package io.shidao.analyzer.picture;

import io.shidao.analyzer.coverage.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Samples that show one trouble: it begins to hold after several, and ends after two good ones. Not thread-safe. */
final class TroubleRun {
    private static final int GOOD_END_IT = 2;

    private final Sight sight;
    private final int samples;
    private final Duration holds;
    private @Nullable Instant since;
    private int bad;
    private int good;
    private boolean holding;

    TroubleRun(Sight sight, int samples, Duration holds) {
        this.sight = sight;
        this.samples = samples;
        this.holds = holds;
    }

    /** What is to be said at this sample: nothing when it is good, or when the trouble does not hold yet. */
    Optional<Trouble> next(boolean shows, Instant at) {
        if (!shows) {
            good++;
            if (!holding || good >= GOOD_END_IT) {
                since = null;
                bad = 0;
                holding = false;
            }
            return Optional.empty();
        }
        good = 0;
        bad++;
        Instant from = since == null ? at : since;
        since = from;
        boolean was = holding;
        holding = holding || (bad >= samples && Duration.between(from, at).compareTo(holds) >= 0);
        return holding ? Optional.of(new Trouble(sight, from, !was)) : Optional.empty();
    }
}
