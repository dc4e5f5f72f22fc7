package io.shidao.kernel.face;

/**
 * Fitness of a face sample for comparison; names follow ISO/IEC 29794-5.
 *
 * @param faceHeightPixels height of the detected box in the picture as captured
 * @param interEyeDistancePixels in the picture as captured
 * @param sharpness variance of the Laplacian of the aligned grey face, 0..255 scale; below about 20 is blurred
 * @param meanLuminance of the aligned face, 0 to 255
 * @param underExposedShare share of the aligned face's pixels below 25
 * @param overExposedShare share of the aligned face's pixels above 247
 * @param yawDegrees estimated from the landmarks, 0 is frontal, positive turns to the image's right
 * @param pitchDegrees estimated from the landmarks, 0 is frontal, positive looks up
 * @param rollDegrees of the line between the eyes
 */
public record SampleQuality(
        float faceHeightPixels,
        float interEyeDistancePixels,
        float sharpness,
        float meanLuminance,
        float underExposedShare,
        float overExposedShare,
        float yawDegrees,
        float pitchDegrees,
        float rollDegrees) {}
