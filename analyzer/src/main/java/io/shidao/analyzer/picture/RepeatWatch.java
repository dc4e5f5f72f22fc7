package io.shidao.analyzer.picture;

import io.shidao.analyzer.coverage.Sight;
import io.shidao.kernel.media.Sha256;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Key pictures that come again bit by bit. A sensor's noise is in every picture, so no camera codes two pictures into the
 * same bits; a file that is played in a loop does. Holds from the second picture on that came again, if at least three
 * others lay between: a camera in the dark has no noise and may send the same few pictures, but is no loop. What was coded
 * anew on its way is not found. Bounded; not thread-safe.
 */
final class RepeatWatch {
    /** Of one source in a session: 45 minutes at one key picture in 2 s are 1350. */
    private static final int MOST_PICTURES = 4096;

    private static final int LEAST_BETWEEN = 3;
    private static final int HOLDS_AFTER = 2;

    /** When it came first, and as which picture it came last. */
    private record Seen(Instant at, int number) {}

    private final Map<Sha256, Seen> pictures = new LinkedHashMap<>();
    private int number;
    private int repeats;
    private @Nullable Instant since;

    /** What is to be said of a picture: nothing, or that what came since its first time was a loop. */
    Optional<Trouble> look(Sha256 bits, Instant at) {
        number++;
        Seen before = pictures.get(bits);
        pictures.put(bits, new Seen(before == null ? at : before.at(), number));
        forgetOldest();
        if (before == null
                || number - before.number() <= LEAST_BETWEEN
                || !before.at().isBefore(at)) {
            return Optional.empty();
        }
        repeats++;
        Instant from = since == null || before.at().isBefore(since) ? before.at() : since;
        since = from;
        return repeats < HOLDS_AFTER
                ? Optional.empty()
                : Optional.of(new Trouble(Sight.REPLAYED, from, repeats == HOLDS_AFTER));
    }

    private void forgetOldest() {
        if (pictures.size() > MOST_PICTURES) {
            pictures.remove(pictures.keySet().iterator().next());
        }
    }
}
