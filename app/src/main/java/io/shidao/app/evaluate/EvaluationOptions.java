package io.shidao.app.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is evaluated, and how.
 *
 * @param faces folders of labelled people
 * @param enrol clips of each person that are enrolled
 * @param pixels heights of faces in the camera's picture
 * @param sessions for each folder and height; null for as many as tell something
 * @param seed of everything random
 * @param minutes of a session; null for the usual
 * @param fast whether sessions start from templates
 * @param varied whether a session's looks come from all clips that were not enrolled
 * @param withExcluded whether clips with wrong labels take part
 * @param people who takes part
 * @param files where things are read from and written to
 */
public record EvaluationOptions(
        List<Path> faces,
        int enrol,
        List<Integer> pixels,
        @Nullable Integer sessions,
        long seed,
        @Nullable Integer minutes,
        boolean fast,
        boolean varied,
        boolean withExcluded,
        People people,
        Files files) {
    /**
     * Files, each null when not wanted.
     *
     * @param looks folder of kept looks
     * @param calibration instead of the shipped one
     * @param exclude more wrong labels
     * @param json figures
     * @param report folder
     */
    public record Files(
            @Nullable Path looks,
            @Nullable Path calibration,
            @Nullable Path exclude,
            @Nullable Path json,
            @Nullable Path report) {}

    public EvaluationOptions {
        faces = List.copyOf(faces);
        pixels = List.copyOf(pixels);
    }

    /** What cannot be, in words; empty when all is well. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (faces.isEmpty()) {
            problems.add("--faces: none (expected: a folder of labelled people)");
        }
        if (enrol < 1 || enrol > 4) {
            problems.add("--enrol: " + enrol + " (expected: 1 or 2; 3 and 4 where people have so many clips)");
        }
        int most = fast || files.report() != null ? 400 : 110;
        for (int height : pixels) {
            if (height < 16 || height > most) {
                problems.add("--pixels: " + height + " (expected: 16 to " + most
                        + "; larger ones leave no room for a class in one picture, use --fast)");
            }
        }
        if (pixels.isEmpty()) {
            problems.add("--pixels: none (expected: e.g. 48 or 96,48)");
        }
        if (sessions != null && sessions < 1) {
            problems.add("--sessions: " + sessions + " (expected: 1 or more)");
        }
        if (minutes != null && (minutes < 1 || minutes > 240)) {
            problems.add("--minutes: " + minutes + " (expected: 1 to 240)");
        }
        return problems;
    }
}
