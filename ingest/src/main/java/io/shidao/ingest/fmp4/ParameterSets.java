package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameter sets of one key unit, in the order they came. */
final class ParameterSets {
    private static final int MOST_SETS = 64;
    private static final int MOST_BYTES = 4096;

    private final Codec codec;
    private final Map<NalKind, List<byte[]>> sets = new EnumMap<>(NalKind.class);

    ParameterSets(Codec codec) {
        this.codec = codec;
    }

    /** Takes a copy of one; the same set again changes nothing. */
    void add(NalKind kind, Payload payload, int start, int length) {
        List<byte[]> known = sets.computeIfAbsent(kind, any -> new ArrayList<>());
        if (known.stream().anyMatch(set -> same(set, payload, start, length))) {
            return;
        }
        if (known.size() == MOST_SETS || length > MOST_BYTES) {
            throw new BadSetException(known.size() + " of a kind, " + length + " bytes (expected: at most " + MOST_SETS
                    + ", " + MOST_BYTES + " bytes each)");
        }
        byte[] copy = new byte[length];
        payload.buffer().get(start, copy);
        known.add(copy);
    }

    boolean has(NalKind kind, Payload payload, int start, int length) {
        return of(kind).stream().anyMatch(set -> same(set, payload, start, length));
    }

    private static boolean same(byte[] set, Payload payload, int start, int length) {
        return set.length == length && payload.buffer().slice(start, length).equals(ByteBuffer.wrap(set));
    }

    Codec codec() {
        return codec;
    }

    /** Copies nothing: for reading only. */
    List<byte[]> of(NalKind kind) {
        return sets.getOrDefault(kind, List.of());
    }

    boolean isComplete() {
        return !of(NalKind.SEQUENCE_SET).isEmpty()
                && !of(NalKind.PICTURE_SET).isEmpty()
                && (codec == Codec.H264 || !of(NalKind.VIDEO_SET).isEmpty());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterSets that
                && codec == that.codec
                && sets.keySet().equals(that.sets.keySet())
                && sets.keySet().stream().allMatch(kind -> same(of(kind), that.of(kind)));
    }

    private static boolean same(List<byte[]> some, List<byte[]> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            if (!Arrays.equals(some.get(i), others.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return sets.keySet().hashCode();
    }
}
