package io.shidao.app.evaluate.replay;

import io.shidao.analyzer.picture.Sketch;
import io.shidao.analyzer.replay.Replay;
import io.shidao.analyzer.replay.ReplayConfig;
import io.shidao.analyzer.replay.ReplayWatch;
import io.shidao.kernel.id.SessionId;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.SeatedPerson;
import io.shidao.testkit.portrait.Portraits;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code shidao evaluate-replay}: films an honest class of each behaviour on two days, then shows the first day's footage,
 * and loops of the second's, tampered with, in its place. Everything goes through the real codec.
 */
public final class ReplayEvaluation {
    private static final Instant DAY = Instant.parse("2026-03-02T01:00:00Z");
    private static final int KEY_INTERVAL_SECONDS = 2;
    private static final int PEOPLE = 24;
    private static final int BEFORE_REPLAY_SECONDS = 120;
    private static final int SEARCHED_SECONDS = 90;
    private static final int FOUND_IN_TIME_SECONDS = 60;

    private static final List<Tampering> TAMPERINGS = List.of(
            new Tampering("coded again", 1080, 60_000, 0, 1, 0, 0),
            new Tampering("540 lines, low rate, brighter, noise", 540, 15_000, 2, 1.15, 6, 0),
            new Tampering("720 lines, cropped, darker, noise", 720, 30_000, 5, 0.9, 0, 0.015));
    private static final List<Integer> LOOPS = List.of(20, 47, 97);

    private final long seed;
    private final int minutes;
    private final PrintStream out;
    private final ReplayConfig config = ReplayConfig.defaults();
    private final List<Integer> secondsToFind = new ArrayList<>();
    private int replays;
    private int alarms;
    private double honestSeconds;
    private double nearest;

    /**
     * @param seed of the days: those from 1 to 9 are what the limits were set on
     * @param minutes of each honest class, at least 4
     */
    public ReplayEvaluation(long seed, int minutes, PrintStream out) {
        if (minutes < 4 || seed < 1) {
            throw new IllegalArgumentException(
                    "evaluate-replay: " + minutes + " minutes, seed " + seed + " (expected: at least 4, and 1)");
        }
        this.seed = seed;
        this.minutes = minutes;
        this.out = out;
    }

    public void run(List<Behaviour> behaviours) {
        for (Behaviour behaviour : behaviours) {
            filmed(behaviour.name().toLowerCase(Locale.ROOT), behaviour, PEOPLE, true);
        }
        filmed("empty room", Behaviour.CALM, 0, false);
        out.println(lastLine());
    }

    private void filmed(String name, Behaviour behaviour, int people, boolean isReplayed) {
        try (Film first = new Film(seated(people), behaviour, 2 * seed, 1, 2 * seed);
                Film second = new Film(seated(people), behaviour, 2 * seed + 1, 0.93, 2 * seed + 1)) {
            ReplayWatch past = ReplayWatch.begin(config, new SessionId("first-day"));
            honest(name + ", first day", past, first, 0);
            ReplayWatch present = past.next(new SessionId("second-day"));
            honest(name + ", second day", present, second, 1);
            out.printf("%s: %s%n", name, present.canTell() ? "can be told" : "too little moves to tell");
            if (isReplayed) {
                for (Tampering tampering : TAMPERINGS) {
                    earlier(name, past.next(new SessionId("today")), first, second, tampering);
                }
                for (int i = 0; i < LOOPS.size(); i++) {
                    loop(name, past.next(new SessionId("today")), second, LOOPS.get(i), TAMPERINGS.get(i));
                }
            }
        }
    }

    private static List<SeatedPerson> seated(int people) {
        List<SeatedPerson> seated = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            seated.add(new SeatedPerson(
                    Portraits.all().get(i), ClassroomLayout.seats().get(i * 7 % 36), Instant.MIN, Instant.MAX));
        }
        return seated;
    }

    private static Instant day(int number) {
        return DAY.plus(Duration.ofDays(number));
    }

    private void honest(String name, ReplayWatch watch, Film film, int day) {
        boolean alarmed = false;
        for (int s = 0; s < 60 * minutes; s += KEY_INTERVAL_SECONDS) {
            Instant at = day(day).plusSeconds(s);
            alarmed |= look(watch, film, at, at, null).isPresent();
            nearest = Math.min(nearest, watch.logFalseAlarm());
        }
        honestSeconds += 60 * minutes;
        alarms += alarmed ? 1 : 0;
        if (alarmed) {
            out.printf("%s: FALSE ALARM%n", name);
        }
    }

    private static Optional<Replay> look(
            ReplayWatch watch, Film film, Instant scene, Instant at, @Nullable Tampering tampering) {
        return film.show(scene, tampering, picture -> watch.look(framing -> Sketch.of(picture, framing), at));
    }

    private void before(ReplayWatch watch, Film film) {
        for (int s = 0; s < BEFORE_REPLAY_SECONDS; s += KEY_INTERVAL_SECONDS) {
            Instant at = day(1).plusSeconds(s);
            look(watch, film, at, at, null);
        }
    }

    private void earlier(String name, ReplayWatch watch, Film first, Film second, Tampering tampering) {
        before(watch, second);
        Instant from = day(0).plusMillis(70_700 + 10 * seed);
        search(
                name + ", an earlier session, " + tampering.name(),
                watch,
                first,
                from,
                SEARCHED_SECONDS * 10,
                tampering);
    }

    private void loop(String name, ReplayWatch watch, Film film, int seconds, Tampering tampering) {
        before(watch, film);
        Instant from = day(1).plusMillis((BEFORE_REPLAY_SECONDS - seconds) * 1000L + 300);
        search(name + ", a loop of " + seconds + " s, " + tampering.name(), watch, film, from, seconds, tampering);
    }

    private void search(String what, ReplayWatch watch, Film film, Instant from, int loopSeconds, Tampering tampering) {
        replays++;
        for (int s = 0; s < SEARCHED_SECONDS; s += KEY_INTERVAL_SECONDS) {
            Instant at = day(1).plusSeconds(BEFORE_REPLAY_SECONDS + s);
            Optional<Replay> found = look(watch, film, from.plusSeconds(s % loopSeconds), at, tampering);
            if (found.isPresent()) {
                secondsToFind.add(s);
                out.printf(
                        Locale.ROOT,
                        "%s: found after %d s, lag %s, %.2f agrees, by chance %.2f%n",
                        what,
                        s,
                        found.get().lag(),
                        found.get().share(),
                        found.get().byChance());
                return;
            }
        }
        out.printf("%s: NOT FOUND in %d s%n", what, SEARCHED_SECONDS);
    }

    private String lastLine() {
        Collections.sort(secondsToFind);
        long inTime =
                secondsToFind.stream().filter(s -> s <= FOUND_IN_TIME_SECONDS).count();
        int found = secondsToFind.size();
        return String.format(
                Locale.ROOT,
                "evaluate-replay: replays=%d found=%d within_60s=%d median_s=%s max_s=%s honest_hours=%.2f"
                        + " false_alarms=%d nearest_log_chance=%.1f",
                replays,
                found,
                inTime,
                found == 0 ? "-" : secondsToFind.get(found / 2),
                found == 0 ? "-" : secondsToFind.get(found - 1),
                honestSeconds / 3600,
                alarms,
                nearest);
    }
}
