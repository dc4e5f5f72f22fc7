package io.shidao.api.enrol;

import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.proto.api.v1.EnrolmentProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one face of a photo and judges whether it can serve. Thread-safe. */
final class PhotoCheck {
    /** A photo with more candidates is looked at no further: the largest are the ones that count. */
    private static final int MAX_CANDIDATES = 5;

    private final Vision vision;
    private final EnrolmentConfig config;
    private final SmallLook smallLook;

    PhotoCheck(Vision vision, EnrolmentConfig config) {
        this.vision = vision;
        this.config = config;
        this.smallLook = new SmallLook(vision, config.smallFaceHeightPixels());
    }

    /** The face to enrol, or the reasons why there is none; a face with reasons is there to be measured only. */
    record Result(@Nullable SeenFace face, List<EnrolmentProblem> problems) {
        Result {
            problems = List.copyOf(problems);
        }
    }

    Result judge(Picture picture) {
        List<DetectedFace> detected = vision.detector().detect(picture);
        if (detected.isEmpty()) {
            return new Result(null, List.of(Messages.noFace()));
        }
        // what only looks like a face to the detector (a wall clock, a pattern) is neither the face nor a second one
        List<SeenFace> faces = detected.stream()
                .sorted(Comparator.comparingDouble(face -> -face.box().area()))
                .limit(MAX_CANDIDATES)
                .map(face -> SeenFace.of(vision, picture, face))
                .filter(face -> face.template().rawNorm() >= config.minRawNorm())
                .toList();
        if (faces.isEmpty()) {
            return new Result(null, List.of(Messages.notAFace()));
        }
        SeenFace main = faces.get(0);
        List<EnrolmentProblem> problems = new ArrayList<>();
        long similar = faces.stream()
                .filter(face -> face.height() > main.height() * config.backgroundFaceShare())
                .count();
        if (similar > 1) {
            problems.add(Messages.severalFaces((int) similar));
        }
        problems.addAll(problemsOf(main.aligned().quality()));
        if (NaturalColour.distance(main.aligned()) > config.maxColourDistance()) {
            problems.add(Messages.unnaturalColour());
        }
        if (problems.isEmpty() && smallLook.likeness(picture, main).orElse(1) < config.minSmallCosine()) {
            problems.add(Messages.poorWhenSmall());
        }
        return new Result(main, problems);
    }

    private List<EnrolmentProblem> problemsOf(SampleQuality quality) {
        List<EnrolmentProblem> problems = new ArrayList<>();
        if (quality.faceHeightPixels() < config.minFaceHeightPixels()) {
            problems.add(Messages.tooSmall(quality.faceHeightPixels(), config.minFaceHeightPixels()));
        }
        if (quality.meanLuminance() < config.minLuminance() || quality.underExposedShare() > config.maxExtremeShare()) {
            problems.add(Messages.tooDark());
        }
        if (quality.meanLuminance() > config.maxLuminance() || quality.overExposedShare() > config.maxExtremeShare()) {
            problems.add(Messages.tooBright());
        }
        if (quality.sharpness() < config.minSharpness()) {
            problems.add(Messages.blurred(quality.sharpness(), config.minSharpness()));
        }
        if (Math.abs(quality.yawDegrees()) > config.maxYawDegrees()
                || Math.abs(quality.pitchDegrees()) > config.maxPitchDegrees()) {
            problems.add(Messages.turnedAway(quality.yawDegrees(), quality.pitchDegrees()));
        }
        return problems;
    }
}
