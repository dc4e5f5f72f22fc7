package io.shidao.testkit.classroom;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** Pixels as bytes. */
final class Pictures {
    private Pictures() {}

    /** The pixels themselves of a TYPE_3BYTE_BGR image, not a copy. */
    static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    static byte clamp(int value) {
        return (byte) Math.max(0, Math.min(255, value));
    }
}
