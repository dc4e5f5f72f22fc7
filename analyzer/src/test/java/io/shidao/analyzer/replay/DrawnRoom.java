package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;
import io.shidao.kernel.face.Picture;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;

/** Heads before a striped wall. */
final class DrawnRoom {
    enum Manner {
        /** Each takes up another posture every few seconds, other ones each day. */
        ON_THEIR_OWN,
        /** All look up and down at once, at times that differ from day to day. */
        TOGETHER,
        /** To and fro in 20 s, each with a beginning and a pace of their own, 3 % off at most. */
        ROCKING
    }

    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final int WIDTH = 320;
    private static final int HEIGHT = 192;
    private static final int RADIUS = 9;

    private final int heads;
    private final long day;
    private final Manner manner;
    private final SplittableRandom noise;

    DrawnRoom(int heads, long day) {
        this(heads, day, Manner.ON_THEIR_OWN);
    }

    DrawnRoom(int heads, long day, Manner manner) {
        this.heads = heads;
        this.day = day;
        this.manner = manner;
        this.noise = new SplittableRandom(day);
    }

    Optional<Replay> show(ReplayWatch watch, double second, Instant at, double gain) {
        try (Picture picture = picture(second, gain)) {
            return watch.look(framing -> Sketch.of(picture, framing), at);
        }
    }

    private Picture picture(double second, double gain) {
        byte[] levels = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (byte) (90 + 30 * (i % WIDTH / 20 % 2));
        }
        for (int head = 0; head < heads; head++) {
            int x = (int) Math.round(30 + head % 6 * 52 + posture(head, 0, second));
            int y = (int) Math.round(30 + head / 6 * 44 + posture(head, 1, second));
            for (int dy = -RADIUS; dy <= RADIUS; dy++) {
                for (int dx = -RADIUS; dx <= RADIUS; dx++) {
                    if (dx * dx + dy * dy <= RADIUS * RADIUS) {
                        levels[(y + dy) * WIDTH + x + dx] = (byte) 190;
                    }
                }
            }
        }
        ByteBuffer bgr = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
        for (byte level : levels) {
            byte noisy = (byte) Math.max(0, Math.min(255, (level & 0xff) * gain + 2 * noise.nextGaussian()));
            bgr.put(noisy).put(noisy).put(noisy);
        }
        return new Picture(WIDTH, HEIGHT, bgr, () -> {});
    }

    private double posture(int head, int axis, double second) {
        return switch (manner) {
            case ON_THEIR_OWN -> 5 * chance(head, axis, (long) Math.floor((second + head * 1.37) / 6));
            case TOGETHER ->
                Math.signum(chance(100, 0, (long) Math.floor(second / 7))) * 5 * chance(head, axis, 0)
                        + 0.3 * chance(head, axis, (long) Math.floor(second / 7));
            case ROCKING -> {
                double pace = 20 * (1 + 0.03 * chance(head, 0, 1));
                yield 5 * Math.sin(2 * Math.PI * (second / pace + chance(head, 0, 2) / 2));
            }
        };
    }

    /** From -1 to 1. */
    private double chance(int head, int axis, long window) {
        return new SplittableRandom(((day * 128 + head) * 2 + axis) * 100_003 + window).nextDouble(-1, 1);
    }
}
