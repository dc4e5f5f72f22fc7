package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A stream's parameter sets.
 *
 * @param sets SPS and PPS of H.264; VPS, SPS and PPS of H.265
 */
record ParameterSets(Codec codec, List<Payload> sets) {
    private static final List<Integer> AVC = List.of(7, 8);
    private static final List<Integer> HEVC = List.of(32, 33, 34);

    static Optional<ParameterSets> in(Codec codec, List<byte[]> nals) {
        List<Payload> sets = new ArrayList<>();
        for (int type : codec == Codec.HEVC ? HEVC : AVC) {
            Optional<byte[]> first =
                    nals.stream().filter(nal -> AnnexB.type(codec, nal) == type).findFirst();
            if (first.isEmpty()) {
                return Optional.empty();
            }
            sets.add(Payload.wrap(first.get()));
        }
        return Optional.of(new ParameterSets(codec, List.copyOf(sets)));
    }
}
