package io.shidao.ingest.record;

import io.shidao.ingest.fmp4.Fragment;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.StoreException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a segment (ISO/IEC 14496-12): what comes before the first {@code moof}, and each {@code moof} with its
 * {@code mdat}. Reads only what {@code ingest.fmp4} writes.
 */
final class FragmentedFile {
    private static final int MOOF = 0x6d6f6f66;
    private static final int MFHD = 0x6d666864;
    private static final int TRAF = 0x74726166;
    private static final int TFDT = 0x74666474;
    private static final int TRUN = 0x7472756e;
    private static final int MDAT = 0x6d646174;
    private static final int HEADER = 8;
    private static final int NOT_SYNC = 0x00010000;

    private final ByteBuffer bytes;
    private final int initLength;
    private final List<Part> parts;

    private FragmentedFile(ByteBuffer bytes, int initLength, List<Part> parts) {
        this.bytes = bytes;
        this.initLength = initLength;
        this.parts = parts;
    }

    /**
     * One fragment.
     *
     * @param start of its moof in the file
     * @param end of its mdat
     * @param sequenceAt where its number is
     * @param decodeAt where its decode time is
     * @param decode time in ticks of {@link Fragment#TIMESCALE}
     * @param key whether decoding can start here
     */
    record Part(int start, int end, int sequenceAt, int decodeAt, long decode, boolean key) {}

    /** @throws StoreException CORRUPT */
    static FragmentedFile of(Payload content) {
        ByteBuffer bytes = content.buffer();
        try {
            return read(bytes);
        } catch (IndexOutOfBoundsException e) {
            throw corrupt();
        }
    }

    private static FragmentedFile read(ByteBuffer bytes) {
        List<Part> parts = new ArrayList<>();
        int initLength = -1;
        int at = 0;
        while (at < bytes.limit()) {
            int end = end(bytes, at, bytes.limit());
            if (bytes.getInt(at + 4) == MOOF) {
                initLength = initLength < 0 ? at : initLength;
                int dataEnd = end(bytes, end, bytes.limit());
                if (bytes.getInt(end + 4) != MDAT) {
                    throw corrupt();
                }
                parts.add(part(bytes, at, end, dataEnd));
                end = dataEnd;
            }
            at = end;
        }
        if (parts.isEmpty()) {
            throw corrupt();
        }
        return new FragmentedFile(bytes, initLength, List.copyOf(parts));
    }

    private static Part part(ByteBuffer bytes, int moof, int moofEnd, int dataEnd) {
        int traf = child(bytes, moof, moofEnd, TRAF);
        int trafEnd = end(bytes, traf, moofEnd);
        int decodeAt = child(bytes, traf, trafEnd, TFDT) + 12;
        // trun: header, flags, count, data offset, then duration, size, flags of the one sample
        int sampleFlags = bytes.getInt(child(bytes, traf, trafEnd, TRUN) + 28);
        return new Part(
                moof,
                dataEnd,
                child(bytes, moof, moofEnd, MFHD) + 12,
                decodeAt,
                bytes.getLong(decodeAt),
                (sampleFlags & NOT_SYNC) == 0);
    }

    private static int child(ByteBuffer bytes, int parent, int parentEnd, int type) {
        int at = parent + HEADER;
        while (at < parentEnd) {
            if (bytes.getInt(at + 4) == type) {
                return at;
            }
            at = end(bytes, at, parentEnd);
        }
        throw corrupt();
    }

    private static int end(ByteBuffer bytes, int at, int limit) {
        int size = bytes.getInt(at);
        if (size < HEADER || size > limit - at) {
            throw corrupt();
        }
        return at + size;
    }

    private static StoreException corrupt() {
        return new StoreException(
                StoreException.ErrorCode.CORRUPT, "recorded segment: boxes that do not fit (expected: as written)");
    }

    ByteBuffer init() {
        return bytes.slice(0, initLength);
    }

    List<Part> parts() {
        return parts;
    }

    /** A part with another number and decode time, written behind what {@code out} has. */
    void copy(Part part, int sequence, long decode, ByteBuffer out) {
        int at = out.position();
        out.put(bytes.slice(part.start(), part.end() - part.start()));
        out.putInt(at + part.sequenceAt() - part.start(), sequence);
        out.putLong(at + part.decodeAt() - part.start(), decode);
    }
}
