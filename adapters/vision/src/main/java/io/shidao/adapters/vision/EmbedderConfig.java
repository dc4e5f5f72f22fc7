package io.shidao.adapters.vision;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One embedder: a network that turns an aligned face into features. What changes features changes the ModelId, and then
 * everybody's references have to be made again.
 *
 * @param file an ONNX file of the site's own; empty means the one that ships
 * @param weight of its score when there are several, 0.01 to 1 in steps of 0.01; all weights add up to 1
 * @param mirror whether the features of the face and of its mirror image are averaged: a little better, at twice the
 *     time
 * @param input what the network takes
 * @param output name of the output that holds the features; empty when there is only one
 * @param dimension how many numbers the features have, 16 to 4096; checked against the file
 */
public record EmbedderConfig(Path file, double weight, boolean mirror, Input input, String output, int dimension) {
    /** Order of the colour channels. */
    public enum Channels {
        BGR,
        RGB
    }

    /** Order of the axes: batch, channels, height, width or batch, height, width, channels. */
    public enum Layout {
        NCHW,
        NHWC
    }

    /**
     * What the network takes: for each channel (x − mean) / divisor, x from 0 to 255.
     *
     * @param width pixels, 16 to 1024
     * @param height pixels, 16 to 1024
     * @param channels bgr or rgb
     * @param layout nchw or nhwc
     * @param mean of all channels, or one for each in the order above
     * @param divisor of all channels, or one for each in the order above; not 0
     * @param alignment where the face is in the input: arcface-112 or sphereface-112x96, scaled to the input, or ten
     *     numbers, x and y of left eye, right eye, nose, left and right corner of the mouth in pixels of the input, left
     *     as seen in the picture
     */
    public record Input(
            int width,
            int height,
            Channels channels,
            Layout layout,
            List<Double> mean,
            List<Double> divisor,
            String alignment) {
        public Input {
            List<String> problems = new ArrayList<>();
            check(problems, "width", width, 16, 1024);
            check(problems, "height", height, 16, 1024);
            mean = each(problems, "mean", mean);
            divisor = each(problems, "divisor", divisor);
            if (divisor.contains(0.0)) {
                problems.add("divisor: " + divisor + " (expected: not 0)");
            }
            if (problems.isEmpty()) {
                AlignmentTemplates.parse(alignment, width, height);
            }
            raise(problems);
        }

        /** What fr_feature takes: 112 x 112 BGR (x − 127) / 128, aligned as for ArcFace. */
        public static Input shipped() {
            return new Input(112, 112, Channels.BGR, Layout.NCHW, List.of(127.0), List.of(128.0), "arcface-112");
        }

        private static List<Double> each(List<String> problems, String name, List<Double> values) {
            if ((values.size() != 1 && values.size() != 3) || !values.stream().allMatch(Double::isFinite)) {
                problems.add(name + ": " + values + " (expected: one number, or one for each of three channels)");
            }
            return List.copyOf(values);
        }
    }

    public EmbedderConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "weight", weight, .01, 1);
        if (Math.abs(weight * 100 - Math.rint(weight * 100)) > 1e-6) {
            problems.add("weight: " + weight + " (expected: in steps of 0.01)");
        }
        check(problems, "dimension", dimension, 16, 4096);
        raise(problems);
    }

    private static void check(List<String> problems, String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void raise(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    /** The embedder that ships, alone. */
    public static EmbedderConfig shipped() {
        return new EmbedderConfig(Path.of(""), 1, false, Input.shipped(), "", 512);
    }

    /** Weight in hundredths, exact. */
    int hundredths() {
        return (int) Math.rint(weight * 100);
    }
}
