package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes fragmented MP4 of one stream: from each access unit one fragment, at once, without decoding. Parameter sets go
 * into the initialisation segment ({@code avc1}, {@code hvc1}); when a key unit brings other ones, the fragments from
 * there on name a new one. Live view sends what comes; a recording writes {@link Fragment#init} at the start of a file
 * and starts a new file when it changes.
 *
 * <p>The timeline starts at 0 with the first key unit and goes on without a hole when the stream's clock jumps at a
 * key unit, as it does when a camera comes back. Used by one thread.
 */
public final class Fmp4Muxer {
    /** Larger units are left out. */
    public static final int MAX_UNIT_BYTES = 16 << 20;
    /** Units in more pieces are left out. */
    public static final int MAX_NAL_UNITS = 1024;

    private static final int MOOF_BYTES = 104;
    private static final int BOX_HEADER = 8;
    private static final int SYNC_SAMPLE = 0x02000000;
    private static final int OTHER_SAMPLE = 0x01010000;
    private static final int BASE_IS_MOOF = 0x020000;
    private static final int TRUN_FIELDS = 0x000f01;

    private final NalUnits nals = new NalUnits();
    private final Timeline timeline = new Timeline();
    private @Nullable ParameterSets sets;
    private @Nullable InitSegment init;
    private boolean waitsForKey = true;
    private int sequence;

    /** What the next fragment needs before it; empty before the first key unit. */
    public Optional<InitSegment> init() {
        return Optional.ofNullable(init);
    }

    /** The stream broke off: nothing is made before the next key unit. */
    public void interrupted() {
        waitsForKey = true;
    }

    /** Muxes one unit. */
    public Muxed add(AccessUnit unit) {
        if (waitsForKey && !unit.key()) {
            return LeftOut.BEFORE_KEY;
        }
        Muxed muxed = mux(unit);
        waitsForKey = muxed instanceof LeftOut;
        return muxed;
    }

    private Muxed mux(AccessUnit unit) {
        Payload payload = unit.payload();
        if (payload.size() > MAX_UNIT_BYTES || !nals.scan(payload, MAX_NAL_UNITS)) {
            return LeftOut.TOO_LARGE;
        }
        int size = sampleSize(unit.codec(), payload);
        if (size == 0) {
            return LeftOut.NO_PICTURE;
        }
        LeftOut trouble = unit.key() ? takeSets(unit) : compareSets(unit);
        if (trouble != null) {
            return trouble;
        }
        InitSegment needed = init;
        if (needed == null) {
            return LeftOut.NO_PARAMETER_SETS;
        }
        if (!timeline.next(unit.timestampMicros(), unit.key())) {
            return LeftOut.TIME_JUMPED;
        }
        Payload bits = Payload.wrap(write(unit, size));
        return new Fragment(needed, unit.key(), timeline.presentation(), timeline.duration(), unit.capturedAt(), bits);
    }

    /** With a length of four bytes before each NAL unit; 0 when there is no slice among them. */
    private int sampleSize(Codec codec, Payload payload) {
        int size = 0;
        boolean picture = false;
        for (int i = 0; i < nals.count(); i++) {
            NalKind kind = NalKind.of(codec, payload.byteAt(nals.start(i)));
            picture |= kind == NalKind.SLICE;
            if (belongs(kind)) {
                size += 4 + nals.length(i);
            }
        }
        return picture ? size : 0;
    }

    private static boolean belongs(NalKind kind) {
        return kind == NalKind.SLICE || kind == NalKind.OTHER;
    }

    private static boolean isSet(NalKind kind) {
        return kind == NalKind.VIDEO_SET || kind == NalKind.SEQUENCE_SET || kind == NalKind.PICTURE_SET;
    }

    private @Nullable LeftOut takeSets(AccessUnit unit) {
        ParameterSets found = new ParameterSets(unit.codec());
        try {
            for (int i = 0; i < nals.count(); i++) {
                NalKind kind = NalKind.of(unit.codec(), unit.payload().byteAt(nals.start(i)));
                if (isSet(kind)) {
                    found.add(kind, unit.payload(), nals.start(i), nals.length(i));
                }
            }
            if (!found.isComplete()) {
                // a unit without sets uses those before it, unless it speaks of another codec
                return sets != null && sets.codec() == unit.codec() ? null : LeftOut.NO_PARAMETER_SETS;
            }
            if (init == null || !found.equals(sets)) {
                init = InitSegments.of(found);
                sets = found;
            }
            return null;
        } catch (BadSetException e) {
            return LeftOut.BAD_PARAMETER_SETS;
        }
    }

    /** Sets between key units may only repeat what is known. */
    private @Nullable LeftOut compareSets(AccessUnit unit) {
        ParameterSets known = sets;
        if (known == null || known.codec() != unit.codec()) {
            return LeftOut.CHANGED_BETWEEN_KEYS;
        }
        for (int i = 0; i < nals.count(); i++) {
            NalKind kind = NalKind.of(unit.codec(), unit.payload().byteAt(nals.start(i)));
            if (isSet(kind) && !known.has(kind, unit.payload(), nals.start(i), nals.length(i))) {
                return LeftOut.CHANGED_BETWEEN_KEYS;
            }
        }
        return null;
    }

    private byte[] write(AccessUnit unit, int size) {
        Boxes boxes = new Boxes(MOOF_BYTES + BOX_HEADER + size);
        int moof = boxes.begin("moof");
        int mfhd = boxes.begin("mfhd", 0, 0);
        boxes.u32(++sequence);
        boxes.end(mfhd);
        int traf = boxes.begin("traf");
        int tfhd = boxes.begin("tfhd", 0, BASE_IS_MOOF);
        boxes.u32(1);
        boxes.end(tfhd);
        int tfdt = boxes.begin("tfdt", 1, 0);
        boxes.u64(timeline.decode());
        boxes.end(tfdt);
        int trun = boxes.begin("trun", 1, TRUN_FIELDS);
        boxes.u32(1).u32(MOOF_BYTES + BOX_HEADER);
        boxes.u32((int) timeline.duration()).u32(size).u32(unit.key() ? SYNC_SAMPLE : OTHER_SAMPLE);
        boxes.u32(timeline.offset());
        boxes.end(trun);
        boxes.end(traf);
        boxes.end(moof);
        boxes.u32(BOX_HEADER + size).ascii("mdat");
        ByteBuffer source = unit.payload().buffer();
        for (int i = 0; i < nals.count(); i++) {
            if (belongs(NalKind.of(unit.codec(), source.get(nals.start(i))))) {
                boxes.u32(nals.length(i)).bytes(source, nals.start(i), nals.length(i));
            }
        }
        return boxes.finish();
    }
}
