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
        wanted.addAll(inTurn(
                large.stream()
                        .filter(track -> track.decision().isDecided() && !wanted.contains(track))
                        .sorted(Comparator.comparing((Track track) -> age(track, at))
                                .reversed()
                                .thenComparing(Track::id))
                        .toList(),
                sincePrevious,
                at));
        return wanted;
    }

    /** Whether somebody else may sit there by now: moved, not seen in between, or unlike itself at the last look. */
    private static boolean isUncertain(Track track, Duration sincePrevious) {
        return track.embeddedAt() == null
                || track.hasMoved()
                || track.isInDoubt()
                || track.away().compareTo(sincePrevious) > 0;
    }

    /** The more looks there were, the less the next one tells if it comes soon. */
    private boolean isDueUndecided(Track track, Instant at) {
        int looks = Math.min(track.embedded(), config.eagerLooks());
        Duration distance = config.undecidedEvery().multipliedBy(looks).dividedBy(config.eagerLooks());
        return !track.decision().isDecided() && age(track, at).compareTo(distance) >= 0;
    }

    private static Duration age(Track track, Instant at) {
        Instant last = track.embeddedAt();
        return last == null ? Duration.ofDays(1) : Duration.between(last, at).abs();
    }

    /**
     * As few of the settled tracks as possible, and never many at once: the oldest looks are renewed when otherwise, with
     * so many in each of the samples to come, not all would be in time.
     */
    private List<Track> inTurn(List<Track> oldestFirst, Duration every, Instant at) {
        if (every.isZero() || oldestFirst.isEmpty()) {
            return List.of();
        }
        double turns = (double) config.reverifyAfter().toMillis() / every.toMillis();
        int atOnce = (int) Math.ceil(oldestFirst.size() / Math.max(1, turns));
        for (int i = 0; i < oldestFirst.size(); i++) {
            Duration left = config.reverifyAfter().minus(age(oldestFirst.get(i), at));
            long samplesLeft = Math.floorDiv(left.toMillis(), Math.max(1, every.toMillis()));
            if (i + 1 > atOnce * samplesLeft) {
                return oldestFirst.subList(0, Math.min(atOnce, oldestFirst.size()));
            }
        }
        return List.of();
    }
}
