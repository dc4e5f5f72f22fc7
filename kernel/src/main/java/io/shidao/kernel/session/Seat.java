package io.shidao.kernel.session;

/**
 * Where somebody sits by the seating plan, as a place of the head in the camera's picture.
 *
 * @param x 0 (left edge) to 1 (right edge)
 * @param y 0 (top edge) to 1 (bottom edge)
 */
public record Seat(float x, float y) {
    public Seat {
        if (!(x >= 0 && x <= 1) || !(y >= 0 && y <= 1)) {
            throw new IllegalArgumentException("seat: (" + x + ", " + y + ") (expected: both from 0 to 1)");
        }
    }
}
