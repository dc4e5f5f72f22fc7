package io.shidao.app.evaluate.replay;

import io.shidao.testkit.classroom.Movement;
import java.util.SplittableRandom;

/** How the people of a rendered class move. A frame's number is its time in milliseconds. */
public enum Behaviour {
    /** Slow sways that never stop, each person's of a pace of their own: 15 to 80 s. */
    CALM {
        @Override
        Movement of(long person, long day) {
            return new Waves(person, day, 0.08, 0.4);
        }
    },
    /** The same at 6 to 30 s. */
    LIVELY {
        @Override
        Movement of(long person, long day) {
            return new Waves(person, day, 0.2, 1.0);
        }
    },
    /** A posture is held for some seconds, then another one is taken up. */
    HOLDING {
        @Override
        Movement of(long person, long day) {
            return new Postures(person, day, 7_000, 0, 1);
        }
    },
    /** Postures are held for minutes, as in a written test. */
    STILL {
        @Override
        Movement of(long person, long day) {
            return new Postures(person, day, 60_000, 0, 1);
        }
    },
    /** All look up and down together, as a teacher bids them, and come back to nearly the same two postures. */
    TOGETHER {
        @Override
        Movement of(long person, long day) {
            return new Postures(person, day, 9_000, 0.9, 0.15);
        }
    },
    /** All rock to and fro at nearly one pace, 20 s within 4 %. */
    ROCKING {
        @Override
        Movement of(long person, long day) {
            return new Rocking(person, day);
        }
    };

    abstract Movement of(long person, long day);

    private static final double SHIFT = 0.08; // face heights
    private static final double TILT = 0.05;
    private static final double NOD = 0.02;

    private static double breath(double phase, long millis) {
        return 0.004 * Math.sin(phase + 2 * Math.PI * millis / 3900.0);
    }

    /** Sums of two sines a direction. */
    private static final class Waves implements Movement {
        private final double[] phase = new double[6];
        private final double[] speed = new double[6];

        Waves(long person, long day, double slowest, double fastest) {
            SplittableRandom random = new SplittableRandom(person * 7919 + day * 104_729);
            for (int i = 0; i < phase.length; i++) {
                phase[i] = random.nextDouble() * 2 * Math.PI;
                speed[i] = random.nextDouble(slowest, fastest);
            }
        }

        private double wave(int i, double factor, long millis) {
            return Math.sin(phase[i] + factor * speed[i] * millis / 1000);
        }

        @Override
        public double x(long millis) {
            return SHIFT * (wave(0, 1, millis) + 0.4 * wave(1, 2, millis)) + breath(phase[0], millis);
        }

        @Override
        public double y(long millis) {
            return SHIFT / 2 * (wave(2, 1, millis) + 0.4 * wave(3, 2, millis)) + breath(phase[1], millis);
        }

        @Override
        public double tilt(long millis) {
            return TILT * wave(4, 1, millis);
        }

        @Override
        public double scale(long millis) {
            return 1 + NOD * wave(5, 1, millis);
        }
    }

    /**
     * Postures that change at times of their own, or at times of the class. With {@code together}, the posture is one of
     * two, up and down, and {@code spread} says how far from it somebody comes back.
     */
    private static final class Postures implements Movement {
        private static final long MOVES_FOR = 900;

        private final long seed;
        private final long classSeed;
        private final long meanHold;
        private final double together;
        private final double spread;
        private final double phase;
        private final double lateBy;

        Postures(long person, long day, long meanHold, double together, double spread) {
            this.seed = person * 7919 + day * 104_729;
            this.classSeed = together > 0 ? day * 15_485_863 : seed;
            this.meanHold = meanHold;
            this.together = together;
            this.spread = spread;
            SplittableRandom random = new SplittableRandom(seed);
            this.phase = random.nextDouble() * 2 * Math.PI;
            this.lateBy = together > 0 ? 1200 * random.nextDouble() : 0;
        }

        /** The posture changes once in each window of the mean hold, at a time that only the window knows. */
        private double at(int axis, long millis) {
            double time = millis - lateBy;
            long window = (long) Math.floor(time / meanHold);
            double change = window * (double) meanHold
                    + meanHold * 0.9 * new SplittableRandom(classSeed * 31 + window).nextDouble();
            double done = Math.max(0, Math.min(1, (time - change) / MOVES_FOR));
            double smooth = done * done * (3 - 2 * done);
            return (1 - smooth) * posture(axis, window - 1) + smooth * posture(axis, window);
        }

        private double posture(int axis, long window) {
            double own = new SplittableRandom(seed * 131 + window * 8 + axis).nextGaussian();
            if (together == 0) {
                return spread * own;
            }
            double state = new SplittableRandom(classSeed * 17 + window).nextBoolean() ? 1 : -1;
            double liking = new SplittableRandom(seed * 37 + axis).nextGaussian();
            return together * state * liking + spread * own;
        }

        @Override
        public double x(long millis) {
            return SHIFT * at(0, millis) + breath(phase, millis);
        }

        @Override
        public double y(long millis) {
            return SHIFT / 2 * at(1, millis) + breath(phase + 1, millis);
        }

        @Override
        public double tilt(long millis) {
            return TILT * at(2, millis);
        }

        @Override
        public double scale(long millis) {
            return 1 + NOD * at(3, millis);
        }
    }

    /** One period for all, with a phase and a reach of each person's own. */
    private static final class Rocking implements Movement {
        private static final double PERIOD = 20_000;
        private static final double SPREAD = 0.04;

        private final double phase;
        private final double reach;
        private final double period;
        private final Movement small;

        Rocking(long person, long day) {
            SplittableRandom random = new SplittableRandom(person * 7919 + day * 104_729);
            this.phase = random.nextDouble() * 2 * Math.PI;
            this.reach = random.nextDouble(0.5, 1.5);
            this.period = PERIOD * random.nextDouble(1 - SPREAD, 1 + SPREAD);
            this.small = new Waves(person, day + 1, 0.08, 0.4);
        }

        private double wave(long millis) {
            return reach * Math.sin(phase + 2 * Math.PI * millis / period);
        }

        @Override
        public double x(long millis) {
            return SHIFT * wave(millis) + 0.15 * small.x(millis);
        }

        @Override
        public double y(long millis) {
            return SHIFT / 3 * wave(millis) + 0.15 * small.y(millis);
        }

        @Override
        public double tilt(long millis) {
            return TILT * wave(millis);
        }

        @Override
        public double scale(long millis) {
            return 1;
        }
    }
}
