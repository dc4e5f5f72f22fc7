package io.shidao.api.enrol;

import io.shidao.kernel.media.ImageLimits;
import java.util.ArrayList;
import java.util.List;

/**
 * What a photo must be to serve as a reference. Figures of sharpness, luminance and pose are those of
 * {@link io.shidao.kernel.face.SampleQuality}.
 *
 * @param photo what a photo may be before it is decoded
 * @param minFaceHeightPixels 24 to 1000; a face of the size a camera sees compares well, but a reference should be better
 * @param minSharpness 0 to 1000; below about 20 a face is blurred
 * @param minLuminance mean of the face, 0 to 255; lower is too dark
 * @param maxLuminance mean of the face, 0 to 255; higher is too bright
 * @param maxExtremeShare of the face's pixels that may be nearly black, or nearly white, 0 to 1
 * @param maxYawDegrees to either side, 5 to 90
 * @param maxPitchDegrees up or down, 5 to 90
 * @param maxColourDistance how far the face's mean colour may be from natural skin colour, CIELAB units, 0 to 200; see
 *     {@link NaturalColour}
 * @param minRawNorm length of the features before normalising, 0 to 100; fr_feature gives less than 2.0 for what is no
 *     face, and little more for one behind a hand
 * @param backgroundFaceShare a second face counts as background up to this share of the first one's height, 0 to 1
 * @param unlikeCosine a photo less like each earlier one of the same person than this is refused, −1 to 1; the default is
 *     passed by 99.9 % of photos of the same person
 * @param samePhotoCosine a photo as like an earlier one as this is the same photo and does not count again, 0 to 1
 * @param duplicateCosine a photo more like another person's than this is reported as one face under two names, −1 to 1;
 *     the default was reached by no two different people of the evaluation
 * @param inseparableCosine two people whose most similar photos are more alike than this are left to manual verification
 *     where both are on a roster, −1 to duplicate-cosine; the default is reached by 1 in 10,000 pairs of different people
 *     where faces are most alike
 * @param smallFaceHeightPixels a photo is also looked at with its face reduced to this height, 24 to 200
 * @param minSmallCosine a photo less like itself when reduced than this is refused, −1 to 1; −1 takes all; 2 of 2,288
 *     good photos of the evaluation are
 * @param maxReferences of one person, 1 to 50
 */
public record EnrolmentConfig(
        ImageLimits photo,
        int minFaceHeightPixels,
        double minSharpness,
        double minLuminance,
        double maxLuminance,
        double maxExtremeShare,
        double maxYawDegrees,
        double maxPitchDegrees,
        double maxColourDistance,
        double minRawNorm,
        double backgroundFaceShare,
        double unlikeCosine,
        double samePhotoCosine,
        double duplicateCosine,
        double inseparableCosine,
        int smallFaceHeightPixels,
        double minSmallCosine,
        int maxReferences) {
    public EnrolmentConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "min-face-height-pixels", minFaceHeightPixels, 24, 1000);
        between(problems, "min-sharpness", minSharpness, 0, 1000);
        between(problems, "min-luminance", minLuminance, 0, 255);
        between(problems, "max-luminance", maxLuminance, minLuminance, 255);
        between(problems, "max-extreme-share", maxExtremeShare, 0, 1);
        between(problems, "max-yaw-degrees", maxYawDegrees, 5, 90);
        between(problems, "max-pitch-degrees", maxPitchDegrees, 5, 90);
        between(problems, "max-colour-distance", maxColourDistance, 0, 200);
        between(problems, "min-raw-norm", minRawNorm, 0, 100);
        between(problems, "background-face-share", backgroundFaceShare, 0, 1);
        between(problems, "unlike-cosine", unlikeCosine, -1, 1);
        between(problems, "same-photo-cosine", samePhotoCosine, 0, 1);
        between(problems, "duplicate-cosine", duplicateCosine, -1, 1);
        between(problems, "inseparable-cosine", inseparableCosine, -1, duplicateCosine);
        between(problems, "small-face-height-pixels", smallFaceHeightPixels, 24, 200);
        between(problems, "min-small-cosine", minSmallCosine, -1, 1);
        between(problems, "max-references", maxReferences, 1, 50);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.enrolment: " + String.join("; ", problems));
        }
    }

    /** The angles are wide because they are estimates: a frontal smile was measured at 30 degrees of pitch. */
    public static EnrolmentConfig defaults() {
        return new EnrolmentConfig(
                new ImageLimits(8 << 20, 25_000_000, 8192),
                80,
                20,
                50,
                215,
                0.5,
                40,
                40,
                12,
                2.2,
                0.5,
                0.25,
                0.98,
                0.60,
                0.52,
                40,
                0.40,
                10);
    }

    /** The same with another least face height, e.g. for a demonstration with small portraits. */
    public EnrolmentConfig withMinFaceHeightPixels(int pixels) {
        return new EnrolmentConfig(
                photo,
                pixels,
                minSharpness,
                minLuminance,
                maxLuminance,
                maxExtremeShare,
                maxYawDegrees,
                maxPitchDegrees,
                maxColourDistance,
                minRawNorm,
                backgroundFaceShare,
                unlikeCosine,
                samePhotoCosine,
                duplicateCosine,
                inseparableCosine,
                smallFaceHeightPixels,
                minSmallCosine,
                maxReferences);
    }

    private static void between(List<String> problems, String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
