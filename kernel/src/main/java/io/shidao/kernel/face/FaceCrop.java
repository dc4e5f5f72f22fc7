package io.shidao.kernel.face;

import io.shidao.kernel.media.Payload;

/** A small JPEG of a face, kept as evidence or shown beside another for a person to compare. */
public record FaceCrop(Payload jpeg) implements Sensitive {
    @Override
    public String toString() {
        return "FaceCrop[redacted]";
    }
}
