package io.shidao.analyzer.testing;

import io.shidao.analyzer.pipeline.Vision;
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
import io.shidao.kernel.face.PresentationAttackDetector;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringTokenizer;

/**
 * Eyes that see what a script says. A payload is a text of faces {@code person,x,y,height;…}; the picture and the
 * aligned face carry the script on in their pixels, so that every stage really works on what the one before left.
 */
public final class ScriptedVision
        implements PictureDecoder, FaceDetector, FaceAligner, FaceEmbedder, PresentationAttackDetector, PictureEncoder {
    public static final int WIDTH = 400;
    public static final int HEIGHT = 300;

    private static final int BYTES_OF_PIXEL = 3;

    private final List<SyntheticPerson> people = new ArrayList<>();
    /** What every face looks like from now on, 0 to 1; NaN makes the examination fail. */
    public double attackScore;

    /** What is behind the faces from now on. */
    public Scenery scenery = Scenery.ROOM;

    /** What happens while a picture is decoded: time may pass. */
    public Runnable whileDecoding = () -> {};

    private long decoded;

    /** Looks that were examined. */
    public int examined;

    /** Returns the number by which scripts name the person. */
    public int add(SyntheticPerson person) {
        people.add(person);
        return people.size() - 1;
    }

    public Vision vision() {
        return new Vision(List.of(this), this, this, this, this, this);
    }

    public static String face(int person, double x, double y, double height) {
        return person + "," + x + "," + y + "," + height;
    }

    public static Payload payload(List<String> faces) {
        return Payload.wrap(("FACES:" + String.join(";", faces)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean supports(Codec codec) {
        return true;
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        whileDecoding.run();
        byte[] bits = payload.toByteArray();
        if (!new String(bits, StandardCharsets.UTF_8).startsWith("FACES:")) {
            throw new BadPictureException(BadPictureException.Reason.UNDECODABLE, "scripted");
        }
        ByteBuffer pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT * 3);
        scenery.fill(pixels, WIDTH, HEIGHT, decoded++);
        for (int i = 0; i < bits.length; i++) {
            pixels.put(BYTES_OF_PIXEL * i, bits[i]);
        }
        pixels.put(BYTES_OF_PIXEL * bits.length, (byte) 0);
        return new Picture(WIDTH, HEIGHT, pixels, () -> {});
    }

    @Override
    public List<DetectedFace> detect(Picture picture) {
        List<DetectedFace> faces = new ArrayList<>();
        for (String face : parts(script(picture).substring(6), ";")) {
            if (!face.isEmpty()) {
                List<String> f = parts(face, ",");
                double height = Double.parseDouble(f.get(3));
                faces.add(new DetectedFace(
                        new Box(
                                (float) (Double.parseDouble(f.get(1)) - height * 0.4),
                                (float) (Double.parseDouble(f.get(2)) - height * 0.5),
                                (float) (height * 0.8),
                                (float) height),
                        // the detector's score tells the aligner who it is
                        Integer.parseInt(f.get(0))));
            }
        }
        return faces;
    }

    /** It is in the blue of the pixels, where nobody looks who judges the picture, and ends with a 0. */
    private static String script(Picture picture) {
        StringBuilder script = new StringBuilder();
        for (int at = 0; picture.bgr().get(at) != 0; at += BYTES_OF_PIXEL) {
            script.append((char) picture.bgr().get(at));
        }
        return script.toString();
    }

    private static List<String> parts(String text, String separator) {
        List<String> parts = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, separator);
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }

    @Override
    public AlignedFace align(Picture picture, DetectedFace face) {
        byte[] pixels = new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3];
        ByteBuffer.wrap(pixels)
                .putInt(0, (int) face.score())
                .putInt(4, Float.floatToIntBits(face.box().x() * 31 + face.box().y()));
        Landmarks.Point p = new Landmarks.Point(face.box().centreX(), face.box().centreY());
        float height = face.box().height();
        return new AlignedFace(
                pixels, new Landmarks(p, p, p, p, p), new SampleQuality(height, height / 3, 80, 120, 0, 0, 0, 0, 0));
    }

    @Override
    public ModelId model() {
        return SyntheticPerson.MODEL;
    }

    @Override
    public FaceTemplate embed(AlignedFace face) {
        ByteBuffer pixels = ByteBuffer.wrap(face.bgr());
        return people.get(pixels.getInt(0)).look(new Random(pixels.getInt(4)), 0.9);
    }

    @Override
    public double attackScore(Picture picture, Box face) {
        examined++;
        if (Double.isNaN(attackScore)) {
            throw new IllegalStateException("scripted");
        }
        return attackScore;
    }

    @Override
    public FaceCrop crop(Picture picture, Box face, float margin) {
        return new FaceCrop(Payload.wrap(("crop " + face).getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Payload overview(Picture picture, int maxWidth) {
        return Payload.wrap(("overview " + script(picture).length()).getBytes(StandardCharsets.UTF_8));
    }
}
