package io.shidao.testkit.classroom;

/** How somebody moves on a seat, as functions of the frame's number: the same number gives the same place. */
public interface Movement {
    /** Of the head to the right of its seat, face heights. */
    double x(long frame);

    /** Of the head below its seat, face heights. */
    double y(long frame);

    /** Radians. */
    double tilt(long frame);

    /** Of the face, in relation to its usual size, about 1. */
    double scale(long frame);
}
