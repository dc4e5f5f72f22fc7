package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;
import io.shidao.kernel.id.SessionId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a source shows now with what it has shown before, in the same session and in earlier ones. Evidence is
 * gathered over the last minute or so; after a restart it is gathered anew. Not thread-safe.
 */
public final class ReplayWatch {
    private static final int LEAST_GAP = 3000;
    private static final int MOST_GAP = 16_000;
    /** Of the two changes that are kept of a sample. */
    private static final int LONG_GAP = 10_000;

    private static final int SHORT_GAP = 4000;
    private static final long REMEMBERED = 120_000;
    private static final long QUICKLY_AFTER_CUT = 90_000;
    /** Share of the cells that change at once when another footage begins. */
    private static final double CUT = 0.4;
    /** From here on it is worth looking more often. */
    private static final double SUSPICIOUS = 12;

    private static final int LEAST_PLACES = 10;
    private static final int LEAST_REGIONS = 3;
    /** Agreements less contradictions from which a cell is one that agrees. */
    private static final int NET = 2;

    private final ReplayConfig config;
    private final LagSearch own;
    private final List<LagSearch> searches = new ArrayList<>();
    private final Deque<Thumb> thumbs = new ArrayDeque<>();
    private final Deque<Change> recent = new ArrayDeque<>();
    private @Nullable Replay replay;
    private double best;
    private long lags;
    private long cutAt = Long.MIN_VALUE / 2;
    private long newest = Long.MIN_VALUE;

    /** @param earlier of the same source, of other sessions; bounded by whoever gives them */
    public ReplayWatch(ReplayConfig config, Footage own, List<Footage> earlier) {
        this.config = config;
        this.own = new LagSearch(own, true);
        searches.add(this.own);
        earlier.stream()
                .filter(footage -> !footage.session().equals(own.session()))
                .forEach(footage -> searches.add(new LagSearch(footage, false)));
    }

    public SessionId session() {
        return own.footage().session();
    }

    public Footage footage() {
        return own.footage();
    }

    /** Adds a sample; present while what comes was shown before. A sample that is older than another is left out. */
    public Optional<Replay> look(Sketch sketch, Instant capturedAt) {
        long at = capturedAt.toEpochMilli();
        if (at <= newest) {
            return Optional.empty();
        }
        newest = at;
        Thumb thumb = Thumb.of(sketch, at);
        @Nullable Change[] byGap = changes(thumb);
        searches.forEach(search -> search.add(at, byGap));
        keep(byGap);
        thumbs.addLast(thumb);
        while (thumbs.getFirst().at < at - REMEMBERED) {
            thumbs.removeFirst();
        }
        while (!recent.isEmpty() && recent.getFirst().at() < at - REMEMBERED) {
            recent.removeFirst();
        }
        replay = judge(at);
        return Optional.ofNullable(replay);
    }

    private @Nullable Change[] changes(Thumb thumb) {
        @Nullable Change[] byGap = new Change[MOST_GAP / 1000 + 1];
        for (Thumb before : thumbs) {
            long gap = thumb.at - before.at;
            if (gap >= LEAST_GAP && gap < MOST_GAP) {
                Change change = thumb.since(before);
                int second = (int) ((gap + 500) / 1000);
                for (int i = Math.max(0, second - 1); i <= Math.min(byGap.length - 1, second + 1); i++) {
                    Change other = byGap[i];
                    if (other == null || Math.abs(other.gapMillis() - 1000L * i) > Math.abs(gap - 1000L * i)) {
                        byGap[i] = change;
                    }
                }
            }
        }
        if (!thumbs.isEmpty() && thumb.since(thumbs.getLast()).marks() > CUT * Change.CELLS) {
            cutAt = thumb.at;
        }
        return byGap;
    }

    /** Of each sample the change over about ten seconds, and over about four when there is another. */
    private void keep(@Nullable Change[] byGap) {
        Change longer = nearest(byGap, LONG_GAP);
        Change shorter = nearest(byGap, SHORT_GAP);
        if (shorter != null && !shorter.equals(longer)) {
            keep(shorter);
        }
        if (longer != null) {
            keep(longer);
        }
    }

    private void keep(Change change) {
        own.footage().add(change);
        recent.addLast(change);
    }

    private static @Nullable Change nearest(@Nullable Change[] byGap, int gap) {
        Change best = null;
        for (Change change : byGap) {
            if (change != null
                    && (best == null || Math.abs(change.gapMillis() - gap) < Math.abs(best.gapMillis() - gap))) {
                best = change;
            }
        }
        return best;
    }

    /** The best lag of all searches. */
    private @Nullable Replay judge(long at) {
        best = 0;
        lags = 0;
        LagSearch where = own;
        int bestBin = -1;
        for (LagSearch search : searches) {
            lags += search.cast();
            for (int bin = 0; bin < search.bins(); bin++) {
                if (search.evidence(bin) > best) {
                    best = search.evidence(bin);
                    where = search;
                    bestBin = bin;
                }
            }
        }
        return best < config.threshold() ? null : confirmed(where, where.lag(bestBin), at);
    }

    /** Agreement has to be in many places: one door that opens, or one fan, is in few. */
    private @Nullable Replay confirmed(LagSearch search, long lag, long at) {
        int[] net = new int[Change.CELLS];
        long from = at;
        int misses = 0;
        boolean goesBack = true;
        List<Change> newestFirst = new ArrayList<>(recent);
        java.util.Collections.reverse(newestFirst);
        for (Change now : newestFirst) {
            Change then = search.footage().near(now.at() - lag, now.gapMillis(), LagSearch.BIN_MILLIS);
            if (then == null) {
                continue;
            }
            double vote = LagSearch.vote(now, then, search.leastShared());
            if (Double.isNaN(vote)) {
                continue;
            }
            misses = vote >= 1 ? 0 : misses + 1;
            goesBack &= misses < 4;
            if (goesBack && vote >= 1) {
                from = now.at() - now.gapMillis();
            }
            for (int cell = 0; cell < Change.CELLS && goesBack; cell++) {
                net[cell] += now.agreementAt(then, cell);
            }
        }
        boolean[] regions = new boolean[16];
        int places = 0;
        for (int cell = 0; cell < Change.CELLS; cell++) {
            if (net[cell] >= NET) {
                places++;
                regions[cell / Thumb.COLUMNS / 3 * 4 + cell % Thumb.COLUMNS / 5] = true;
            }
        }
        int wide = 0;
        for (boolean region : regions) {
            wide += region ? 1 : 0;
        }
        if (places < LEAST_PLACES || wide < LEAST_REGIONS || from == at) {
            return null;
        }
        Instant since = Instant.ofEpochMilli(from);
        Replay before = replay;
        if (before != null
                && before.earlier().equals(search.footage().session())
                && before.from().isBefore(since)) {
            since = before.from();
        }
        return new Replay(since, Instant.ofEpochMilli(at), search.footage().session(), lag, best, lags, places);
    }

    /** Largest evidence at the newest sample: logarithm of the odds. */
    public double evidence() {
        return best;
    }

    /** How many lags it was compared at. */
    public long lags() {
        return lags;
    }

    /** Whether the next samples should come quickly: something looks known, or another footage seems to have begun. */
    public boolean isOpen() {
        return best >= SUSPICIOUS || newest - cutAt < QUICKLY_AFTER_CUT;
    }
}
