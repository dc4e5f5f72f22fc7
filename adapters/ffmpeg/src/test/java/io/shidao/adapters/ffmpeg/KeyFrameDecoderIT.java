package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

@NullMarked
class KeyFrameDecoderIT {
    private static final Logger log = LoggerFactory.getLogger(KeyFrameDecoderIT.class);

    private final KeyFrameDecoder decoder = KeyFrameDecoder.open(KeyFrameDecoderConfig.defaults());

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void givesBackWhatWasEncoded() {
        byte[] bgr = fields(320, 240);

        try (Picture picture = decoder.decode(Codec.H264, Payload.wrap(encode(bgr, 320, 240)))) {
            assertThat(picture.width()).isEqualTo(320);
            assertThat(picture.height()).isEqualTo(240);
            byte[] decoded = bytes(picture);
            for (int[] at : new int[][] {{40, 40}, {280, 40}, {40, 200}, {280, 200}}) {
                for (int c = 0; c < 3; c++) {
                    int i = (at[1] * 320 + at[0]) * 3 + c;
                    assertThat(decoded[i] & 0xff).isCloseTo(bgr[i] & 0xff, within(6));
                }
            }
        }
    }

    @Test
    void decodesHevc() throws Exception {
        try (Picture picture = decoder.decode(Codec.HEVC, hevc())) {
            byte[] decoded = bytes(picture);

            assertThat(picture.width()).isEqualTo(256);
            assertThat(picture.height()).isEqualTo(128);
            // Luma 60 and 200 of 16 to 235, without colour, in the upper half.
            assertThat(decoded[(20 * 256 + 20) * 3] & 0xff).isCloseTo(51, within(5));
            assertThat(decoded[(20 * 256 + 230) * 3] & 0xff).isCloseTo(214, within(5));
        }
    }

    @Test
    void decodesCamerasOfDifferentSizesInTurnAsAFreshDecoderWould() {
        List<Payload> cameras = List.of(
                Payload.wrap(encode(noise(640, 360, 1), 640, 360)),
                Payload.wrap(encode(noise(320, 240, 2), 320, 240)),
                Payload.wrap(encode(noise(1280, 720, 3), 1280, 720)));

        for (int i = 0; i < 12; i++) {
            Payload unit = cameras.get(i % 3);
            try (KeyFrameDecoder fresh = KeyFrameDecoder.open(KeyFrameDecoderConfig.defaults())) {
                assertThat(decodedBy(decoder, unit)).isEqualTo(decodedBy(fresh, unit));
            }
        }
    }

    @Test
    void servesManyThreadsWithTheSameResults() throws Exception {
        List<Payload> units = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            units.add(Payload.wrap(encode(noise(320, 240, i), 320, 240)));
        }
        List<Integer> serial =
                units.stream().map(unit -> decodedBy(decoder, unit)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Integer>> parallel = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                Payload unit = units.get(i % 6);
                parallel.add(threads.submit(() -> decodedBy(decoder, unit)));
            }

