package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads boxes back: a second reading of the standard, for tests. {@code body} starts after size and type. */
record Box(String type, ByteBuffer body) {
    private static final Set<String> CONTAINERS =
            Set.of("moov", "trak", "mdia", "minf", "stbl", "dinf", "mvex", "moof", "traf");

    static List<Box> all(Payload bits) {
        return all(bits.buffer());
    }

    private static List<Box> all(ByteBuffer buffer) {
        List<Box> boxes = new ArrayList<>();
        int at = buffer.position();
        while (at < buffer.limit()) {
            int size = buffer.getInt(at);
            byte[] type = new byte[4];
            buffer.get(at + 4, type);
            boxes.add(new Box(new String(type, StandardCharsets.US_ASCII), buffer.slice(at + 8, size - 8)));
            at += size;
        }
        return boxes;
    }

    /** By path; {@code stsd} and sample entries are stepped over by their fixed fields. */
    static Box find(Payload bits, String... path) {
        List<Box> boxes = all(bits);
        Box found = null;
        for (String name : path) {
            found = boxes.stream()
                    .filter(box -> box.type.equals(name))
                    .findFirst()
                    .orElseThrow();
            boxes = found.children();
        }
        return java.util.Objects.requireNonNull(found);
    }

    private List<Box> children() {
        if (type.equals("stsd")) {
            return all(body.slice(8, body.capacity() - 8));
        }
        if (type.equals("avc1") || type.equals("hvc1")) {
            return all(body.slice(78, body.capacity() - 78));
        }
        return CONTAINERS.contains(type) ? all(body) : List.of();
    }

    byte[] bytes() {
        byte[] copy = new byte[body.capacity()];
        body.get(0, copy);
        return copy;
    }
}
