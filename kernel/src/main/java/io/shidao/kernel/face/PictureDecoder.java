package io.shidao.kernel.face;

import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;

/** Port: compressed bits to pixels. Thread-safe. */
public interface PictureDecoder {
    boolean supports(Codec codec);

    /**
     * @throws BadPictureException when the bits give no picture, or a damaged one
     */
    Picture decode(Codec codec, Payload payload);
}
