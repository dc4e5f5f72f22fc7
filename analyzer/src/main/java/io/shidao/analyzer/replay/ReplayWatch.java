package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Framing;
import io.shidao.analyzer.picture.Sketch;
import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Searches the pictures of one source in one session for footage that was shown before, in this session or an earlier
 * one. Each look is compared with all prints; a lag at which the last minute agrees best is compared with what other lags
 * come to in the same minute. Not thread-safe.
 */
public final class ReplayWatch {
    private static final long[] WINDOWS_MILLIS = {24_000, 60_000};
    private static final long WINDOW_MILLIS = 60_000;
    /** Between a moment and what it has to stand out from. */
    private static final long APART_MILLIS = 8_000;

    private static final long FAR_APART_MILLIS = 25_000;
    private static final long PRINT_EVERY_MILLIS = 3_500;
    /** People sit as they sat a moment ago. */
    private static final long LEAST_LAG_MILLIS = 16_000;
    /** A key picture each two seconds is nearer than this to every moment. */
    private static final long NEAR_MILLIS = 1_100;

    private static final float NOISES = 20;
    private static final float LEAST_NOISE = 5e-5f;
    private static final int LEAST_BLOCKS = 8;
    private static final int LEAST_PAIRS = 4;
    private static final int NULL_LINES = 200;
    private static final int LEAST_NULL_LINES = 24;
    /** Lags this near to a replay's agree, too, as far as people sit still. */
    private static final long FAMILY_MILLIS = 6_000;
    /** The same for an earlier session, where no lag is short. */
    private static final long FAMILY_OF_EARLIER_MILLIS = 30_000;
    /** A loop is compared with lags that differ from its own by so much at most: the shorter, the more alike people sit. */
    private static final long NEAR_LAGS_MILLIS = 90_000;
    /** What comes again so soon may be people who rock, and is not said. */
    private static final long ROCKING_MILLIS = 40_000;

    private static final float ROCKING_SHARE = 0.6f;
    private static final float NEARLY_AS_GOOD = 0.85f;
    /** Of the median line, from which a line is worth a close look. */
    private static final float PROMISING = 1.7f;

    private static final double LEAST_SHARE = 0.2;
    /** Independent looks at all lags in a session, and lags, as a bound for the comparisons made. */
    private static final double WINDOWS_OF_SESSION = 240;

    private final ReplayConfig config;
    private final View view;
    private final Footage own;
    private final List<Footage> footages = new ArrayList<>();
    private final List<LagLines> lines = new ArrayList<>();
    private final RecentLooks recent = new RecentLooks(WINDOW_MILLIS + FAR_APART_MILLIS);
    private final SplittableRandom random = new SplittableRandom(1);
    private float noise;
    private double logFalseAlarm;
    private int savedPrints;
    private long printedAt = Long.MIN_VALUE;
    private long newest = Long.MIN_VALUE;
    private @Nullable Replay known;

    /** A footage and a lag with it. */
    private record Candidate(Footage footage, long lag) {}

