package io.shidao.testkit.fake;

import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.FaceCrop;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Landmarks;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees in every picture the faces that the test puts there. A face is a person (a direction of the features, perhaps
 * turned towards another one), a box, a quality and a raw norm. A reduced picture shows the same unless the test says
 * otherwise. Thread-safe.
 */
public final class ScriptedVision implements PictureDecoder, FaceDetector, FaceAligner, FaceEmbedder, PictureEncoder {
    private static final int DIMENSION = 32;
    private static final int REDUCED_WIDTH = 64;
    private static final Payload OVERVIEW = jpeg("overview");
    private static final ModelId MODEL = new ModelId("scripted-1");

    private final List<Face> faces = new ArrayList<>();
    private @Nullable List<Face> reduced;
    private volatile ModelId model = MODEL;

    /**
     * A face to be seen; people of different numbers, 0 to 31, are unlike each other.
     *
     * @param towards the person whose features are mixed in
     * @param cosine with the person's pure face, 0 to 1
     */
    public record Face(int person, int towards, float cosine, Box box, float rawNorm, SampleQuality quality) {
        /** A good frontal face, so many pixels high. */
        public static Face good(int person, float height) {
            return new Face(
                    person,
                    person,
                    1,
                    new Box(10, 10, height * 0.8f, height),
                    2.7f,
                    new SampleQuality(height, height * 0.4f, 120, 128, 0.02f, 0.01f, 2, 1, 0));
        }

        public Face withQuality(SampleQuality other) {
            return new Face(person, towards, cosine, box, rawNorm, other);
        }

        public Face withRawNorm(float other) {
            return new Face(person, towards, cosine, box, other, quality);
        }

        public Face withBox(Box other) {
            return new Face(person, towards, cosine, other, rawNorm, quality);
        }

        /**
         * The same person on another photo, or one who looks like another: the features turn towards those of {@code
         * other} until they are only so like the person's pure face.
         */
        public Face turnedTowards(int other, float likeness) {
            return new Face(person, other, likeness, box, rawNorm, quality);
        }

        private float[] features() {
            float[] raw = new float[DIMENSION];
            raw[towards] = (float) Math.sqrt(1 - cosine * cosine) * rawNorm;
            raw[person] = cosine * rawNorm;
            return raw;
        }
    }

    /** From now on every picture shows these. */
    public synchronized void show(Face... seen) {
        faces.clear();
        faces.addAll(List.of(seen));
        reduced = null;
    }

    /** Until the next {@link #show}, reduced pictures show these instead. */
    public synchronized void showReduced(Face... seen) {
        reduced = List.of(seen);
    }

    /** From now on templates are of this model. */
    public void use(ModelId other) {
        model = other;
    }

    @Override
    public boolean supports(Codec codec) {
        return true;
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        boolean isReduced = payload.equals(OVERVIEW);
        int width = isReduced ? REDUCED_WIDTH : 640;
        return new Picture(width, 480, ByteBuffer.allocateDirect(width * 480 * 3), () -> {});
    }

    @Override
    public synchronized List<DetectedFace> detect(Picture picture) {
        return shownBy(picture).stream()
                .map(face -> new DetectedFace(face.box(), 0.9f))
                .toList();
    }

    private synchronized List<Face> shownBy(Picture picture) {
        return picture.width() == REDUCED_WIDTH && reduced != null ? reduced : faces;
    }

    @Override
    public AlignedFace align(Picture picture, DetectedFace detected) {
        Face face = shownBy(picture).stream()
                .filter(shown -> shown.box().equals(detected.box()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a face that this picture does not show"));
        Landmarks.Point centre =
                new Landmarks.Point(face.box().centreX(), face.box().centreY());
        byte[] pixels = new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3];
        ByteBuffer.wrap(pixels).asFloatBuffer().put(face.features());
        return new AlignedFace(pixels, new Landmarks(centre, centre, centre, centre, centre), face.quality());
    }

    @Override
    public ModelId model() {
        return model;
    }

    /** The features are in the first pixels. */
    @Override
    public FaceTemplate embed(AlignedFace aligned) {
        float[] raw = new float[DIMENSION];
        ByteBuffer.wrap(aligned.bgr()).asFloatBuffer().get(raw);
        return FaceTemplate.ofRaw(model, raw);
    }

    @Override
    public FaceCrop crop(Picture picture, Box face, float margin) {
        return new FaceCrop(jpeg("crop of "
                + shownBy(picture).stream()
                        .filter(shown -> shown.box().equals(face))
                        .findFirst()));
    }

    @Override
    public Payload overview(Picture picture, int maxWidth) {
        return OVERVIEW;
    }

    private static Payload jpeg(String text) {
        return Payload.wrap(("\u00ff\u00d8\u00ff" + text).getBytes(StandardCharsets.ISO_8859_1));
    }
}
