package io.shidao.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.function.Function;

/** The parts of a ZIP as one stream; one part at a time is in memory. Not thread-safe. */
final class PartsStream extends InputStream {
    private final Iterator<PhotoImportStore.Part> left;
    private final Function<PhotoImportStore.Part, InputStream> open;
    private InputStream now = InputStream.nullInputStream();

    PartsStream(Iterable<PhotoImportStore.Part> parts, Function<PhotoImportStore.Part, InputStream> open) {
        this.left = parts.iterator();
        this.open = open;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = now.read(buffer, offset, length);
        while (read < 0 && left.hasNext()) {
            now = open.apply(left.next());
            read = now.read(buffer, offset, length);
        }
        return read;
    }
}