    ReplayWatch(ReplayConfig config, View view, Footage own, List<Footage> earlier) {
        this.config = config;
        this.view = view;
        this.own = own;
        this.savedPrints = own.size();
        footages.add(own);
        footages.addAll(earlier);
        footages.forEach(footage -> lines.add(new LagLines()));
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

    int savedPrints() {
        return savedPrints;
    }

    void saved(int prints) {
        savedPrints = prints;
    }

    /** Natural logarithm of the chance of a false alarm, as of the newest picture; 0 when nothing agreed much. */
    public double logFalseAlarm() {
        return logFalseAlarm;
    }

    /** Moments of the session that can be compared: none in a room where nothing moves. */
    public int moments() {
        return own.size();
    }

    /**
     * Adds a picture.
     *
     * @param picture the sketch of it by the framing that is wanted
     */
    public Optional<Replay> look(Function<Framing, Sketch> picture, Instant at) {
        long now = at.toEpochMilli();
        if (now <= newest) {
            return Optional.empty();
        }
        newest = now;
        Look look = Look.of(now, canonical(picture));
        measureNoise(look);
        recent.add(look);
        print(now);
        compare(look);
        return judge(now);
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

    /** What nearly a quarter of the blocks stay below from look to look: nobody moves there. */
    private void measureNoise(Look look) {
        Look before = recent.notAfter(look.atMillis() - 1);
        if (before == null) {
            return;
        }
        float[] distances = new float[Look.BLOCKS];
        for (int block = 0; block < Look.BLOCKS; block++) {
            distances[block] = look.distance(before, block);
        }
        Arrays.sort(distances);
        float quiet = Math.max(LEAST_NOISE, distances[Look.BLOCKS / 4]);
        noise = noise == 0 ? quiet : noise + (quiet - noise) / 20;
    }

    /** Of the newest moment of which is known what came after it. */
    private void print(long now) {
        Look moment = recent.notAfter(now - APART_MILLIS);
        if (moment == null || (printedAt != Long.MIN_VALUE && moment.atMillis() - printedAt < PRINT_EVERY_MILLIS)) {
            return;
        }
        Look before = recent.notAfter(moment.atMillis() - APART_MILLIS);
        Look after = recent.notBefore(moment.atMillis() + APART_MILLIS);
        printedAt = moment.atMillis();
        if (before != null
                && after != null
                && after.atMillis() - before.atMillis() <= 2 * FAR_APART_MILLIS
                && known == null) {
            Print print = Print.of(before, moment, after, NOISES * noise);
            if (print.size() >= LEAST_BLOCKS) {
                own.add(print);
            }
        }
    }

    private void compare(Look look) {
        long now = look.atMillis();
        for (int f = 0; f < footages.size(); f++) {
            Footage footage = footages.get(f);
            int end = footage.notBefore(now - LEAST_LAG_MILLIS);
            for (int i = 0; i < end; i++) {
                Print print = footage.get(i);
                lines.get(f).add(now - print.atMillis(), now, print.agreements(look), print.size());
            }
        }
    }

    private Optional<Replay> judge(long now) {
        logFalseAlarm = 0;
        Replay found = null;
        for (int f = 0; f < footages.size(); f++) {
            for (Candidate candidate : candidates(f, now)) {
                Replay replay = judge(candidate, now);
                if (replay != null && (found == null || replay.logFalseAlarm() < found.logFalseAlarm())) {
                    found = replay;
                }
            }
        }
        known = found;
        return Optional.ofNullable(found);
    }

    /** The most promising lag; of a loop, which agrees with itself at all multiples, the shortest nearly as good, too. */
    private List<Candidate> candidates(int f, long now) {
        LagLines of = lines.get(f);
        int best = -1;
        for (int i = 0; i < of.size(); i++) {
            best = best < 0 || of.share(i, now) > of.share(best, now) ? i : best;
        }
        if (best < 0 || of.share(best, now) < Math.max(LEAST_SHARE / 2, PROMISING * of.median(now))) {
            return List.of();
        }
        if (f == 0 && mayBeRocking(of, of.share(best, now), now)) {
            return List.of();
        }
        List<Candidate> candidates = new ArrayList<>(List.of(new Candidate(footages.get(f), of.lag(best))));
        int shortest = f == 0 ? shortest(of, of.share(best, now), now) : best;
        if (shortest != best) {
            candidates.add(new Candidate(footages.get(f), of.lag(shortest)));
        }
        return candidates;
    }

    /** Whether the pictures of some seconds ago agree nearly as well as the best: people who rock, or sit still. */
    private static boolean mayBeRocking(LagLines of, float best, long now) {
        for (int i = 0; i < of.size(); i++) {
            if (of.lag(i) < ROCKING_MILLIS && of.share(i, now) >= ROCKING_SHARE * best) {
                return true;
            }
        }
        return false;
    }

    private static int shortest(LagLines of, float best, long now) {
        int chosen = -1;
        for (int i = 0; i < of.size(); i++) {
            float share = of.share(i, now);
            boolean better = chosen >= 0 && of.lag(i) - of.lag(chosen) < FAMILY_MILLIS && share > of.share(chosen, now);
            chosen = better || (chosen < 0 && share >= NEARLY_AS_GOOD * best) ? i : chosen;
        }
        return chosen;
    }

    private @Nullable Replay judge(Candidate candidate, long now) {
        Replay best = null;
        for (long window : WINDOWS_MILLIS) {
            Replay replay = judge(candidate, now, window);
            best = replay != null && (best == null || replay.logFalseAlarm() < best.logFalseAlarm()) ? replay : best;
        }
        return best;
    }

    private @Nullable Replay judge(Candidate candidate, long now, long window) {
        Footage footage = candidate.footage();
        Line line = line(footage, candidate.lag(), now, window);
        if (line.agreeing() < LEAST_PAIRS || line.share() < LEAST_SHARE) {
            return null;
        }
        NullLines others = others(candidate, now, window);
        if (others.count() < LEAST_NULL_LINES) {
            return null;
        }
        double chance = others.logChance(line) + Math.log(WINDOWS_OF_SESSION * lags());
        logFalseAlarm = Math.min(logFalseAlarm, chance);
        if (chance > Math.log(config.mostFalseAlarms())) {
            return null;
        }
        boolean isNew = known == null || !known.session().equals(footage.session());
        Instant since = Instant.ofEpochMilli(line.since());
        return new Replay(
                footage.session(),
                known == null || known.since().isAfter(since) ? since : known.since(),
                Instant.ofEpochMilli(now - line.lag()),
                Duration.ofMillis(line.lag()),
                line.share(),
                others.mean(),
                chance,
                isNew);
    }

    /** Lags two seconds apart of all footage. */
    private double lags() {
        double lags = 1;
        for (Footage footage : footages) {
            lags += footage.size() * PRINT_EVERY_MILLIS / 2000.0;
        }
        return lags;
    }

    /** Each print that the lag puts into the window, with the look that is nearest to it. */
    private Line line(Footage footage, long lag, long now, long window) {
        int agreed = 0;
        int blocks = 0;
        int pairs = 0;
        int agreeing = 0;
        double shares = 0;
        double squares = 0;
        double off = 0;
        long since = now;
        int end = footage.notBefore(Math.min(now - lag + NEAR_MILLIS, now - LEAST_LAG_MILLIS));
        for (int i = footage.notBefore(now - lag - window); i < end; i++) {
            Print print = footage.get(i);
            Look look = recent.near(print.atMillis() + lag, NEAR_MILLIS);
            if (look != null) {
                int agrees = print.agreements(look);
                double share = (double) agrees / print.size();
                agreed += agrees;
                blocks += print.size();
                pairs++;
                agreeing += share >= LEAST_SHARE ? 1 : 0;
                shares += share;
                squares += share * share;
                off += (double) agrees * (look.atMillis() - print.atMillis() - lag);
                since = Math.min(since, look.atMillis());
            }
        }
        long agreeingLag = lag + (agreed == 0 ? 0 : Math.round(off / agreed));
        return new Line(agreed, blocks, pairs, agreeing, shares, squares, agreeingLag, since);
    }

    /** Lags at random that have nothing to do with the candidate's. */
    private NullLines others(Candidate candidate, long now, long window) {
        Footage footage = candidate.footage();
        boolean isLoop = footage == own;
        NullLines others = new NullLines();
        long shortest =
                Math.max(LEAST_LAG_MILLIS, now - footage.get(footage.size() - 1).atMillis() - window / 2);
        long longest = now - footage.get(0).atMillis();
        if (isLoop) {
            shortest = Math.max(shortest, candidate.lag() - NEAR_LAGS_MILLIS);
            longest = Math.min(longest, candidate.lag() + NEAR_LAGS_MILLIS);
        }
        for (int i = 0; longest > shortest && i < 3 * NULL_LINES && others.count() < NULL_LINES; i++) {
            long lag = random.nextLong(shortest, longest);
            if (!isFamily(lag, candidate.lag(), isLoop)) {
                Line line = line(footage, lag, now, window);
                if (line.pairs() >= LEAST_PAIRS) {
                    others.add(line);
                }
            }
        }
        return others;
    }

    private static boolean isFamily(long lag, long ofReplay, boolean isLoop) {
        long apart = Math.abs(lag - ofReplay);
        if (!isLoop) {
            return apart < FAMILY_OF_EARLIER_MILLIS;
        }
        long beyond = lag % ofReplay;
        return Math.min(apart, Math.min(beyond, ofReplay - beyond)) < FAMILY_MILLIS;
    }
}
