package io.shidao.analyzer.align;

import io.shidao.analyzer.track.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the tracks that a sample shows are worth a close look, the costly step. All that it asks is in the tracks, so
 * the same samples get the same looks whoever goes on with a session. Stateless.
 */
public final class LookPlanner {
    private final AlignConfig config;

    public LookPlanner(AlignConfig config) {
        this.config = config;
    }

    /**
     * @param seen tracks of the faces of this sample
     * @param previousAt time of the session's newest sample before this one; null for the first
     */
    public Set<Track> worthALook(Collection<Track> seen, @Nullable Instant previousAt, Instant at) {
        List<Track> large = seen.stream()
                .filter(track -> track.box().height() >= config.leastHeightPixels())
                .toList();
        if (config.reverifyAfter().isZero()) {
            return new HashSet<>(large);
        }
        Duration sincePrevious = previousAt == null
                ? Duration.ZERO
                : Duration.between(previousAt, at).abs();
        Set<Track> wanted = new HashSet<>();
        large.stream()
                .filter(track -> isUncertain(track, sincePrevious) || isDueUndecided(track, at))
                .forEach(wanted::add);
        List<Track> settled = large.stream()
                .filter(track -> track.decision().isDecided() && !wanted.contains(track))
                .toList();
        settled.stream()
                .filter(track -> age(track, at).multipliedBy(2).compareTo(config.reverifyAfter()) >= 0)
                .sorted(Comparator.comparing((Track track) -> age(track, at))
                        .reversed()
                        .thenComparing(Track::id))
                .limit(turns(settled.size(), sincePrevious))
                .forEach(wanted::add);
        return wanted;
    }

    /** Whether somebody else may sit there by now: moved, not seen in between, or unlike itself at the last look. */
    private static boolean isUncertain(Track track, Duration sincePrevious) {
        return track.embeddedAt() == null
                || track.hasMoved()
                || track.isOdd()
                || track.away().compareTo(sincePrevious) > 0;
    }

    private boolean isDueUndecided(Track track, Instant at) {
        return !track.decision().isDecided()
                && (track.embedded() < config.eagerLooks() || age(track, at).compareTo(config.undecidedEvery()) >= 0);
    }

    private static Duration age(Track track, Instant at) {
        Instant last = track.embeddedAt();
        return last == null ? Duration.ofDays(1) : Duration.between(last, at).abs();
    }

    /** So many settled tracks in each sample that all have had their turn in time. */
    private long turns(int settled, Duration sincePrevious) {
        double share =
                (double) sincePrevious.toMillis() / config.reverifyAfter().toMillis();
        return (long) Math.ceil(settled * Math.min(1, share));
    }
}
