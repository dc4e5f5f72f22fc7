package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Framing;
import io.shidao.analyzer.picture.Sketch;
import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Searches the pictures of one source in one session for footage that was shown before, in this session or an earlier
 * one: for a lag at which the movement of then explains the movement of the last half minute, place by place, far better than
 * any other lag does. Not thread-safe.
 */
public final class ReplayWatch {
    /** What comes sooner after another is not looked at. */
    private static final long LEAST_STEP_MILLIS = 1_500;

    private static final int JUDGED_EVERY = 3;
    private static final int GLANCED_AT_CLOSELY = 12;
    private static final long[] NEARBY_MILLIS = {-1_500, -1_000, -500, 0, 500, 1_000, 1_500};
    private static final long FINE_MILLIS = 250;

    private static final int NULLS = 200;
    private static final int OTHER_TIMES = 12;
    /** Lags this near to a loop's may explain as much, as far as people move slowly. */
    private static final long FAMILY_MILLIS = 8_000;
    /** The same for an earlier session, where no lag is short. */
    private static final long FAMILY_OF_EARLIER_MILLIS = 90_000;

    private static final double LEAST_SHARE = 0.4;
    /** Independent windows of a session. */
    private static final double WINDOWS_OF_SESSION = 240;

    private final ReplayConfig config;
    private final View view;
    private final Footage own;
    private final List<Footage> footages = new ArrayList<>();
    private final Rocking rocking = new Rocking();
    private final SplittableRandom random = new SplittableRandom(1);
    private double logFalseAlarm;
    private int savedLooks;
    private int sinceJudged;
    private long newest = Long.MIN_VALUE;
    private @Nullable Replay known;

    /** A footage and how well it explains the window. */
    private record Candidate(Footage footage, Match match) {}

    /** A look of a footage that may be what is shown now. */
    private record Glance(Footage footage, int look, float rest) {}

    ReplayWatch(ReplayConfig config, View view, Footage own, List<Footage> earlier) {
        this.config = config;
        this.view = view;
        this.own = own;
        this.savedLooks = own.forgotten() + own.size();
        footages.add(own);
        footages.addAll(earlier);
    }

    /** A source of which nothing is known. */
    public static ReplayWatch begin(ReplayConfig config, SessionId session) {
        return new ReplayWatch(config, new View(), new Footage(session), List.of());
    }

    /** The next session of the same source, with all that was seen so far. */
    public ReplayWatch next(SessionId session) {
        return new ReplayWatch(config, View.of(view.toBytes()), new Footage(session), List.copyOf(footages));
    }

    Footage own() {
        return own;
    }

    View view() {
        return view;
    }

    int savedLooks() {
        return savedLooks;
    }

    void saved(int looks) {
        savedLooks = looks;
    }

    /** Natural logarithm of the chance of a false alarm, as last judged; 0 when nothing was explained. */
    public double logFalseAlarm() {
        return logFalseAlarm;
    }

    /** Whether enough moves in the newest looks to say anything: not in an empty room. */
    public boolean canTell() {
        return Window.newest(own, Window.SHORT) != null || Window.newest(own, Window.LONG) != null;
    }

    /**
     * Adds a picture.
     *
     * @param picture the sketch of it by the framing that is wanted
     * @return what is shown again, as judged every few pictures
     */
    public Optional<Replay> look(Function<Framing, Sketch> picture, Instant at) {
        long now = at.toEpochMilli();
        if (newest != Long.MIN_VALUE && now < newest + LEAST_STEP_MILLIS) {
            return Optional.empty();
        }
        newest = now;
        own.add(now, Look.of(canonical(picture)));
        if (++sinceJudged >= JUDGED_EVERY) {
            sinceJudged = 0;
            known = judge();
        } else if (known != null) {
            known = known.at(now);
        }
        return Optional.ofNullable(known);
    }

    private float[] canonical(Function<Framing, Sketch> picture) {
        Sketch whole = picture.apply(Framing.WHOLE);
        Framing framing = view.framing(whole);
        boolean moved = !framing.equals(Framing.WHOLE);
        float[] levels = view.fitted(moved ? picture.apply(framing) : whole);
        if (!moved) {
            view.learn(levels);
        }
        return levels;
    }

    private @Nullable Replay judge() {
        logFalseAlarm = 0;
        Replay best = null;
        for (int looks : new int[] {Window.SHORT, Window.LONG}) {
            Window window = Window.newest(own, looks);
            Replay replay = window == null ? null : judge(window);
            best = replay != null && (best == null || replay.logFalseAlarm() < best.logFalseAlarm()) ? replay : best;
        }
        return best;
    }

    private @Nullable Replay judge(Window window) {
        List<float[][]> others = otherTimes(window);
        if (others.isEmpty()) {
            return null;
        }
        double common = Togetherness.of(window, others);
        Candidate candidate = best(window);
        Replay replay = candidate == null || mayBeRocking(candidate) ? null : judge(window, candidate, common);
        if (window.looks() == Window.SHORT && known == null) {
            rocking.add(window, own);
        }
        return replay;
    }

    private boolean mayBeRocking(Candidate candidate) {
        return candidate.footage() == own
                && rocking.mayExplain(candidate.match().share());
    }

