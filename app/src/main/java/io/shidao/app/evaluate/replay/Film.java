package io.shidao.app.evaluate.replay;

import io.shidao.adapters.ffmpeg.H264Encoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.classroom.ClassroomRenderer;
import io.shidao.testkit.classroom.ClassroomScript;
import io.shidao.testkit.classroom.SeatedPerson;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rendered class as a camera films it: sensor noise that is new in every picture, and key pictures coded in H.264 and
 * decoded again; and as somebody shows it again. Used by one thread at a time.
 */
final class Film implements AutoCloseable {
    private static final int WIDTH = ClassroomLayout.WIDTH;
    private static final int HEIGHT = ClassroomLayout.HEIGHT;
    private static final double SENSOR_NOISE = 2.5;
    private static final int NOISES = 1 << 20;
    private static final int FRAMES_PER_SECOND = 25;

    private final KeyFrameDecoder decoder = KeyFrameDecoder.open(KeyFrameDecoderConfig.defaults());
    private final Map<String, H264Encoder> encoders = new HashMap<>();
    private final ByteBuffer noisy = ByteBuffer.allocateDirect(3 * WIDTH * HEIGHT);
    private final float[] noise = new float[NOISES];
    private final SplittableRandom random;
    private final ClassroomRenderer renderer;
    private final double light;

    /**
     * @param light brightness of the day, about 1
     * @param noise seed of the sensor's
     */
    Film(List<SeatedPerson> people, Behaviour behaviour, long day, double light, long noise) {
        this.renderer = new ClassroomRenderer(new ClassroomScript(7, people), person -> behaviour.of(person, day));
        this.light = light;
        this.random = new SplittableRandom(noise);
        for (int i = 0; i < NOISES; i++) {
            this.noise[i] = (float) random.nextGaussian();
        }
    }

    /** Shows the picture of that moment; it is valid during the call. */
    <T> T show(Instant at, @Nullable Tampering replay, Function<Picture, T> viewer) {
        byte[] scene = renderer.render(at, at.toEpochMilli() % 1_000_000_000);
        expose(scene, light, 0, SENSOR_NOISE);
        try (Picture seen = coded(WIDTH, HEIGHT, Tampering.CAMERA_KEY_BYTES)) {
            return replay == null ? viewer.apply(seen) : showAgain(seen, replay, viewer);
        }
    }

    private <T> T showAgain(Picture seen, Tampering how, Function<Picture, T> viewer) {
        int height = how.height();
        int width = height * WIDTH / HEIGHT / 2 * 2;
        BufferedImage whole = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        seen.bgr().get(0, bytes(whole), 0, 3 * WIDTH * HEIGHT);
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        int left = (int) Math.round(how.crop() * WIDTH);
        int top = (int) Math.round(how.crop() * HEIGHT);
        graphics.drawImage(whole, 0, 0, width, height, left, top, WIDTH - left, HEIGHT - top, null);
        graphics.dispose();
        expose(bytes(small), how.gain(), how.lift(), how.noise());
        try (Picture again = coded(width, height, how.keyBytes())) {
            return viewer.apply(again);
        }
    }

    private static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private void expose(byte[] scene, double gain, double lift, double sigma) {
        int shift = 0;
        for (int i = 0; i < scene.length; i++) {
            if (i % 4096 == 0) {
                shift = random.nextInt(NOISES - 4096);
            }
            double level = gain * (scene[i] & 0xff) + lift + sigma * noise[shift + i % 4096];
            noisy.put(i, (byte) Math.max(0, Math.min(255, (int) (level + 0.5))));
        }
    }

    private Picture coded(int width, int height, int keyBytes) {
        H264Encoder encoder = encoders.computeIfAbsent(
                height + " " + keyBytes,
                key -> H264Encoder.open(width, height, FRAMES_PER_SECOND, 1, 8 * FRAMES_PER_SECOND * keyBytes));
        return decoder.decode(
                Codec.H264, Payload.wrap(encoder.encode(noisy.duplicate().position(0))));
    }

    @Override
    public void close() {
        encoders.values().forEach(H264Encoder::close);
        decoder.close();
    }
}
