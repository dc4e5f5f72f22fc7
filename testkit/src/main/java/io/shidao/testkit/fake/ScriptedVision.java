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

/**
 * Sees in every picture the faces that the test puts there. A face is a person (a direction of the features), a box, a
 * quality and a raw norm. Thread-safe.
 */
public final class ScriptedVision implements PictureDecoder, FaceDetector, FaceAligner, FaceEmbedder, PictureEncoder {
    private static final int DIMENSION = 8;
    private static final ModelId MODEL = new ModelId("scripted-1");

    private final List<Face> faces = new ArrayList<>();

    /** A face to be seen; people of different numbers are unlike each other. */
    public record Face(int person, Box box, float rawNorm, SampleQuality quality) {
        /** A good frontal face, so many pixels high. */
        public static Face good(int person, float height) {
            return new Face(
                    person,
                    new Box(10, 10, height * 0.8f, height),
                    2.7f,
                    new SampleQuality(height, height * 0.4f, 120, 128, 0.02f, 0.01f, 2, 1, 0));
        }

        public Face withQuality(SampleQuality other) {
            return new Face(person, box, rawNorm, other);
        }

        public Face withRawNorm(float other) {
            return new Face(person, box, other, quality);
        }
    }

    /** From now on every picture shows these. */
    public synchronized void show(Face... seen) {
        faces.clear();
        faces.addAll(List.of(seen));
    }

    @Override
    public boolean supports(Codec codec) {
        return true;
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        return new Picture(640, 480, ByteBuffer.allocateDirect(640 * 480 * 3), () -> {});
    }

    @Override
    public synchronized List<DetectedFace> detect(Picture picture) {
        return faces.stream().map(face -> new DetectedFace(face.box(), 0.9f)).toList();
    }

    @Override
    public AlignedFace align(Picture picture, DetectedFace face) {
        Landmarks.Point centre =
                new Landmarks.Point(face.box().centreX(), face.box().centreY());
        byte[] pixels = new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3];
        pixels[0] = (byte) indexOf(face);
        return new AlignedFace(
                pixels,
                new Landmarks(centre, centre, centre, centre, centre),
                at(indexOf(face)).quality());
    }

    @Override
    public ModelId model() {
        return MODEL;
    }

    @Override
    public FaceTemplate embed(AlignedFace aligned) {
        Face face = at(aligned.bgr()[0]);
        float[] raw = new float[DIMENSION];
        raw[face.person() % DIMENSION] = face.rawNorm();
        return FaceTemplate.ofRaw(MODEL, raw);
    }

    @Override
    public FaceCrop crop(Picture picture, Box face, float margin) {
        return new FaceCrop(jpeg("crop at " + face));
    }

    @Override
    public Payload overview(Picture picture, int maxWidth) {
        return jpeg("overview");
    }

    private static Payload jpeg(String text) {
        return Payload.wrap(("\u00ff\u00d8\u00ff" + text).getBytes(StandardCharsets.ISO_8859_1));
    }

    private synchronized int indexOf(DetectedFace detected) {
        for (int i = 0; i < faces.size(); i++) {
            if (faces.get(i).box().equals(detected.box())) {
                return i;
            }
        }
        throw new IllegalArgumentException("a face that this picture does not show");
    }

    private synchronized Face at(int index) {
        return faces.get(index);
    }
}
