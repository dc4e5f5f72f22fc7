package io.shidao.testkit.region;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.session.Seat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/** What cameras see of a session. Pure: the same time gives the same picture. */
final class Scenes {
    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1080;
    private static final int SNAPSHOT_WIDTH = 640;
    private static final int SNAPSHOT_HEIGHT = 480;
    private static final float FACE_SHAPE = 0.8f;
    private static final int SWAY_PIXELS = 5;
    /** Share of the looks at which a face is turned away or hidden, and not found. */
    private static final double NOT_FOUND = 0.04;
    /** Nobody is hidden from sample to sample for longer: whoever was would be late for the camera, and rightly so. */
    private static final Duration LONGEST_HIDDEN = Duration.ofMinutes(10);

    /** Two sessions' looks then have a cosine of its square, 0.81, more than that of most photos of one person. */
    private static final double CLEAR = 0.9;

    private Scenes() {}

    static Scene of(SessionScript session, Instant at, Duration interval, ScoreModel scores) {
        if (!session.streams(at)) {
            return new Scene(WIDTH, HEIGHT, List.of());
        }
        return new Scene(
                WIDTH,
                HEIGHT,
                session.stays().stream()
                        .filter(stay -> stay.covers(at) && isFound(session, stay, at, interval))
                        .map(stay -> face(session, stay, at, scores, WIDTH, HEIGHT))
                        .toList());
    }

    static Scene snapshot(SessionScript session, int person, Instant at, ScoreModel scores) {
        return new Scene(
                SNAPSHOT_WIDTH,
                SNAPSHOT_HEIGHT,
                session.stays().stream()
                        .filter(stay -> stay.person() == person && stay.covers(at))
                        .map(stay -> face(session, stay, at, scores, SNAPSHOT_WIDTH, SNAPSHOT_HEIGHT))
                        .toList());
    }

    private static boolean isFound(SessionScript session, SessionScript.Stay stay, Instant at, Duration interval) {
        long most = Math.max(1, LONGEST_HIDDEN.dividedBy(interval));
        for (long before = 0; before <= most; before++) {
            if (!isHidden(session, stay, at.minus(interval.multipliedBy(before)))) {
                return before == 0;
            }
        }
        return true;
    }

    private static boolean isHidden(SessionScript session, SessionScript.Stay stay, Instant at) {
        return new SplittableRandom(mixed(look(session, stay, at), 1)).nextDouble() < NOT_FOUND;
    }

    private static Scene.Face face(
            SessionScript session, SessionScript.Stay stay, Instant at, ScoreModel scores, int width, int height) {
        long sitting = mixed(mixed(session.number(), 17), stay.face());
        long look = look(session, stay, at);
        double drawn = scores.lookLikeness(scores.sittingLikeness(sitting, mixed(session.number(), 23)), look);
        double likeness = switch (stay.looks()) {
            case ENROLLED -> drawn;
            case STRANGER -> Math.sqrt(drawn);
            case CLEAR_STRANGER -> CLEAR;
        };
        return new Scene.Face(stay.face(), sitting, look, likeness, box(stay, look, width, height));
    }

    private static Box box(SessionScript.Stay stay, long look, int width, int height) {
        SplittableRandom sway = new SplittableRandom(mixed(look, 2));
        float faceHeight = stay.heightPixels();
        Seat seat = stay.seat();
        float x = seat.x() * width + sway.nextInt(-SWAY_PIXELS, SWAY_PIXELS + 1);
        float y = seat.y() * height + sway.nextInt(-SWAY_PIXELS, SWAY_PIXELS + 1);
        return new Box(x - FACE_SHAPE * faceHeight / 2, y - faceHeight / 2, FACE_SHAPE * faceHeight, faceHeight);
    }

    private static long look(SessionScript session, SessionScript.Stay stay, Instant at) {
        return mixed(mixed(mixed(session.number(), 31), stay.face()), at.toEpochMilli());
    }

    /** A seed of two numbers (the finaliser of SplitMix64, Steele et al. 2014). */
    static long mixed(long a, long b) {
        long z = a * 0x9e3779b97f4a7c15L + b + 0x632be59bd9b4e019L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