    private @Nullable Replay judge(Window window, Candidate candidate, double common) {
        Match match = candidate.match();
        if (match.share() < LEAST_SHARE) {
            return null;
        }
        NullMatches nulls = nulls(window, candidate);
        if (nulls.count() < NullMatches.LEAST) {
            return null;
        }
        double chance = nulls.logChance(match, common) + Math.log(WINDOWS_OF_SESSION * lags());
        logFalseAlarm = Math.min(logFalseAlarm, chance);
        return chance > Math.log(config.mostFalseAlarms()) ? null : replay(window, candidate, nulls.mean(), chance);
    }

    private Replay replay(Window window, Candidate candidate, double byChance, double chance) {
        Match match = candidate.match();
        SessionId session = candidate.footage().session();
        boolean isNew = known == null || !known.session().equals(session);
        Instant from = Instant.ofEpochMilli(window.from());
        return new Replay(
                session,
                known == null || known.since().isAfter(from) ? from : known.since(),
                Instant.ofEpochMilli(window.to() - match.lag()),
                Duration.ofMillis(match.lag()),
                match.share(),
                byChance,
                chance,
                isNew);
    }

    /** Looks of all footage that may be compared. */
    private double lags() {
        return footages.stream().mapToInt(Footage::size).sum();
    }

    /** A glance at all lags, and a close look at the most promising and what lies between the looks there. */
    private @Nullable Candidate best(Window window) {
        Candidate best = null;
        for (Glance glance : glances(window)) {
            long lag = window.to() - glance.footage().atMillis(glance.look());
            for (long off : NEARBY_MILLIS) {
                best = better(best, window, glance.footage(), lag + off);
            }
        }
        return best == null ? null : refined(window, best);
    }

    private @Nullable Candidate refined(Window window, Candidate found) {
        Footage footage = found.footage();
        long lag = found.match().lag();
        Candidate earlier = better(found, window, footage, lag + FINE_MILLIS);
        return better(earlier, window, footage, lag - FINE_MILLIS);
    }

    private List<Glance> glances(Window window) {
        List<Glance> best = new ArrayList<>();
        for (Footage footage : footages) {
            int end = footage.notBefore(window.to() - Rocking.SHORTEST_LAG_MILLIS);
            for (int look = 0; look < end; look++) {
                float rest = window.glance(footage, look);
                if (rest < Window.MOST) {
                    keep(best, new Glance(footage, look, rest));
                }
            }
        }
        return best;
    }

    private static void keep(List<Glance> best, Glance glance) {
        if (best.size() == GLANCED_AT_CLOSELY && best.get(best.size() - 1).rest() <= glance.rest()) {
            return;
        }
        int place = best.size();
        while (place > 0 && best.get(place - 1).rest() > glance.rest()) {
            place--;
        }
        best.add(place, glance);
        if (best.size() > GLANCED_AT_CLOSELY) {
            best.remove(GLANCED_AT_CLOSELY);
        }
    }

    private @Nullable Candidate better(@Nullable Candidate best, Window window, Footage footage, long lag) {
        if (footage == own && lag < Rocking.SHORTEST_LAG_MILLIS) {
            return best;
        }
        Match match = window.match(footage, lag);
        return match != null && (best == null || match.rest() < best.match().rest())
                ? new Candidate(footage, match)
                : best;
    }

    private List<float[][]> otherTimes(Window window) {
        List<float[][]> others = new ArrayList<>();
        for (int i = 0; i < 3 * OTHER_TIMES && others.size() < OTHER_TIMES; i++) {
            Footage footage = footages.get(random.nextInt(footages.size()));
            long lag = randomLag(window, footage);
            float[][] courses = lag == 0 ? null : window.courses(footage, lag);
            if (courses != null) {
                others.add(courses);
            }
        }
        return others;
    }

    /** @return a lag at which the footage may cover the window; 0 when there is none */
    private long randomLag(Window window, Footage footage) {
        if (footage.size() == 0) {
            return 0;
        }
        long longest = window.from() - footage.atMillis(0);
        long shortest = Math.max(
                footage == own ? Rocking.SHORTEST_LAG_MILLIS : 0, window.to() - footage.atMillis(footage.size() - 1));
        return longest > shortest ? random.nextLong(shortest, longest) : 0;
    }

    /** Lags at random that have nothing to do with the candidate's, of all footage by its length. */
    private NullMatches nulls(Window window, Candidate candidate) {
        NullMatches nulls = new NullMatches();
        for (int i = 0; i < 3 * NULLS && nulls.count() < NULLS; i++) {
            Footage footage = randomFootage();
            long lag = randomLag(window, footage);
            Match match = lag == 0 || isFamily(candidate, footage, lag) ? null : window.match(footage, lag);
            if (match != null) {
                nulls.add(match.share());
            }
        }
        return nulls;
    }

    private Footage randomFootage() {
        int left = random.nextInt((int) lags());
        for (Footage footage : footages) {
            left -= footage.size();
            if (left < 0) {
                return footage;
            }
        }
        return own;
    }

    private boolean isFamily(Candidate candidate, Footage footage, long lag) {
        long ofReplay = candidate.match().lag();
        if (footage == own && candidate.footage() == own) {
            long beyond = lag % ofReplay;
            return Math.min(Math.abs(lag - ofReplay), Math.min(beyond, ofReplay - beyond)) < FAMILY_MILLIS;
        }
        return footage == candidate.footage() && Math.abs(lag - ofReplay) < FAMILY_OF_EARLIER_MILLIS;
    }
}
