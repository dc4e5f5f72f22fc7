package io.shidao.analyzer.replay;

import io.shidao.analyzer.picture.Sketch;
import io.shidao.kernel.face.Picture;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomRenderer;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import io.shidao.testkit.portrait.Portraits;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * What a camera in a rendered classroom films: the scene by class time, and the sensor's noise, which is new in every
 * picture. A replay shows the scene of another time.
 */
final class Film {
    static final Instant START = Instant.parse("2026-03-02T01:00:00Z");
    private static final int FRAMES_PER_SECOND = 2;
    private static final int WIDTH = ClassroomLayout.WIDTH;
    private static final int HEIGHT = ClassroomLayout.HEIGHT;
    /** Frames of an hour, so that each day's movements are others. */
    private static final long DAY = 1_000_003;

    private final ClassroomRenderer renderer;
    private final long day;
    private final SplittableRandom random;
    private final ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
    private final byte[] noise = new byte[1 << 20];

    /** What somebody does to footage before it is shown again. */
    record Tampering(double crop, double gain, double noise, int scaledToHeight) {
        static final Tampering NONE = new Tampering(0, 1, 1.5, HEIGHT);
    }

    /** @param day of the class: the same room, people and seats, other movements, occlusions and light */
    Film(int people, long day) {
        List<SeatedPerson> seated = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            seated.add(new SeatedPerson(
                    Portraits.all().get(i), ClassroomLayout.seats().get((i * 7) % 36), Instant.MIN, Instant.MAX));
        }
        this.renderer = new ClassroomRenderer(new ClassroomScript(7, seated));
        this.day = day;
        this.random = new SplittableRandom(day);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) Math.round(4 * random.nextGaussian());
        }
    }

    /** @param second of class time */
    Picture at(double second, Tampering tampering) {
        long number = Math.round(FRAMES_PER_SECOND * second * 2) + day * DAY;
        Instant time = START.plusSeconds(day * 86_400).plusMillis((long) (1000 * second));
        byte[] scene = renderer.render(time, number);
        DoubleUnaryOperator across = shown -> (tampering.crop() + (1 - 2 * tampering.crop()) * shown);
        int step = HEIGHT / tampering.scaledToHeight();
        for (int y = 0; y < HEIGHT; y++) {
            int row = (int) (across.applyAsDouble((double) (y / step * step) / HEIGHT) * HEIGHT);
            int shift = random.nextInt(noise.length - 3 * WIDTH);
            for (int x = 0; x < WIDTH; x++) {
                int column = (int) (across.applyAsDouble((double) (x / step * step) / WIDTH) * WIDTH);
                double level = tampering.gain() * (scene[3 * (row * WIDTH + column) + 1] & 0xff);
                double noisy = level + tampering.noise() * noise[shift + x] / 4;
                pixels.put(3 * (y * WIDTH + x) + 1, (byte) Math.max(0, Math.min(255, Math.round(noisy))));
            }
        }
        return new Picture(WIDTH, HEIGHT, pixels, () -> {});
    }

    Sketch sketch(double second) {
        return Sketch.of(at(second, Tampering.NONE));
    }

    Sketch sketch(double second, Tampering tampering) {
        return Sketch.of(at(second, tampering));
    }
}
