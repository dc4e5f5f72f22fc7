package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shidao.adapters.vision.VisionConfig.ModelFiles;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.AlignmentTemplate;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Landmarks.Point;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.models.ModelCatalogue;
import io.shidao.models.ModelException;
import io.shidao.models.ModelRole;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models that ship, on pictures that need no face: shapes, geometry, threads, memory. */
@NullMarked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VisionIT {
    private static final Logger log = LoggerFactory.getLogger(VisionIT.class);
    private static final DetectedFace SOMEWHERE = new DetectedFace(new Box(60, 50, 110, 140), .9f);

    private Vision vision;

    @BeforeAll
    void load() {
        vision = Vision.load(VisionConfig.defaults());
    }

    @AfterAll
    void close() {
        vision.close();
    }

    @Test
    void findsNothingInAPictureOfNothing() {
        try (Picture black = Pictures.of(1920, 1080, new byte[1920 * 1080 * 3])) {
            assertThat(vision.detector().detect(black)).isEmpty();
        }
        try (Picture tiny = Pictures.of(1, 1, new byte[3])) {
            assertThat(vision.detector().detect(tiny)).isEmpty();
        }
    }

    @Test
    void mapsPixelsOntoTheTemplateToLessThanAPixel() {
        try (Picture picture = Pictures.coordinates(0, 0, 256, 256)) {
            AlignedFace face = vision.aligner().align(picture, SOMEWHERE);

            double[] map = Similarity.to(AlignmentTemplate.ARCFACE_112, face.landmarks());
            int compared = 0;
            for (int y = 4; y < AlignedFace.SIDE - 4; y += 4) {
                for (int x = 4; x < AlignedFace.SIDE - 4; x += 4) {
                    int i = (y * AlignedFace.SIDE + x) * 3;
                    double sourceX = face.bgr()[i] & 0xff;
                    double sourceY = face.bgr()[i + 1] & 0xff;
                    if (sourceX > 2 && sourceX < 253 && sourceY > 2 && sourceY < 253) {
                        // Half a level of rounding, stretched by the map, stays below a pixel.
                        assertThat(map[0] * sourceX + map[1] * sourceY + map[2]).isCloseTo(x, within(1.0));
                        assertThat(map[3] * sourceX + map[4] * sourceY + map[5]).isCloseTo(y, within(1.0));
                        compared++;
                    }
                }
            }
            assertThat(compared).isGreaterThan(100);
        }
    }

    @Test
    void findsTheSamePointsWhereverTheFaceIs() {
        try (Picture here = Pictures.coordinates(0, 0, 256, 256);
                Picture there = Pictures.coordinates(40, 24, 320, 300)) {
            List<Point> first =
                    vision.aligner().align(here, SOMEWHERE).landmarks().points();
            List<Point> moved = vision.aligner()
                    .align(there, new DetectedFace(SOMEWHERE.box().moved(40, 24), .9f))
                    .landmarks()
                    .points();

            for (int i = 0; i < 5; i++) {
                assertThat(moved.get(i).x()).isCloseTo(first.get(i).x() + 40, within(1.5f));
                assertThat(moved.get(i).y()).isCloseTo(first.get(i).y() + 24, within(1.5f));
            }
        }
    }

    @Test
    void measuresLightAndSharpness() {
        byte[] grey = new byte[256 * 256 * 3];
        Arrays.fill(grey, (byte) 100);
        try (Picture flat = Pictures.of(256, 256, grey);
                Picture busy = Pictures.blobs(256, 256, 3)) {
            SampleQuality dull = vision.aligner().align(flat, SOMEWHERE).quality();
            SampleQuality sharp = vision.aligner().align(busy, SOMEWHERE).quality();

            assertThat(dull.faceHeightPixels()).isEqualTo(140);
            assertThat(dull.meanLuminance()).isBetween(60f, 100f);
            assertThat(dull.overExposedShare()).isZero();
            assertThat(sharp.sharpness()).isGreaterThan(dull.sharpness()).isGreaterThan(100);
        }
    }

    @Test
    void makesTemplatesOfLengthOneUnderTheModelsName() {
        try (Picture picture = Pictures.blobs(256, 256, 1)) {
            FaceTemplate template = vision.embedder().embed(vision.aligner().align(picture, SOMEWHERE));

            assertThat(template.model().value()).isEqualTo("fr_feature-87aacdfe");
            assertThat(template.model()).isEqualTo(vision.embedder().model());
            assertThat(template.dimension()).isEqualTo(512);
            assertThat(template.cosine(template)).isCloseTo(1f, within(1e-4f));
            assertThat(template.rawNorm()).isBetween(.1f, 2.2f);
        }
    }

    @Test
    void givesTheSameResultsToManyThreadsAtATime() throws Exception {
        List<Supplier<Object>> jobs = new ArrayList<>();
        for (int seed = 0; seed < 5; seed++) {
            Picture picture = Pictures.blobs(640, 480, seed);
            jobs.add(() -> vision.detector().detect(picture));
            jobs.add(() ->
                    Arrays.hashCode(vision.aligner().align(picture, SOMEWHERE).bgr()));
            jobs.add(() -> vision.embedder().embed(vision.aligner().align(picture, SOMEWHERE)));
        }
        List<Object> serial = jobs.stream().map(Supplier::get).toList();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Object>> parallel = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                parallel.add(threads.submit(jobs.get(i % jobs.size())::get));
            }

            for (int i = 0; i < 90; i++) {
                assertThat(parallel.get(i).get()).isEqualTo(serial.get(i % jobs.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void freesWhatItTakes() {
        try (Picture picture = Pictures.blobs(1280, 720, 2)) {
            work(picture, 10);
            long pointers = Pointer.totalBytes();
            long[] resident = new long[4];
            for (int i = 0; i < resident.length; i++) {
                work(picture, 15);
                resident[i] = Pointer.physicalBytes() >> 10;
            }

            log.info("resident KiB after every 15 rounds: {}", resident);
            assertThat(Pointer.totalBytes()).isLessThanOrEqualTo(pointers);
            // The heap is resident from the start (see pom.xml); one leaked blob a round would be 14 MB in 15 rounds.
            assertThat(resident[3] - resident[2]).isLessThan(8 << 10);
        }
    }

    private void work(Picture picture, int rounds) {
        for (int i = 0; i < rounds; i++) {
            vision.detector().detect(picture);
            vision.embedder().embed(vision.aligner().align(picture, SOMEWHERE));
            vision.encoder().overview(picture, 640);
            vision.stillDecoder()
                    .decode(io.shidao.kernel.media.Codec.JPEG, vision.encoder().overview(picture, 1280))
                    .close();
        }
    }

    @Test
    void tellsWhatEachStepCosts() {
        try (Picture hd = Pictures.blobs(1920, 1080, 5)) {
            AlignedFace face = vision.aligner().align(hd, SOMEWHERE);
            double detect = cpuMillis(10, () -> vision.detector().detect(hd));
            double align = cpuMillis(100, () -> vision.aligner().align(hd, SOMEWHERE));
            double embed = cpuMillis(50, () -> vision.embedder().embed(face));

            log.info("thread-CPU ms: detect 1080p {}, align {}, embed {}", detect, align, embed);
            assertThat(detect).isLessThan(2000);
        }
    }

    private static double cpuMillis(int rounds, Runnable work) {
        work.run();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < rounds; i++) {
            work.run();
        }
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return Math.round(spent / 1e4 / rounds) / 100.0;
    }

    @Test
    void refusesModelsThatAreMissingOrOfAnotherKindAtTheStart(@TempDir Path folder) throws Exception {
        Path embedder = Files.write(
                folder.resolve("embedder.onnx"),
                ModelCatalogue.shipped().load(ModelRole.EMBED).onnx());
        Path noise = Files.write(folder.resolve("noise.onnx"), new byte[] {8, 1, 2, 3});

        assertThatThrownBy(() -> Vision.load(detector(folder.resolve("none.onnx"))))
                .isInstanceOf(ModelException.class);
        assertThatThrownBy(() -> Vision.load(detector(noise))).isInstanceOf(VisionException.class);
        assertThatThrownBy(() -> Vision.load(detector(embedder))).isInstanceOf(VisionException.class);
    }

    private static VisionConfig detector(Path file) {
        return with(new ModelFiles(file, Path.of(""), Path.of("")));
    }

    private static VisionConfig with(ModelFiles files) {
        return new VisionConfig(
                1,
                Duration.ofSeconds(5),
                .65f,
                480,
                .25f,
                ImageLimits.defaults(),
                1,
                files,
                List.of(EmbedderConfig.shipped()));
    }

    @Test
    void saysSoWhenUsedAfterClose() {
        Vision closed = Vision.load(with(ModelFiles.shipped()));
        closed.close();
        closed.close();

        try (Picture picture = Pictures.blobs(64, 64, 1)) {
            assertThatThrownBy(() -> closed.detector().detect(picture))
                    .isInstanceOfSatisfying(
                            VisionException.class, e -> assertThat(e.code()).isEqualTo(VisionException.Code.CLOSED));
        }
    }
}
