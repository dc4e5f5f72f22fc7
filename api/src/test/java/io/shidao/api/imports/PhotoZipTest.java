package io.shidao.api.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoZipTest {
    private static final int MOST_BYTES = 1000;

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030"})
    void readsNamesAsChineseSystemsWriteThem(String charset) throws IOException {
        byte[] zip = zip(Charset.forName(charset), "一班/", "", "一班/张三.jpg", "abc", "Thumbs.db", "x", "李四.png", "");

        List<PhotoZip.Entry> entries = all(zip);

        assertThat(entries).extracting(PhotoZip.Entry::path).containsExactly("一班/张三.jpg", "李四.png");
        assertThat(entries.get(0).content())
                .hasValueSatisfying(content -> assertThat(content).isEqualTo("abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsUtf8NamesThatAreNotSaidToBe() {
        byte[] bytes = "张三.jpg".getBytes(StandardCharsets.UTF_8);

        assertThat(PhotoZip.name(new String(bytes, StandardCharsets.ISO_8859_1)))
                .isEqualTo("张三.jpg");
    }

    /** Its two bytes are a letter in UTF-8, too. */
    @Test
    void readsANameThatCouldBeBothAsChinese() {
        byte[] bytes = "双.jpg".getBytes(Charset.forName("GB18030"));

        assertThat(PhotoZip.name(new String(bytes, StandardCharsets.ISO_8859_1)))
                .isEqualTo("双.jpg");
    }

    @Test
    void leavesTheContentOfATooLargePhotoOutAndGoesOn() throws IOException {
        byte[] zip = zip(StandardCharsets.UTF_8, "a.jpg", "a".repeat(MOST_BYTES + 1), "b.jpg", "b".repeat(MOST_BYTES));

        assertThat(all(zip))
                .extracting(entry -> entry.content().map(content -> content.length))
                .containsExactly(Optional.empty(), Optional.of(MOST_BYTES));
    }

    @Test
    void stopsAtABomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.jpg"));
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 200; i++) {
                zip.write(zeros);
            }
        }

        assertFails(out.toByteArray(), "ZIP_TOO_LARGE");
    }

    @Test
    void stopsAtTooManyFiles() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(0);
            for (int i = 0; i <= PhotoZip.MOST_FILES; i++) {
                zip.putNextEntry(new ZipEntry(i + "/"));
            }
        }

        assertFails(out.toByteArray(), "ZIP_TOO_MANY_FILES");
    }

    @Test
    void saysThatOtherFilesAreNoZip() {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);

        assertFails(noise, "ZIP_UNREADABLE");
        assertFails(new byte[0], "ZIP_UNREADABLE");
        assertThat(PhotoZip.entries(noise)).isEmpty();
    }

    @Test
    void neverFailsOtherwiseWhateverIsDamaged() throws IOException {
        byte[] good = zip(StandardCharsets.UTF_8, "a.jpg", "abcdefgh".repeat(50), "b.jpg", "x".repeat(500));
        Random random = new Random(7);
        int unreadable = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(good, random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(all(damaged)).hasSizeLessThan(4);
            } catch (ZipException e) {
                unreadable++;
            }
        }
        assertThat(unreadable).isBetween(100, 1_999);
    }

    @Test
    void knowsTheNumberOfEntriesFromTheEnd() throws IOException {
        byte[] zip = zip(StandardCharsets.UTF_8, "a.jpg", "a", "b.jpg", "b", "c/", "");

        assertThat(PhotoZip.entries(zip)).hasValue(3);
        assertThat(PhotoZip.entries(Arrays.copyOfRange(zip, zip.length - 30, zip.length)))
                .hasValue(3);
    }

    private static void assertFails(byte[] zip, String code) {
        assertThatThrownBy(() -> all(zip))
                .isInstanceOfSatisfying(
                        ZipException.class,
                        e -> assertThat(e.finding().getCode()).isEqualTo(code));
    }

    private static List<PhotoZip.Entry> all(byte[] zip) throws IOException {
        List<PhotoZip.Entry> entries = new ArrayList<>();
        try (PhotoZip photos = new PhotoZip(new ByteArrayInputStream(zip), MOST_BYTES)) {
            for (Optional<PhotoZip.Entry> next = photos.next(); next.isPresent(); next = photos.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }

    private static byte[] zip(Charset charset, String... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, charset)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
