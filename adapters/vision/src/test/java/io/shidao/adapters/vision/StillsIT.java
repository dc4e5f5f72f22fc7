package io.shidao.adapters.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.kernel.media.Payload;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stills through the real codecs. */
@NullMarked
class StillsIT {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 64;

    private final PicturePool pool = new PicturePool(2, 1_000_000, Duration.ofSeconds(5));
    private final StillDecoder decoder = new StillDecoder(new ImageLimits(1 << 20, 500_000, 2000), pool);
    private final JpegEncoder encoder = new JpegEncoder();

    @Test
    void decodesEachFormat() {
        for (Codec codec : new Codec[] {Codec.JPEG, Codec.PNG, Codec.WEBP}) {
            try (Picture picture = decoder.decode(codec, encoded(codec))) {
                assertThat(picture.width()).isEqualTo(WIDTH);
                assertThat(picture.height()).isEqualTo(HEIGHT);
                assertThat(blue(picture, 70, 20)).isCloseTo(70 * 2, within(8));
                assertThat(green(picture, 70, 20)).isCloseTo(20 * 3, within(8));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,70,20", "3,25,43", "6,43,70", "8,20,25"})
    void turnsAsExifSays(int orientation, int x, int y) {
        byte[] turned = withOrientation(encoded(Codec.JPEG).toByteArray(), orientation);

        try (Picture picture = decoder.decode(Codec.JPEG, Payload.wrap(turned))) {
            assertThat(picture.width()).isEqualTo(orientation < 5 ? WIDTH : HEIGHT);
            assertThat(blue(picture, x, y)).isCloseTo(70 * 2, within(8));
            assertThat(green(picture, x, y)).isCloseTo(20 * 3, within(8));
        }
    }

    @Test
    void refusesAPictureUnderAnothersName() {
        assertReason(Codec.PNG, encoded(Codec.JPEG).toByteArray(), Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesWhatTheHeaderAlreadyTells() {
        byte[] whole = encoded(Codec.PNG).toByteArray();

        assertReason(Codec.JPEG, new byte[0], Reason.EMPTY);
        assertReason(Codec.PNG, Arrays.copyOf(whole, whole.length / 2), Reason.TRUNCATED);
        assertReason(Codec.PNG, Arrays.copyOf(whole, 2 << 20), Reason.TOO_MANY_BYTES);
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void refusesAWholeFileWithoutAPicture() {
        byte[] jpeg = encoded(Codec.JPEG).toByteArray();
        int scan = 0;
        while ((jpeg[scan] & 0xff) != 0xff || (jpeg[scan + 1] & 0xff) != 0xda) {
            scan++;
        }
        byte[] withoutTables = new byte[jpeg.length - scan + 21];
        System.arraycopy(jpeg, 0, withoutTables, 0, 2);
        int frame = 0;
        while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
            frame++;
        }
        System.arraycopy(jpeg, frame, withoutTables, 2, 19);
        System.arraycopy(jpeg, scan, withoutTables, 21, jpeg.length - scan);

        assertReason(Codec.JPEG, withoutTables, Reason.UNDECODABLE);
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void survivesArbitraryBits() {
        Random random = new Random(20261124);
        for (int i = 0; i < 600; i++) {
            Codec codec = new Codec[] {Codec.JPEG, Codec.PNG, Codec.WEBP}[i % 3];
            byte[] bits = encoded(codec).toByteArray();
            for (int k = random.nextInt(6); k >= 0; k--) {
                bits[random.nextInt(bits.length)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(codec, Payload.wrap(bits)).close();
            } catch (BadPictureException e) {
                assertThat(e.reason()).isNotNull();
            }
        }
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void cropsAFaceWithItsSurroundings() {
        try (Picture picture = Pictures.blobs(800, 600, 1)) {
            Payload small =
                    encoder.crop(picture, new Box(100, 100, 50, 60), .5f).jpeg();
            Payload large =
                    encoder.crop(picture, new Box(100, 50, 300, 500), .2f).jpeg();
            Payload outside =
                    encoder.crop(picture, new Box(-50, -80, 40, 60), .1f).jpeg();

            assertSize(small, 100, 120);
            assertThat(io.shidao.kernel.media.StillImageReader.read(large, ImageLimits.defaults())
                            .heightPixels())
                    .isEqualTo(320);
            assertSize(outside, 1, 1);
        }
    }

    @Test
    void makesOverviewsNoWiderThanAsked() {
        try (Picture picture = Pictures.blobs(800, 600, 1)) {
            assertSize(encoder.overview(picture, 400), 400, 300);
            assertSize(encoder.overview(picture, 4000), 800, 600);
        }
    }

    private static void assertSize(Payload jpeg, int width, int height) {
        var image = io.shidao.kernel.media.StillImageReader.read(jpeg, ImageLimits.defaults());
        assertThat(image.codec()).isEqualTo(Codec.JPEG);
        assertThat(new int[] {image.widthPixels(), image.heightPixels()}).containsExactly(width, height);
    }

    private void assertReason(Codec codec, byte[] bits, Reason reason) {
        assertThatThrownBy(() -> decoder.decode(codec, Payload.wrap(bits)))
                .isInstanceOfSatisfying(
                        BadPictureException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }

    private static int blue(Picture picture, int x, int y) {
        return picture.bgr().get((y * picture.width() + x) * 3) & 0xff;
    }

    private static int green(Picture picture, int x, int y) {
        return picture.bgr().get((y * picture.width() + x) * 3 + 1) & 0xff;
    }

    /** Blue grows to the right, green downwards. */
    private static Payload encoded(Codec codec) {
        byte[] bgr = new byte[WIDTH * HEIGHT * 3];
        for (int i = 0; i < WIDTH * HEIGHT; i++) {
            bgr[3 * i] = (byte) (2 * (i % WIDTH));
            bgr[3 * i + 1] = (byte) (3 * (i / WIDTH));
            bgr[3 * i + 2] = 90;
        }
        try (Picture picture = Pictures.of(WIDTH, HEIGHT, bgr)) {
            return Scoped.call(() -> {
                BytePointer out = new BytePointer();
                imencode("." + codec.name().toLowerCase(java.util.Locale.ROOT), Pixels.view(picture), out);
                byte[] bytes = new byte[(int) out.limit()];
                out.get(bytes);
                return Payload.wrap(bytes);
            });
        }
    }

    /** Puts an APP1 with one EXIF tag (0x0112) behind SOI. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        int[] app1 = {
            0xff,
            0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            1,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        byte[] result = new byte[jpeg.length + app1.length];
        result[0] = jpeg[0];
        result[1] = jpeg[1];
        for (int i = 0; i < app1.length; i++) {
            result[2 + i] = (byte) app1[i];
        }
        System.arraycopy(jpeg, 2, result, 2 + app1.length, jpeg.length - 2);
        return result;
    }
}
