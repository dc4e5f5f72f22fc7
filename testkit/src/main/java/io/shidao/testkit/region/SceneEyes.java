package io.shidao.testkit.region;

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
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.face.PresentationAttackDetector;
import io.shidao.kernel.face.SampleQuality;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Eyes that read a {@link Scene} instead of pixels: the only thing of a rehearsed region that is not the real one. What
 * they tell of a face (box, quality, template) is drawn from a {@link ScoreModel}; nothing else is known to whoever asks
 * them. A decoded picture has the scene's bytes where its pixels would begin. Thread-safe.
 */
public final class SceneEyes
        implements PictureDecoder, FaceDetector, FaceAligner, FaceEmbedder, PictureEncoder, PresentationAttackDetector {
    private static final int PICTURES_AT_ONCE = 16;
    /** Mean skin colour, blue, green, red: enrolment judges whether a photo's colours are natural. */
    private static final byte[] SKIN = {(byte) 120, (byte) 150, (byte) 200};

    private static final byte[] BLANK_FACE = blankFace();
    private static final float SCORE = 0.9f;
    private static final float LEAST_HEIGHT = 16;

    private final ScoreModel scores;
    private final PicturePool pictures = new PicturePool(PICTURES_AT_ONCE, 1920L * 1080, Duration.ofSeconds(30));

    public SceneEyes(ScoreModel scores) {
        this.scores = scores;
    }

    @Override
    public boolean supports(Codec codec) {
        return codec == Codec.JPEG;
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        Scene scene;
        try {
            scene = Scene.ofJpeg(payload);
        } catch (RuntimeException e) {
            throw new BadPictureException(BadPictureException.Reason.UNDECODABLE, String.valueOf(e.getMessage()));
        }
        Picture picture = pictures.borrow(scene.width(), scene.height());
        ByteBuffer pixels = picture.bgr().duplicate();
        if (pixels.capacity() < scene.contentBytes()) {
            picture.close();
            throw new BadPictureException(
                    BadPictureException.Reason.UNDECODABLE,
                    "scene: " + scene.faces().size() + " faces in " + scene.width() + " x " + scene.height()
                            + " pixels (expected: fewer)");
        }
        scene.write(pixels.position(0));
        return picture;
    }

    private static Scene seen(Picture picture) {
        return Scene.read(picture.bgr().duplicate().position(0));
    }

    @Override
    public List<DetectedFace> detect(Picture picture) {
        return seen(picture).faces().stream()
                .filter(face -> face.box().height() >= LEAST_HEIGHT)
                .map(face -> new DetectedFace(face.box(), SCORE))
                .toList();
    }

    /** The template's numbers are where the aligned face's pixels would begin, the rest is of the colour of skin. */
    @Override
    public AlignedFace align(Picture picture, DetectedFace detected) {
        Scene.Face face = at(picture, detected.box());
        byte[] pixels = BLANK_FACE.clone();
        ByteBuffer.wrap(pixels)
                .asFloatBuffer()
                .put(scores.look(face.person(), face.sitting(), face.look(), face.likeness()));
        return new AlignedFace(pixels, landmarks(detected.box()), quality(detected.box()));
    }

    private static Scene.Face at(Picture picture, Box box) {
        return seen(picture).faces().stream()
                .filter(face -> face.box().equals(box))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a face that this picture does not show"));
    }

    private static Landmarks landmarks(Box box) {
        return new Landmarks(
                point(box, .3f, .4f),
                point(box, .7f, .4f),
                point(box, .5f, .6f),
                point(box, .35f, .8f),
                point(box, .65f, .8f));
    }

    private static Landmarks.Point point(Box box, float x, float y) {
        return new Landmarks.Point(box.x() + x * box.width(), box.y() + y * box.height());
    }

    private static SampleQuality quality(Box box) {
        return new SampleQuality(box.height(), box.height() * 0.4f, 120, 128, 0.02f, 0.01f, 2, 1, 0);
    }

    @Override
    public ModelId model() {
        return scores.model();
    }

    @Override
    public FaceTemplate embed(AlignedFace face) {
        float[] raw = new float[scores.dimension()];
        ByteBuffer.wrap(face.bgr()).asFloatBuffer().get(raw);
        return FaceTemplate.ofRaw(scores.model(), raw);
    }

    @Override
    public FaceCrop crop(Picture picture, Box face, float margin) {
        Box around = face.scaled(1 + 2 * margin);
        Scene.Face shown = at(picture, face);
        return new FaceCrop(new Scene(
                        Math.max(1, Math.round(around.width())),
                        Math.max(1, Math.round(around.height())),
                        List.of(new Scene.Face(
                                shown.person(),
                                shown.sitting(),
                                shown.look(),
                                shown.likeness(),
                                face.moved(-around.x(), -around.y()))))
                .toJpeg());
    }

    @Override
    public Payload overview(Picture picture, int maxWidth) {
        return seen(picture).scaledTo(maxWidth).toJpeg();
    }

    /** Nobody holds anything before a camera in this region. */
    @Override
    public double attackScore(Picture picture, Box face) {
        return 0;
    }

    private static byte[] blankFace() {
        byte[] pixels = new byte[AlignedFace.SIDE * AlignedFace.SIDE * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = SKIN[i % 3];
        }
        return pixels;
    }
}
