package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.Nals.Nal;
import io.shidao.kernel.media.Payload;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes units of Annex B bits complete: a key unit that came without parameter sets gets the newest known ones in
 * front, so that it can be decoded by itself. Used by one thread.
 */
final class UnitAssembler {
    /** Bits of a whole access unit. */
    record Unit(boolean key, Payload payload) {}

    private final Codec codec;
    private byte[] parameterSets;

    /** @param extradata parameter sets that came outside the pictures, Annex B; may be empty */
    UnitAssembler(Codec codec, byte[] extradata) {
        this.codec = codec;
        this.parameterSets = onlyParameterSets(extradata, Nals.list(codec, extradata));
    }

    /** Returns null when the bits hold no part of a picture; parameter sets among them are remembered. */
    @Nullable
    Unit complete(byte[] bits) {
        List<Nal> nals = Nals.list(codec, bits);
        boolean hasSequence = has(nals, type -> Nals.isSequenceParameterSet(codec, type));
        if (hasSequence) {
            parameterSets = onlyParameterSets(bits, nals);
        }
        if (!has(nals, type -> Nals.isPicture(codec, type))) {
            return null;
        }
        boolean key = has(nals, type -> Nals.isKey(codec, type));
        if (!key || hasSequence) {
            return new Unit(key, Payload.wrap(bits));
        }
        // a key picture whose parameter sets nobody knows cannot be decoded: no key unit to us
        return new Unit(parameterSets.length > 0, Payload.wrap(withParameterSets(bits, nals)));
    }

    private static boolean has(List<Nal> nals, IntPredicate type) {
        return nals.stream().anyMatch(nal -> type.test(nal.type()));
    }

    private byte[] withParameterSets(byte[] bits, List<Nal> nals) {
        // a delimiter has to stay the first NAL unit (H.264 7.4.1.2.3)
        int at = Nals.isDelimiter(codec, nals.get(0).type()) ? nals.get(0).to() : 0;
        ByteArrayOutputStream out = new ByteArrayOutputStream(bits.length + parameterSets.length);
        out.write(bits, 0, at);
        out.writeBytes(parameterSets);
        out.write(bits, at, bits.length - at);
        return out.toByteArray();
    }

    private byte[] onlyParameterSets(byte[] bits, List<Nal> nals) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Nal nal : nals) {
            if (Nals.isParameterSet(codec, nal.type())) {
                out.write(bits, nal.codeAt(), nal.to() - nal.codeAt());
            }
        }
        return out.toByteArray();
    }
}
