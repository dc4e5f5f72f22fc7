package io.shidao.adapters.rtsp;

import io.shidao.adapters.ffmpeg.H264Encoder;
import java.util.ArrayList;
import java.util.List;

/** Small moving pictures, encoded once for all tests: 320 x 240, 20 frames/s, a key frame every half second. */
final class TestVideo {
    static final int WIDTH = 320;
    static final int HEIGHT = 240;
    static final int FRAMES_PER_SECOND = 20;
    static final List<byte[]> UNITS = encode(40);

    private TestVideo() {}

    private static List<byte[]> encode(int frames) {
        List<byte[]> units = new ArrayList<>();
        try (H264Encoder encoder = H264Encoder.open(WIDTH, HEIGHT, FRAMES_PER_SECOND, FRAMES_PER_SECOND / 2, 500_000)) {
            for (int i = 0; i < frames; i++) {
                units.add(encoder.encode(picture(i)));
            }
        }
        return List.copyOf(units);
    }

    private static byte[] picture(int shift) {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = (byte) (i / 3 % WIDTH + 3 * shift);
        }
        return bgr;
    }
}
