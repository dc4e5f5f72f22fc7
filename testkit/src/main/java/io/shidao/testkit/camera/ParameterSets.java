package io.shidao.testkit.camera;

import io.shidao.kernel.media.Payload;
import java.util.List;
import java.util.Optional;

/** A stream's sequence and picture parameter set. */
record ParameterSets(Payload sps, Payload pps) {
    static Optional<ParameterSets> in(List<byte[]> nals) {
        Optional<byte[]> sps = first(nals, AnnexB.SPS);
        Optional<byte[]> pps = first(nals, AnnexB.PPS);
        return sps.flatMap(s -> pps.map(p -> new ParameterSets(Payload.wrap(s), Payload.wrap(p))));
    }

    private static Optional<byte[]> first(List<byte[]> nals, int type) {
        return nals.stream().filter(nal -> AnnexB.type(nal) == type).findFirst();
    }
}
