package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shidao.adapters.vision.EmbedderConfig.Channels;
import io.shidao.adapters.vision.EmbedderConfig.Input;
import io.shidao.adapters.vision.EmbedderConfig.Layout;
import io.shidao.adapters.vision.LabelledPhotos.Photo;
import io.shidao.adapters.vision.VisionConfig.ModelFiles;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.models.ModelCatalogue;
import io.shidao.models.ModelException;
import io.shidao.models.ModelRole;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Embedders of a site's own, and several of them as one, with real networks. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddersIT {
    private static final Logger log = LoggerFactory.getLogger(EmbeddersIT.class);
    private static final DetectedFace SOMEWHERE = new DetectedFace(new Box(60, 50, 110, 140), .9f);
    /** ArcFace's points drawn together by a tenth: more is seen around the face. */
    private static final String WIDER =
            "40.0651 53.7168 71.7786 53.5414 56.0227 71.7531 42.9944 90.3191 69.2569 90.1738";

    private Path folder;
    private Path own;
    private Vision shipped;

    @BeforeAll
    void load(@TempDir Path temporary) throws Exception {
        folder = temporary;
        own = Files.write(
                folder.resolve("ours.onnx"),
                ModelCatalogue.shipped().load(ModelRole.EMBED).onnx());
        shipped = Vision.load(VisionConfig.defaults());
    }

    @AfterAll
    void close() {
        shipped.close();
    }

    @Test
    void givesTheSameFeaturesForTheSameFileAsASitesOwn() {
        try (Vision ours = Vision.load(vision(embedder(own, 1, false, Input.shipped())));
                Picture picture = Pictures.blobs(256, 256, 1)) {
            FaceTemplate expected = template(shipped, picture);
            FaceTemplate found = template(ours, picture);

            assertThat(found.model().value()).isEqualTo("ours-87aacdfe");
            assertThat(found.toBytes()).isEqualTo(expected.toBytes());
        }
    }

    @Test
    void givesTheSameScoresForAModelFusedWithItself() {
        EmbedderConfig half = embedder(own, .5, false, Input.shipped());
        try (Vision fused = Vision.load(vision(half, half));
                Picture one = Pictures.blobs(256, 256, 1);
                Picture other = Pictures.blobs(256, 256, 2)) {
            FaceTemplate a = template(fused, one);
            FaceTemplate b = template(fused, other);

            assertThat(a.dimension()).isEqualTo(1024);
            assertThat(a.rawNorm()).isEqualTo(template(shipped, one).rawNorm());
            assertThat(a.cosine(b)).isCloseTo(template(shipped, one).cosine(template(shipped, other)), within(1e-6f));
        }
    }

    @Test
    void weighsTheScoresOfTwoThatDiffer() {
        EmbedderConfig plain = embedder(own, .7, false, Input.shipped());
        EmbedderConfig wider = embedder(own, .3, true, aligned(WIDER));
        try (Vision fused = Vision.load(vision(plain, wider));
                Vision alone = Vision.load(vision(embedder(own, 1, true, aligned(WIDER))));
                Picture one = Pictures.blobs(256, 256, 1);
                Picture other = Pictures.blobs(256, 256, 2)) {
            float first = template(shipped, one).cosine(template(shipped, other));
            float second = template(alone, one).cosine(template(alone, other));

            assertThat(second).isNotCloseTo(first, within(1e-3f));
            assertThat(template(fused, one).cosine(template(fused, other)))
                    .isCloseTo(.7f * first + .3f * second, within(1e-5f));
        }
    }

    @Test
    void warpsEachTemplateFromThePictureItself() {
        try (Vision ours = Vision.load(vision(embedder(own, 1, false, aligned(WIDER))));
                Picture picture = Pictures.coordinates(0, 0, 256, 256)) {
            AlignmentTemplate wider = AlignmentTemplates.parse(WIDER, 112, 112);
            AlignedFace face = ours.aligner().align(picture, SOMEWHERE);

            double[] map = Similarity.to(wider, face.landmarks());
            int at = (56 * 112 + 56) * 3;
            double x = face.chip(wider)[at] & 0xff;
            double y = face.chip(wider)[at + 1] & 0xff;
            assertThat(map[0] * x + map[1] * y + map[2]).isCloseTo(56, within(1.0));
            assertThat(map[3] * x + map[4] * y + map[5]).isCloseTo(56, within(1.0));
            assertThat(face.chip(wider)).isNotEqualTo(face.bgr());
            assertThat(shipped.aligner().align(picture, SOMEWHERE).bgr()).isEqualTo(face.bgr());
        }
    }

    @Test
    void seesAFaceAndItsMirrorImageAlikeWhenAskedTo() {
        EmbedderConfig mirror = embedder(own, 1, true, Input.shipped());
        try (Vision ours = Vision.load(vision(mirror));
                Picture picture = Pictures.blobs(256, 256, 1)) {
            AlignedFace face = ours.aligner().align(picture, SOMEWHERE);
            AlignedFace mirrored = new AlignedFace(mirrored(face.bgr()), face.landmarks(), face.quality());

            assertThat(ours.embedder().embed(face).cosine(ours.embedder().embed(mirrored)))
                    .isCloseTo(1f, within(1e-5f));
            assertThat(shipped.embedder().embed(face).cosine(shipped.embedder().embed(mirrored)))
                    .isLessThan(.999f);
        }
    }

    @Test
    void feedsChannelsAndAxesAsTheSpecificationSays() {
        byte[] bgr = new byte[16 * 16 * 3];
        for (int i = 0; i < 256; i++) {
            bgr[3 * i] = (byte) i;
            bgr[3 * i + 1] = 20;
            bgr[3 * i + 2] = 30;
        }
        List<Double> means = List.of(1.0, 2.0, 3.0);
        List<Double> divisors = List.of(2.0, 4.0, 8.0);

        float[] planes = blob(bgr, new Input(16, 16, Channels.RGB, Layout.NCHW, means, divisors, square()));
        float[] pixels = blob(bgr, new Input(16, 16, Channels.RGB, Layout.NHWC, means, divisors, square()));
        float[] bgrPlanes = blob(bgr, new Input(16, 16, Channels.BGR, Layout.NCHW, means, divisors, square()));
        float[] plain = blob(bgr, new Input(16, 16, Channels.RGB, Layout.NCHW, List.of(5.0), List.of(10.0), square()));

        assertThat(planes[7]).isEqualTo((30 - 1) / 2f);
        assertThat(planes[256 + 7]).isEqualTo((20 - 2) / 4f);
        assertThat(planes[512 + 7]).isEqualTo((7 - 3) / 8f);
        assertThat(Arrays.copyOfRange(pixels, 21, 24)).containsExactly(planes[7], planes[256 + 7], planes[512 + 7]);
        assertThat(bgrPlanes[7]).isEqualTo((7 - 1) / 2f);
        assertThat(bgrPlanes[512 + 7]).isEqualTo((30 - 3) / 8f);
        assertThat(plain[7]).isCloseTo(2.5f, within(1e-6f));
        assertThat(plain[512 + 7]).isCloseTo(.2f, within(1e-6f));
    }

    @Test
    void saysAtTheStartWhatDoesNotFit() throws Exception {
        Path noise = Files.write(folder.resolve("noise.onnx"), new byte[] {8, 1, 2, 3});
        Path detector = Files.write(
                folder.resolve("detector.onnx"),
                ModelCatalogue.shipped().load(ModelRole.DETECT).onnx());
        Input small = new Input(96, 112, Channels.BGR, Layout.NCHW, one(), one(), "sphereface-112x96");
        Input last = new Input(112, 112, Channels.BGR, Layout.NHWC, one(), one(), "arcface-112");

        refuses(embedder(folder.resolve("none.onnx"), 1, false, Input.shipped()), "cannot be read");
        refuses(embedder(noise, 1, false, Input.shipped()), "no ONNX model");
        refuses(
                embedder(own, 1, false, small),
                "takes [input of 1 x 3 x 112 x 112] (expected: one input of 1 x 3 x 112 x 96");
        refuses(embedder(own, 1, false, last), "one input of 1 x 112 x 112 x 3");
        refuses(
                new EmbedderConfig(own, 1, false, Input.shipped(), "", 128),
                "gives features of 512 numbers (expected: 128");
        refuses(
                new EmbedderConfig(own, 1, false, Input.shipped(), "fc1", 512),
                "has outputs [output] (expected: 'fc1' among them");
        refuses(
                new EmbedderConfig(detector, 1, false, Input.shipped(), "", 512),
                "has outputs [scores, boxes] (expected: one only; likely cause: another file than the one that was"
                        + " described; what to do: set vision.embedders[0].output");
    }

    private static void refuses(EmbedderConfig config, String message) {
        assertThatThrownBy(() -> Vision.load(vision(config)))
                .isInstanceOfAny(VisionException.class, ModelException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> Vision.embedderOf(vision(config))).hasMessageContaining(message);
    }

    @Test
    void fusesUsefullyOnLabelledPhotos() {
        Optional<LabelledPhotos> photos = LabelledPhotos.find();
        assumeTrue(photos.isPresent(), "no labelled photos in ../shared (or -Dshidao.shared=FOLDER)");
        List<Photo> clips = photos.get().clipsOfSome("faces", 2);
        Separation plain = Separation.of(shipped, clips);

        Separation wider = measured(clips, embedder(own, 1, false, aligned(WIDER)));
        Separation fused =
                measured(clips, embedder(own, .5, false, Input.shipped()), embedder(own, .5, true, aligned(WIDER)));

        log.info("plain {}", plain);
        log.info("wider {}", wider);
        log.info("plain and wider mirrored, half each {}", fused);
        assertThat(fused.photos()).isEqualTo(plain.photos());
        assertThat(fused.equalErrorRate()).isLessThan(Math.max(plain.equalErrorRate(), wider.equalErrorRate()));
        assertThat(fused.acceptedAt1e3()).isGreaterThan(Math.min(plain.acceptedAt1e3(), wider.acceptedAt1e3()) - .01);
    }

    private static Separation measured(List<Photo> clips, EmbedderConfig... configs) {
        try (Vision vision = Vision.load(vision(configs))) {
            return Separation.of(vision, clips);
        }
    }

    private static FaceTemplate template(Vision vision, Picture picture) {
        return vision.embedder().embed(vision.aligner().align(picture, SOMEWHERE));
    }

    private static float[] blob(byte[] bgr, Input input) {
        return Scoped.call(() -> {
            Mat chip = new Mat(16, 16, opencv_core.CV_8UC3, new BytePointer(ByteBuffer.wrap(bgr)));
            Mat blob = EmbedderNet.blob(chip, input);
            float[] values = new float[(int) blob.total()];
            new FloatPointer(blob.data()).get(values);
            return values;
        });
    }

    private static byte[] mirrored(byte[] bgr) {
        byte[] result = new byte[bgr.length];
        for (int y = 0; y < 112; y++) {
            for (int x = 0; x < 112; x++) {
                System.arraycopy(bgr, (y * 112 + x) * 3, result, (y * 112 + 111 - x) * 3, 3);
            }
        }
        return result;
    }

    private static Input aligned(String alignment) {
        return new Input(112, 112, Channels.BGR, Layout.NCHW, List.of(127.0), List.of(128.0), alignment);
    }

    private static String square() {
        return "5 6 11 6 8 8 6 11 10 11";
    }

    private static List<Double> one() {
        return List.of(1.0);
    }

    private static EmbedderConfig embedder(Path file, double weight, boolean mirror, Input input) {
        return new EmbedderConfig(file, weight, mirror, input, "", 512);
    }

    private static VisionConfig vision(EmbedderConfig... embedders) {
        return new VisionConfig(
                1,
                Duration.ofSeconds(5),
                .65f,
                480,
                .25f,
                ImageLimits.defaults(),
                1,
                ModelFiles.shipped(),
                List.of(embedders));
    }
}