            for (int i = 0; i < 120; i++) {
                assertThat(parallel.get(i).get()).isEqualTo(serial.get(i % 6));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void refusesDamagedPictures() {
        byte[] whole = encode(noise(640, 360, 7), 640, 360);
        byte[] holed = whole.clone();
        Arrays.fill(holed, whole.length / 3, whole.length / 2, (byte) 0x55);

        assertThat(reasonOf(Codec.H264, holed)).isIn(Reason.DAMAGED, Reason.UNDECODABLE);
        assertThat(reasonOf(Codec.H264, Arrays.copyOf(whole, whole.length / 2)))
                .isIn(Reason.DAMAGED, Reason.UNDECODABLE);
        assertThat(decodedBy(decoder, Payload.wrap(whole))).isNotZero();
    }

    @Test
    void refusesUnitsWithoutTheirOwnParameterSets() {
        byte[] whole = encode(noise(320, 240, 1), 320, 240);
        decodedBy(decoder, Payload.wrap(whole));
        byte[] slices = Arrays.copyOfRange(whole, startOfFirstSlice(whole), whole.length);

        assertThat(reasonOf(Codec.H264, slices)).isEqualTo(Reason.UNDECODABLE);
        assertThat(reasonOf(Codec.H264, new byte[0])).isEqualTo(Reason.EMPTY);
    }

    @Test
    void refusesMorePixelsThanAllowedBeforeTakingMemory() {
        var config = new KeyFrameDecoderConfig(1, 1, 100_000, Duration.ofSeconds(1));
        try (KeyFrameDecoder small = KeyFrameDecoder.open(config)) {
            Payload unit = Payload.wrap(encode(noise(640, 360, 1), 640, 360));

            assertThatThrownBy(() -> small.decode(Codec.H264, unit))
                    .isInstanceOf(BadPictureException.class)
                    .hasMessageContaining("230400 pixels (expected: up to 100000)");
        }
    }

    @Test
    void waitsNoLongerThanAskedForAPictureThatNobodyCloses() {
        var config = new KeyFrameDecoderConfig(1, 1, 100_000, Duration.ofMillis(100));
        try (KeyFrameDecoder small = KeyFrameDecoder.open(config)) {
            Payload unit = Payload.wrap(encode(noise(160, 120, 1), 160, 120));
            Picture open = small.decode(Codec.H264, unit);

            assertThatThrownBy(() -> small.decode(Codec.H264, unit)).hasMessageContaining("never closed");
            open.close();
            assertThat(decodedBy(small, unit)).isNotZero();
        }
    }

    @Test
    void survivesArbitraryBits() throws Exception {
        Random random = new Random(20261124);
        byte[] h264 = encode(noise(160, 120, 4), 160, 120);
        byte[] hevc = hevc().toByteArray();
        int refused = 0;

        for (int i = 0; i < 600; i++) {
            Codec codec = i % 2 == 0 ? Codec.H264 : Codec.HEVC;
            byte[] bits = mutated(codec == Codec.H264 ? h264 : hevc, random);
            try {
                decoder.decode(codec, Payload.wrap(bits)).close();
            } catch (BadPictureException e) {
                refused++;
            }
        }
        log.info("{} of 600 mutated key frames refused", refused);
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void keepsItsMemoryOverHundredsOfPictures() {
        List<Payload> units = List.of(
                Payload.wrap(encode(noise(1280, 720, 1), 1280, 720)),
                Payload.wrap(encode(noise(640, 360, 2), 640, 360)));
        byte[] broken = Arrays.copyOf(units.get(0).toByteArray(), units.get(0).size() / 2);
        decodeMany(units, broken, 60);
        long before = Pointer.physicalBytes();

        long start = System.nanoTime();
        decodeMany(units, broken, 300);

        long grown = Pointer.physicalBytes() - before;
        log.info(
                "300 key frames in {} ms, resident memory grew by {} KiB",
                (System.nanoTime() - start) / 1_000_000,
                grown >> 10);
        // One leaked 720p frame a round would be 400 MB.
        assertThat(grown).isLessThan(60 << 20);
    }

    private void decodeMany(List<Payload> units, byte[] broken, int count) {
        for (int i = 0; i < count; i++) {
            if (i % 5 == 4) {
                reasonOf(Codec.H264, broken);
            } else {
                decoder.decode(Codec.H264, units.get(i % 2)).close();
            }
        }
    }

    private Reason reasonOf(Codec codec, byte[] bits) {
        try (Picture picture = decoder.decode(codec, Payload.wrap(bits))) {
            throw new AssertionError("decoded to " + picture);
        } catch (BadPictureException e) {
            return e.reason();
        }
    }

    private static int decodedBy(KeyFrameDecoder decoder, Payload unit) {
        try (Picture picture = decoder.decode(Codec.H264, unit)) {
            return Arrays.hashCode(bytes(picture));
        }
    }

    private static byte[] bytes(Picture picture) {
        byte[] bytes = new byte[picture.width() * picture.height() * 3];
        picture.bgr().get(0, bytes);
        return bytes;
    }

    private static byte[] encode(byte[] bgr, int width, int height) {
        try (H264Encoder encoder = H264Encoder.open(width, height, 5, 5, 4_000_000)) {
            return encoder.encode(bgr);
        }
    }

    private static Payload hevc() throws Exception {
        try (InputStream in = KeyFrameDecoderIT.class.getResourceAsStream("/hevc/four-fields-256x128.hevc")) {
            assertThat(in).isNotNull();
            return Payload.wrap(in.readAllBytes());
        }
    }

    /** Four fields of one colour each. */
    private static byte[] fields(int width, int height) {
        int[] colours = {0x404040, 0xc0c0c0, 0x3060a0, 0xa08060};
        byte[] bgr = new byte[width * height * 3];
        for (int i = 0; i < width * height; i++) {
            int colour = colours[(i / width * 2 / height) * 2 + i % width * 2 / width];
            bgr[3 * i] = (byte) colour;
            bgr[3 * i + 1] = (byte) (colour >> 8);
            bgr[3 * i + 2] = (byte) (colour >> 16);
        }
        return bgr;
    }

    private static byte[] noise(int width, int height, int seed) {
        byte[] bgr = fields(width, height);
        Random random = new Random(seed);
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] += (byte) random.nextInt(24);
        }
        return bgr;
    }

    private static byte[] mutated(byte[] bits, Random random) {
        byte[] copy = random.nextInt(4) == 0 ? Arrays.copyOf(bits, 1 + random.nextInt(bits.length)) : bits.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static int startOfFirstSlice(byte[] unit) {
        for (int i = 0; i + 4 < unit.length; i++) {
            if (unit[i] == 0 && unit[i + 1] == 0 && unit[i + 2] == 1 && (unit[i + 3] & 0x1f) == 5) {
                return i;
            }
        }
        throw new AssertionError("no slice");
    }
}
