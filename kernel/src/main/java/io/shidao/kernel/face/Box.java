package io.shidao.kernel.face;

/** An upright rectangle in a picture, in pixels, origin at the top left; it may reach beyond the picture's edge. */
public record Box(float x, float y, float width, float height) {
    public Box {
        if (!(width > 0) || !(height > 0)) {
            throw new IllegalArgumentException("box: " + width + " x " + height + " (expected: both above 0)");
        }
    }

    public float centreX() {
        return x + width / 2;
    }

    public float centreY() {
        return y + height / 2;
    }

    public float area() {
        return width * height;
    }

    /** The same centre, {@code factor} times as wide and high. */
    public Box scaled(float factor) {
        return new Box(
                centreX() - width * factor / 2, centreY() - height * factor / 2, width * factor, height * factor);
    }

    public Box moved(float dx, float dy) {
        return new Box(x + dx, y + dy, width, height);
    }

    /** Area common to both, in square pixels. */
    public float intersection(Box other) {
        float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Intersection over union, 0 to 1. */
    public float iou(Box other) {
        float common = intersection(other);
        return common / (area() + other.area() - common);
    }
}
