package io.shidao.kernel.face;

/**
 * A part of a picture that a detector searches by itself, in pixels, inside the picture. A detector scales every window
 * to the same input, so the larger the window, the larger a face must be to be found.
 */
public record SearchWindow(int x, int y, int width, int height) {
    public SearchWindow {
        if (x < 0 || y < 0 || width < 1 || height < 1) {
            throw new IllegalArgumentException("search window: " + width + " x " + height + " at " + x + ", " + y
                    + " (expected: at least 1 x 1, from 0, 0 on)");
        }
    }

    public static SearchWindow whole(int width, int height) {
        return new SearchWindow(0, 0, width, height);
    }

    /** Whether the box lies wholly in it. */
    public boolean contains(Box box) {
        return box.x() >= x
                && box.y() >= y
                && box.x() + box.width() <= x + width
                && box.y() + box.height() <= y + height;
    }

    /** Whether the middle of the box lies in it. */
    public boolean holdsCentreOf(Box box) {
        return box.centreX() >= x && box.centreY() >= y && box.centreX() < x + width && box.centreY() < y + height;
    }

    public float centreX() {
        return x + width / 2f;
    }

    public float centreY() {
        return y + height / 2f;
    }
}
