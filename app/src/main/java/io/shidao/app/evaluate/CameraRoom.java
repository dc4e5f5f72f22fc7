package io.shidao.app.evaluate;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A camera's view of people who sit in a grid: now and then a head is held otherwise, it sways a little all the time, the
 * light changes, and every picture has its own noise. Not thread-safe.
 */
final class CameraRoom {
    private static final int NOISE_BYTES = 1 << 20;
    /** Share of pictures in which somebody holds the head otherwise than in the one before. */
    private static final double RESTLESS = 0.25;
    /** Views of a person are drawn once: drawing is what costs. */
    private static final int VIEWS = 8;

    private static final int SWAY_PIXELS = 2;

    private final int cell;
    private final int columns;
    private final byte[] wall;
    private final List<Seat> seats = new ArrayList<>();
    private final byte[] noise = new byte[NOISE_BYTES];
    private final SplittableRandom random;

    private static final class Seat {
        final List<byte[]> views = new ArrayList<>();
        int view;
    }

    CameraRoom(List<List<Studio.Portrait>> people, double facePixels, SplittableRandom random) {
        this.random = random;
        this.cell = Studio.cell(facePixels);
        this.columns = Studio.WIDTH / cell;
        BufferedImage empty = Studio.wall(random);
        this.wall = CameraModel.bytes(empty);
        for (List<Studio.Portrait> portraits : people) {
            seats.add(seat(portraits, facePixels, empty));
        }
        for (int i = 0; i < NOISE_BYTES; i++) {
            noise[i] = (byte) Math.round(CameraModel.NOISE * random.nextGaussian());
        }
    }

    private Seat seat(List<Studio.Portrait> portraits, double facePixels, BufferedImage empty) {
        Seat seat = new Seat();
        for (int i = 0; i < VIEWS && !portraits.isEmpty(); i++) {
            Studio.Portrait portrait = portraits.get(i % portraits.size());
            BufferedImage background =
                    Studio.copy(empty.getSubimage(left(seats.size()), top(seats.size()), cell, cell));
            seat.views.add(CameraModel.bytes(CameraModel.drawn(
                    portrait.photo(),
                    facePixels / portrait.face().height(),
                    cell,
                    portrait.face().centreX(),
                    portrait.face().centreY(),
                    background,
                    random)));
        }
        return seat;
    }

    private int left(int seat) {
        return seat % columns * cell;
    }

    private int top(int seat) {
        return seat / columns * cell;
    }

    /** Horizontal middle of a seat, pixels. */
    double centreX(int seat) {
        return left(seat) + cell / 2.0;
    }

    double centreY(int seat) {
        return top(seat) + cell / 2.0;
    }

    /** What the camera sees next: BGR, row by row. */
    byte[] picture() {
        byte[] picture = wall.clone();
        for (int i = 0; i < seats.size(); i++) {
            Seat seat = seats.get(i);
            if (!seat.views.isEmpty()) {
                if (random.nextDouble() < RESTLESS) {
                    seat.view = random.nextInt(seat.views.size());
                }
                draw(picture, seat.views.get(seat.view), left(i), top(i));
            }
        }
        expose(picture);
        return picture;
    }

    private void draw(byte[] picture, byte[] view, int left, int top) {
        int dx = random.nextInt(-SWAY_PIXELS, SWAY_PIXELS + 1);
        int dy = random.nextInt(-SWAY_PIXELS, SWAY_PIXELS + 1);
        for (int y = SWAY_PIXELS; y < cell - SWAY_PIXELS; y++) {
            int from = ((y + dy) * cell + SWAY_PIXELS + dx) * 3;
            int to = ((top + y) * Studio.WIDTH + left + SWAY_PIXELS) * 3;
            System.arraycopy(view, from, picture, to, (cell - 2 * SWAY_PIXELS) * 3);
        }
    }

    /** Light and noise of the moment, as in {@link CameraModel#expose}; the noise is drawn from a table. */
    private void expose(byte[] picture) {
        double gain = 1 + 0.1 * random.nextGaussian();
        double shift = 8 * random.nextGaussian();
        int[] level = new int[256];
        for (int v = 0; v < 256; v++) {
            level[v] = (int) Math.round((v - 128) * gain + 128 + shift);
        }
        int line = 3 * Studio.WIDTH;
        for (int start = 0; start < picture.length; start += line) {
            int offset = random.nextInt(NOISE_BYTES - line);
            for (int i = 0; i < line; i++) {
                int value = level[picture[start + i] & 0xff] + noise[offset + i];
                picture[start + i] = (byte) Math.max(0, Math.min(255, value));
            }
        }
    }
}
