package io.shidao.app.bench.ingest;

import io.shidao.adapters.ffmpeg.H264Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Video to be streamed, with noise in every frame so that its rate is really that of a camera; the shipped encoder
 * skips nothing and holds the rate as well as it can.
 *
 * @param framesPerSecond of the video
 * @param units Annex B access units, a whole number of groups
 */
record BenchVideo(int framesPerSecond, List<byte[]> units) {
    static final int FRAMES_PER_SECOND = 25;

    private static final int GROUP_SECONDS = 2;
    private static final int GROUPS = 3;
    private static final int NOISE_BYTES = 1 << 20;

    /** 25 frames/s, a key frame every 2 s. */
    static BenchVideo encode(int width, int height, int bitsPerSecond) {
        int frames = FRAMES_PER_SECOND * GROUP_SECONDS;
        List<byte[]> units = new ArrayList<>();
        byte[] noise = new byte[NOISE_BYTES];
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        random.nextBytes(noise);
        byte[] picture = new byte[width * height * 3];
        try (H264Encoder encoder = H264Encoder.open(width, height, FRAMES_PER_SECOND, frames, bitsPerSecond)) {
            for (int frame = 0; frame < frames * GROUPS; frame++) {
                draw(picture, width, frame, noise, random.nextInt(NOISE_BYTES));
                units.add(encoder.encode(picture));
            }
        }
        return new BenchVideo(FRAMES_PER_SECOND, units);
    }

    /** A slope that moves sideways, under noise. */
    private static void draw(byte[] picture, int width, int frame, byte[] noise, int offset) {
        int stride = width * 3;
        for (int at = 0; at < picture.length; at++) {
            int x = at % stride / 3;
            int y = at / stride;
            int grain = noise[(at + offset) & (NOISE_BYTES - 1)] >> 4;
            picture[at] = (byte) (64 + ((x + y + frame * 8) >> 2 & 127) + grain);
        }
    }

    int framesPerGroup() {
        return framesPerSecond * GROUP_SECONDS;
    }

    double megabitsPerSecond() {
        long bytes = units.stream().mapToLong(unit -> unit.length).sum();
        return bytes * 8e-6 * framesPerSecond / units.size();
    }
}
