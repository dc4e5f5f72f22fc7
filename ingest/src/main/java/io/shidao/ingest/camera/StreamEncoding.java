package io.shidao.ingest.camera;

import io.shidao.kernel.media.Codec;
import java.util.Locale;
import java.util.Optional;

/** How a camera's stream is compressed, as the camera says. */
public enum StreamEncoding {
    H264,
    H265,
    JPEG,
    MPEG4,
    /** Something else, or nothing was said. */
    OTHER;

    /** Reads {@code tt:Encoding} of Media 1 and the media subtype (IANA) of Media 2. */
    public static StreamEncoding parse(String text) {
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "H264" -> H264;
            case "H265", "HEVC" -> H265;
            case "JPEG" -> JPEG;
            case "MPEG4", "MPV4-ES" -> MPEG4;
            default -> OTHER;
        };
    }

    /** Empty for what samples cannot be taken of. */
    public Optional<Codec> codec() {
        return switch (this) {
            case H264 -> Optional.of(Codec.H264);
            case H265 -> Optional.of(Codec.HEVC);
            case JPEG, MPEG4, OTHER -> Optional.empty();
        };
    }
}
