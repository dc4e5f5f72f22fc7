package io.shidao.app.evaluate.attack;

import java.nio.file.Path;
import java.util.List;

/**
 * What is measured.
 *
 * @param faces folders with photos of people, searched to the bottom; each is reported on its own
 * @param presentations of each kind and size, in each folder, at most
 * @param looks at each presentation, whose scores are averaged as a track's are
 * @param pixels heights of faces
 * @param threshold of the mean score, from which a presentation is called an attack
 * @param seed of everything random
 */
public record AttackEvaluationOptions(
        List<Path> faces, int presentations, int looks, List<Integer> pixels, double threshold, long seed) {
    public AttackEvaluationOptions {
        faces = List.copyOf(faces);
        pixels = List.copyOf(pixels);
        if (presentations < 1 || looks < 1 || looks > 20 || !(threshold > 0 && threshold < 1)) {
            throw new IllegalArgumentException("presentations " + presentations + ", looks " + looks + ", threshold "
                    + threshold + " (expected: 1 or more; 1 to 20; between 0 and 1)");
        }
        if (pixels.isEmpty() || pixels.stream().anyMatch(p -> p < 48 || p > 400)) {
            throw new IllegalArgumentException("pixels " + pixels + " (expected: 48 to 400 each)");
        }
    }
}
