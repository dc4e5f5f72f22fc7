package io.shidao.app.bench.live;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.testkit.camera.VideoFeed;
import java.time.Clock;

/** 720p with the time of each picture in it, encoded when it is asked for. For one thread. */
final class StampedCamera implements VideoFeed, AutoCloseable {
    static final int WIDTH = 1280;
    static final int HEIGHT = 720;
    static final int FRAMES_PER_SECOND = 25;

    private static final int FRAMES_PER_GROUP = 2 * FRAMES_PER_SECOND;
    private static final int BITS_PER_SECOND = 2_000_000;
    private static final int BAR = 40;

    private final Clock clock;
    private final H264Encoder encoder =
            H264Encoder.open(WIDTH, HEIGHT, FRAMES_PER_SECOND, FRAMES_PER_GROUP, BITS_PER_SECOND);
    private final byte[] picture = new byte[WIDTH * HEIGHT * 3];
    private int frame;

    StampedCamera(Clock clock) {
        this.clock = clock;
        for (int at = 0; at < picture.length; at++) {
            picture[at] = (byte) (64 + ((at / 3 % WIDTH + at / 3 / WIDTH) >> 3));
        }
    }

    @Override
    public int framesPerSecond() {
        return FRAMES_PER_SECOND;
    }

    @Override
    public synchronized byte[] next() {
        bar(frame++);
        TimeStamp.draw(picture, WIDTH, clock.millis());
        return encoder.encode(picture);
    }

    /** Something that moves, so that there is something to encode. */
    private void bar(int number) {
        int left = number * 8 % (WIDTH - BAR);
        for (int y = HEIGHT / 2; y < HEIGHT / 2 + BAR; y++) {
            int row = y * WIDTH * 3;
            for (int x = 0; x < WIDTH * 3; x++) {
                picture[row + x] = (byte) (x / 3 >= left && x / 3 < left + BAR ? 220 : 90);
            }
        }
    }

    @Override
    public synchronized void close() {
        encoder.close();
    }
}
