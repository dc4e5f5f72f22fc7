package io.shidao.testkit.classroom;

import java.time.Instant;
import java.util.SplittableRandom;

/**
 * What happens now and then in class time, the same for the same seed: a book held before a face, lights that blink.
 * Time is cut into windows; in each the window's own random numbers say whether and when something happens.
 */
final class Incidents {
    private static final long BOOK_WINDOW_SECONDS = 480;
    private static final double BOOK_SHARE = 0.35; // of windows, per person
    private static final long LIGHT_WINDOW_SECONDS = 600;
    private static final double DIMMED = 0.72;
    private static final double DRIFT = 0.03;

    private final long seed;

    Incidents(long seed) {
        this.seed = seed;
    }

    /** How far a person holds a book before the face: 0 not at all, 1 fully. */
    double book(long person, Instant time) {
        long window = Math.floorDiv(time.getEpochSecond(), BOOK_WINDOW_SECONDS);
        SplittableRandom random = random(person, window);
        if (random.nextDouble() >= BOOK_SHARE) {
            return 0;
        }
        double length = 20 + 25 * random.nextDouble();
        double start = 10 + (BOOK_WINDOW_SECONDS - length - 20) * random.nextDouble();
        double into = seconds(time) - window * BOOK_WINDOW_SECONDS - start;
        return Math.max(0, Math.min(1, Math.min(into, length - into) / 4));
    }

    /** Brightness of the room's light, about 1. */
    double light(Instant time) {
        long window = Math.floorDiv(time.getEpochSecond(), LIGHT_WINDOW_SECONDS);
        SplittableRandom random = random(-1, window);
        double start = (LIGHT_WINDOW_SECONDS - 60) * random.nextDouble();
        double into = seconds(time) - window * LIGHT_WINDOW_SECONDS - start;
        double length = 12 + 18 * random.nextDouble();
        boolean dimmed = into >= 0 && into < length && Math.floorMod((long) (into / 3), 3) != 1;
        // in steps, so that most pictures differ from the one before only where people are
        return dimmed ? DIMMED : 1 + Math.round(100 * DRIFT * Math.sin(seconds(time) / 240)) / 100.0;
    }

    private SplittableRandom random(long what, long window) {
        return new SplittableRandom(seed * 31 + what * 1_000_003 + window * 7_919);
    }

    private static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }
}
