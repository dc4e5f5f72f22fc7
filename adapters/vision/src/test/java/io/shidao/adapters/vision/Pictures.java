package io.shidao.adapters.vision;

import io.shidao.kernel.face.Picture;
import java.nio.ByteBuffer;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/** Pictures that need no file. */
@NullMarked
final class Pictures {
    private Pictures() {}

    static Picture of(int width, int height, byte[] bgr) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(bgr.length).put(bgr);
        return new Picture(width, height, buffer, () -> {});
    }

    /** Blue tells the column, green the row: every pixel says where it came from. */
    static Picture coordinates(int offsetX, int offsetY, int width, int height) {
        byte[] bgr = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            bgr[3 * i] = (byte) Math.max(0, Math.min(255, i % width - offsetX));
            bgr[3 * i + 1] = (byte) Math.max(0, Math.min(255, i / width - offsetY));
            bgr[3 * i + 2] = (byte) 128;
        }
        return of(width, height, bgr);
    }

    static Picture blobs(int width, int height, long seed) {
        Random random = new Random(seed);
        byte[] bgr = new byte[width * height * 3];
        for (int blob = 0; blob < 60; blob++) {
            int cx = random.nextInt(width);
            int cy = random.nextInt(height);
            int radius = 5 + random.nextInt(40);
            int colour = random.nextInt(1 << 24);
            for (int y = Math.max(0, cy - radius); y < Math.min(height, cy + radius); y++) {
                for (int x = Math.max(0, cx - radius); x < Math.min(width, cx + radius); x++) {
                    int i = (y * width + x) * 3;
                    bgr[i] = (byte) colour;
                    bgr[i + 1] = (byte) (colour >> 8);
                    bgr[i + 2] = (byte) (colour >> 16);
                }
            }
        }
        return of(width, height, bgr);
    }

    static byte[] bytes(Picture picture) {
        byte[] bytes = new byte[picture.width() * picture.height() * 3];
        picture.bgr().get(0, bytes);
        return bytes;
    }
}
