package io.shidao.kernel.face;

import java.nio.ByteBuffer;

/**
 * A decoded picture: BGR, 8 bit, rows without padding, in a direct buffer that goes back to its owner on close.
 * Used by one thread at a time.
 */
public final class Picture implements AutoCloseable {
    private final int width;
    private final int height;
    private final ByteBuffer bgr;
    private final Runnable onClose;
    private boolean closed;

    /**
     * @param bgr direct, at least {@code width * height * 3} bytes from index 0
     * @param onClose called once by the first {@link #close}, e.g. to give the buffer back to a pool
     */
    public Picture(int width, int height, ByteBuffer bgr, Runnable onClose) {
        if (width <= 0 || height <= 0 || bgr.capacity() < (long) width * height * 3) {
            throw new IllegalArgumentException(
                    "picture: " + width + " x " + height + " in " + bgr.capacity() + " bytes (expected: 3 a pixel)");
        }
        if (!bgr.isDirect()) {
            throw new IllegalArgumentException("picture: heap buffer (expected: direct)");
        }
        this.width = width;
        this.height = height;
        this.bgr = bgr;
        this.onClose = onClose;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixels, from index 0. Valid until {@link #close}. */
    public ByteBuffer bgr() {
        if (closed) {
            throw new IllegalStateException("picture: used after close");
        }
        return bgr;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            onClose.run();
        }
    }

    @Override
    public String toString() {
        return "Picture[" + width + "x" + height + "]";
    }
}
