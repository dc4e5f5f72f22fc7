package io.shidao.kernel.media;

import static io.shidao.kernel.media.HandBuiltPictures.ascii;
import static io.shidao.kernel.media.HandBuiltPictures.bytes;
import static io.shidao.kernel.media.HandBuiltPictures.chunk;
import static io.shidao.kernel.media.HandBuiltPictures.extended;
import static io.shidao.kernel.media.HandBuiltPictures.frameHeader;
import static io.shidao.kernel.media.HandBuiltPictures.join;
import static io.shidao.kernel.media.HandBuiltPictures.jpeg;
import static io.shidao.kernel.media.HandBuiltPictures.lossless;
import static io.shidao.kernel.media.HandBuiltPictures.lossy;
import static io.shidao.kernel.media.HandBuiltPictures.png;
import static io.shidao.kernel.media.HandBuiltPictures.pngHeader;
import static io.shidao.kernel.media.HandBuiltPictures.scan;
import static io.shidao.kernel.media.HandBuiltPictures.webp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.media.BadPictureException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class StillImageReaderTest {
    private static final ImageLimits LIMITS = new ImageLimits(100_000, 1_000_000, 4000);
    private static final byte[] SOI = bytes(0xff, 0xd8);
    private static final byte[] EOI = bytes(0xff, 0xd9);

    @Test
    void readsTheSizeOfEachFormat() {
        assertThat(read(jpeg(640, 480))).isEqualTo(image(Codec.JPEG, 640, 480, jpeg(640, 480)));
        assertThat(read(png(300, 20))).isEqualTo(image(Codec.PNG, 300, 20, png(300, 20)));
        assertThat(read(webp(lossy(320, 240)))).isEqualTo(image(Codec.WEBP, 320, 240, webp(lossy(320, 240))));
        assertThat(read(webp(lossless(1000, 3)))).isEqualTo(image(Codec.WEBP, 1000, 3, webp(lossless(1000, 3))));
        assertThat(read(webp(extended(0, 64, 48), lossy(64, 48))).widthPixels()).isEqualTo(64);
    }

    @Test
    void refusesNothingAndTooMuch() {
        assertRefused(new byte[0], Reason.EMPTY);
        assertRefused(new byte[100_001], Reason.TOO_MANY_BYTES);
        assertRefused(ascii("GIF89a and more"), Reason.UNKNOWN_FORMAT);
        assertRefused(bytes(0xff), Reason.UNKNOWN_FORMAT);
        assertRefused(ascii("RIFF\0\0\0\0WAVE"), Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesHeadersThatClaimTooManyPixels() {
        assertRefused(jpeg(65535, 65535), Reason.TOO_MANY_PIXELS);
        assertRefused(jpeg(4001, 1), Reason.TOO_MANY_PIXELS);
        assertRefused(png(100_000, 100_000), Reason.TOO_MANY_PIXELS);
        assertRefused(png(1001, 1000), Reason.TOO_MANY_PIXELS);
        assertRefused(webp(lossy(16383, 16383)), Reason.TOO_MANY_PIXELS);
        assertRefused(webp(lossless(16384, 16384)), Reason.TOO_MANY_PIXELS);
        assertRefused(webp(extended(0, 1 << 24, 1 << 24), lossy(8, 8)), Reason.TOO_MANY_PIXELS);
    }

    @Test
    void refusesEverythingThatIsCutOff() {
        for (byte[] whole :
                List.of(jpeg(64, 48), png(64, 48), webp(lossy(64, 48)), webp(extended(0, 64, 48), lossless(64, 48)))) {
            for (int length = 12; length < whole.length; length++) {
                assertRefused(Arrays.copyOf(whole, length), Reason.TRUNCATED);
            }
        }
    }

    @Test
    void refusesDataBehindThePicture() {
        for (byte[] whole : List.of(jpeg(64, 48), png(64, 48), webp(lossy(64, 48)))) {
            assertRefused(join(whole, ascii("PK\3\4")), Reason.TRAILING_DATA);
            assertRefused(join(whole, new byte[100], ascii("<script>")), Reason.TRAILING_DATA);
            assertThat(read(join(whole, new byte[500])).widthPixels()).isEqualTo(64);
        }
    }

    @Test
    void acceptsThePreviewsThatPhonesAppend() {
        byte[] photo = join(jpeg(640, 480), new byte[7], jpeg(160, 120), jpeg(1000, 800));

        assertThat(read(photo).widthPixels()).isEqualTo(640);
        assertRefused(join(photo, Arrays.copyOf(jpeg(64, 48), 30)), Reason.TRUNCATED);
        assertRefused(join(photo, ascii("ftypmp42")), Reason.TRAILING_DATA);
    }

    @Test
    void refusesJpegsThatTwoReadersCouldUnderstandDifferently() {
        assertRefused(join(SOI, frameHeader(8, 8), frameHeader(9, 9), scan(), EOI), Reason.TRUNCATED);
        assertRefused(join(SOI, scan(), frameHeader(8, 8), EOI), Reason.TRUNCATED);
        assertRefused(join(SOI, frameHeader(8, 8), EOI), Reason.TRUNCATED);
        assertRefused(join(SOI, SOI, frameHeader(8, 8), scan(), EOI), Reason.TRUNCATED);
        assertRefused(join(SOI, frameHeader(8, 0), scan(), EOI), Reason.TRUNCATED);
        assertRefused(join(SOI, bytes(0xff, 0xe0, 0, 1), frameHeader(8, 8), scan(), EOI), Reason.TRUNCATED);
    }

    @Test
    void refusesAJpegOfCountlessScans() {
        byte[][] scans = new byte[101][];
        Arrays.fill(scans, scan());

        assertRefused(join(SOI, frameHeader(8, 8), join(scans), EOI), Reason.UNDECODABLE);
    }

    @Test
    void refusesPngsWithAWrongChecksumOrOrder() {
        byte[] wrong = png(64, 48);
        wrong[wrong.length - 16]++;

        assertRefused(wrong, Reason.TRUNCATED);
        assertRefused(png(chunk("IDAT", bytes(1)), chunk("IEND")), Reason.TRUNCATED);
        assertRefused(png(chunk("IHDR", pngHeader(8, 8)), chunk("IEND")), Reason.TRUNCATED);
        assertRefused(
                png(chunk("IHDR", pngHeader(8, 8)), chunk("IHDR", pngHeader(9, 9)), chunk("IEND")), Reason.TRUNCATED);
        assertRefused(png(-8, 8), Reason.TOO_MANY_PIXELS);
        assertRefused(png(0, 8), Reason.TRUNCATED);
    }

    @Test
    void refusesAPngChunkThatClaimsMoreThanThereIs() {
        byte[] huge = png(chunk("IHDR", pngHeader(8, 8)), bytes(0x7f, 0xff, 0xff, 0xff, 'I', 'D', 'A', 'T', 1));
        byte[] negative = png(chunk("IHDR", pngHeader(8, 8)), bytes(0xff, 0xff, 0xff, 0xff, 'I', 'D', 'A', 'T', 1));

        assertRefused(huge, Reason.TRUNCATED);
        assertRefused(negative, Reason.TRUNCATED);
    }

    @Test
    void refusesAnimations() {
        assertRefused(
                png(chunk("IHDR", pngHeader(8, 8)), chunk("acTL", new byte[8]), chunk("IDAT", bytes(1)), chunk("IEND")),
                Reason.UNKNOWN_FORMAT);
        assertRefused(webp(extended(2, 8, 8), lossy(8, 8)), Reason.UNKNOWN_FORMAT);
        assertRefused(
                webp(extended(0, 8, 8), HandBuiltPictures.riffChunk("ANMF", new byte[16]), lossy(8, 8)),
                Reason.UNKNOWN_FORMAT);
    }

    @Test
    void refusesWebpsThatContradictThemselves() {
        assertRefused(webp(extended(0, 8, 8), lossy(9, 8)), Reason.TRUNCATED);
        assertRefused(webp(lossy(8, 8), lossy(8, 8)), Reason.TRUNCATED);
        assertRefused(webp(extended(0, 8, 8)), Reason.TRUNCATED);
        assertRefused(webp(lossy(8, 8), extended(0, 8, 8)), Reason.TRUNCATED);
    }

    /** Whatever comes: a picture within the limits or a BadPictureException, and soon. */
    @ParameterizedTest
    @ValueSource(longs = {1, 20261124, 42})
    void answersEveryMutationWithAPictureOrARefusal(long seed) {
        List<byte[]> seeds = List.of(
                jpeg(640, 480),
                join(jpeg(64, 48), jpeg(8, 8)),
                png(300, 200),
                webp(lossy(320, 240)),
                webp(extended(0, 64, 48), lossless(64, 48)));
        Random random = new Random(seed);
        int accepted = 0;
        long start = System.nanoTime();

        for (int i = 0; i < 50_000; i++) {
            byte[] bits = mutated(seeds.get(i % seeds.size()), random);
            try {
                StillImage image = read(bits);
                assertThat((long) image.widthPixels() * image.heightPixels()).isBetween(1L, LIMITS.maxPixels());
                accepted++;
            } catch (BadPictureException e) {
                assertThat(e.reason()).isNotNull();
            }
        }

        assertThat(accepted).as("seed %d", seed).isBetween(1, 49_999);
        assertThat(System.nanoTime() - start).isLessThan(20_000_000_000L);
    }

    @Test
    void takesTimeInProportionToTheSizeOnly() {
        ImageLimits wide = new ImageLimits(8 << 20, 1_000_000, 4000);
        byte[] scanOfFill = new byte[4 << 20];
        Arrays.fill(scanOfFill, (byte) 0xff);
        byte[] bits = join(SOI, frameHeader(8, 8), scan(), scanOfFill);
        long start = System.nanoTime();

        assertThatThrownBy(() -> StillImageReader.read(Payload.wrap(bits), wide))
                .isInstanceOf(BadPictureException.class);
        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bits = random.nextInt(5) == 0 ? Arrays.copyOf(seed, random.nextInt(2 * seed.length)) : seed.clone();
        for (int i = random.nextInt(5); i > 0 && bits.length > 0; i--) {
            int at = random.nextInt(bits.length);
            bits[at] = (byte)
                    switch (random.nextInt(4)) {
                        case 0 -> 0xff;
                        case 1 -> 0;
                        case 2 -> bits[at] ^ 1 << random.nextInt(8);
                        default -> random.nextInt(256);
                    };
        }
        return bits;
    }

    private static StillImage read(byte[] bits) {
        return StillImageReader.read(Payload.wrap(bits), LIMITS);
    }

    private static StillImage image(Codec codec, int width, int height, byte[] bits) {
        return new StillImage(codec, width, height, Payload.wrap(bits));
    }

    private static void assertRefused(byte[] bits, Reason reason) {
        assertThatThrownBy(() -> read(bits))
                .isInstanceOfSatisfying(
                        BadPictureException.class,
                        e -> assertThat(e.reason()).as(e.getMessage()).isEqualTo(reason));
    }
}
