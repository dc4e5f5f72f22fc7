package io.shidao.kernel.face;

import io.shidao.kernel.media.Payload;

/** Port: makes the small JPEGs that are kept and shown. Thread-safe. */
public interface PictureEncoder {
    /** The face with {@code margin} of its size around (0.5: half a face on every side), at most 320 pixels high. */
    FaceCrop crop(Picture picture, Box face, float margin);

    /** The whole picture, scaled down to at most {@code maxWidth} pixels. */
    Payload overview(Picture picture, int maxWidth);
}
