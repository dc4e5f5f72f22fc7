package io.shidao.kernel.face;

/**
 * A face that was found.
 *
 * @param box in picture pixels
 * @param score the detector's, 0 to 1
 */
public record DetectedFace(Box box, float score) {}
