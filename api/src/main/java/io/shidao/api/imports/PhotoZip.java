package io.shidao.api.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The photos of a ZIP (PKWARE APPNOTE) one after the other, read once from front to end. Nothing is held but one photo, and
 * nothing inflates beyond the bounds, whatever the archive says of itself. Not thread-safe.
 */
final class PhotoZip implements AutoCloseable {
    static final int MOST_FILES = 20_000;
    /** Photos hardly shrink; text of one letter shrinks a thousandfold. */
    private static final int MOST_RATIO = 20;

    private static final long RATIO_SLACK = 64 << 20;
    private static final Charset CHINESE = Charset.forName("GB18030");
    private static final int END_RECORD = 22;
    private static final int LONGEST_COMMENT = 65_535;
    /** How much of the end of a ZIP has its end record for certain. */
    static final int TAIL = END_RECORD + LONGEST_COMMENT;

    private final Counting packed;
    private final ZipInputStream zip;
    private final int mostPhotoBytes;
    private long unpacked;
    private int entries;
    private boolean empty = true;

    /**
     * A file of the archive.
     *
     * @param content empty when it is larger than a photo may be
     */
    record Entry(String path, Optional<byte[]> content) {
        @Override
        public String toString() {
            return "Entry[redacted]";
        }
    }

    PhotoZip(InputStream in, int mostPhotoBytes) {
        this.packed = new Counting(in);
        // names that are not said to be UTF-8 come byte by byte, see name()
        this.zip = new ZipInputStream(packed, StandardCharsets.ISO_8859_1);
        this.mostPhotoBytes = mostPhotoBytes;
    }

    /**
     * The next photo; empty at the end.
     *
     * @throws ZipException when it cannot be read, or goes beyond the bounds
     */
    Optional<Entry> next() {
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                empty = false;
                if (++entries > MOST_FILES) {
                    throw new ZipException(Findings.tooManyFiles(MOST_FILES));
                }
                String path = name(entry.getName());
                if (PhotoName.isPhoto(path)) {
                    return Optional.of(new Entry(path, content()));
                }
                skip();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ZipException(Findings.notAZip());
        }
        if (empty) {
            throw new ZipException(Findings.notAZip());
        }
        return Optional.empty();
    }

    private Optional<byte[]> content() throws IOException {
        byte[] content = zip.readNBytes(mostPhotoBytes + 1);
        count(content.length);
        if (content.length <= mostPhotoBytes) {
            return Optional.of(content);
        }
        skip();
        return Optional.empty();
    }

    private void skip() throws IOException {
        byte[] buffer = new byte[64 << 10];
        for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
            count(read);
        }
    }

    private void count(int bytes) {
        unpacked += bytes;
        if (unpacked > RATIO_SLACK + MOST_RATIO * packed.count) {
            throw new ZipException(Findings.bomb());
        }
    }

    /**
     * Windows in China writes GB 18030 and says nothing; others write UTF-8 and may say nothing either. Some names can be
     * read as both: then as the one that makes Chinese characters of it.
     */
    static String name(String read) {
        if (read.chars().anyMatch(c -> c > 0xff)) {
            return read;
        }
        byte[] bytes = read.getBytes(StandardCharsets.ISO_8859_1);
        Optional<String> utf8 = decoded(bytes, StandardCharsets.UTF_8);
        Optional<String> chinese = decoded(bytes, CHINESE);
        return utf8.filter(
                        name -> hasHan(name) || !chinese.map(PhotoZip::hasHan).orElse(false))
                .or(() -> chinese)
                .orElse(read);
    }

    private static Optional<String> decoded(byte[] bytes, Charset charset) {
        try {
            return Optional.of(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean hasHan(String name) {
        return name.codePoints().anyMatch(Character::isIdeographic);
    }

    /** How many entries the archive says it has, by its end record; empty when there is none in the tail. */
    static OptionalInt entries(byte[] tail) {
        for (int at = tail.length - END_RECORD; at >= 0; at--) {
            if (tail[at] == 'P' && tail[at + 1] == 'K' && tail[at + 2] == 5 && tail[at + 3] == 6) {
                return OptionalInt.of((tail[at + 10] & 0xff) | (tail[at + 11] & 0xff) << 8);
            }
        }
        return OptionalInt.empty();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
