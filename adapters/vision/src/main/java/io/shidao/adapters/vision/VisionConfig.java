package io.shidao.adapters.vision;

import io.shidao.kernel.media.ImageLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How faces are found and described.
 *
 * @param workers sets of networks, i.e. pictures worked on at a time; about 40 MB each; 1 to 64. Not fewer than the
 *     analyzer's workers, which otherwise wait for one another
 * @param patience how long a caller waits for a free worker or picture buffer, 100 ms to 5 min
 * @param detectorThreshold least score of a detected face, 0.3 to 0.99. Lower finds more faces and more that are none
 * @param tileWidth of the tiles that a large picture is cut into, pixels, 320 to 1920; the height is 3/4 of it. Smaller
 *     tiles find smaller faces and take longer: 480 finds 54 % of faces of 20 to 24 pixels, 640 finds 45 % in 58 % of
 *     the time
 * @param tileOverlap share of a tile that its neighbour repeats, 0.1 to 0.5; a face up to this share of a tile is whole
 *     in one of them
 * @param stills limits of still pictures
 * @param stillSlots decoded still pictures in memory at a time, 1 to 256
 * @param models files that replace the models that ship
 * @param embedders what makes the features, 1 to 3; several are fused: the score is the weighted mean of theirs. Each
 *     takes its own time for every face (8 ms for the one that ships)
 */
public record VisionConfig(
        int workers,
        Duration patience,
        float detectorThreshold,
        int tileWidth,
        float tileOverlap,
        ImageLimits stills,
        int stillSlots,
        ModelFiles models,
        List<EmbedderConfig> embedders) {
    /**
     * Files that replace the models that ship; an empty path means the one that ships.
     *
     * @param detect same inputs and outputs as UltraFace RFB-320
     * @param landmark same inputs and outputs as fr_landmark.onnx
     * @param attack same inputs and outputs as fr_liveness.onnx
     */
    public record ModelFiles(Path detect, Path landmark, Path attack) {
        public static ModelFiles shipped() {
            return new ModelFiles(Path.of(""), Path.of(""), Path.of(""));
        }
    }

    public VisionConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "workers", workers, 1, 64);
        check(problems, "detector-threshold", detectorThreshold, 0.3, 0.99);
        check(problems, "tile-width", tileWidth, 320, 1920);
        check(problems, "tile-overlap", tileOverlap, 0.1, 0.5);
        check(problems, "still-slots", stillSlots, 1, 256);
        if (patience.compareTo(Duration.ofMillis(100)) < 0 || patience.compareTo(Duration.ofMinutes(5)) > 0) {
            problems.add("patience: " + patience + " (expected: 100ms to 5m)");
        }
        embedders = List.copyOf(embedders);
        check(problems, "embedders", embedders.size(), 1, 3);
        int hundredths = embedders.stream().mapToInt(EmbedderConfig::hundredths).sum();
        if (hundredths != 100) {
            problems.add("embedders: weights add up to " + hundredths / 100.0 + " (expected: 1)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static void check(List<String> problems, String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /** A worker for each core, at least two; score .65, tiles of 480 x 360 with 25 % overlap. */
    public static VisionConfig defaults() {
        return new VisionConfig(
                Math.max(2, Math.min(64, Runtime.getRuntime().availableProcessors())),
                Duration.ofSeconds(10),
                .65f,
                480,
                .25f,
                ImageLimits.defaults(),
                4,
                ModelFiles.shipped(),
                List.of(EmbedderConfig.shipped()));
    }

    int tileHeight() {
        return tileWidth * 3 / 4;
    }
}
