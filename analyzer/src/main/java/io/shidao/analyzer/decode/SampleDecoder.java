package io.shidao.analyzer.decode;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.sample.Sample;
import java.util.List;

/** Finds the decoder for a sample's codec. Thread-safe. */
public final class SampleDecoder {
    private final List<PictureDecoder> decoders;

    public SampleDecoder(List<PictureDecoder> decoders) {
        this.decoders = List.copyOf(decoders);
    }

    /** @throws BadPictureException when nothing can be made of the sample's bits */
    public Picture decode(Sample sample) {
        for (PictureDecoder decoder : decoders) {
            if (decoder.supports(sample.codec())) {
                return decoder.decode(sample.codec(), sample.payload());
            }
        }
        throw new BadPictureException(
                BadPictureException.Reason.UNKNOWN_FORMAT, "sample: codec " + sample.codec() + " has no decoder");
    }
}
