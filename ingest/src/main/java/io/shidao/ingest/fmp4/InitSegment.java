package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Payload;

/**
 * What a player needs before the first fragment: {@code ftyp} and {@code moov} (ISO/IEC 14496-12, 4.3 and 8.2).
 *
 * @param codecs the parameter of the media type, RFC 6381, e.g. {@code avc1.64001F}
 * @param width of the picture to show, pixels
 * @param height of the picture to show, pixels
 */
public record InitSegment(String codecs, int width, int height, Payload bits) {
    /** The whole media type, as {@code MediaSource.isTypeSupported} takes it. */
    public String mediaType() {
        return "video/mp4; codecs=\"" + codecs + "\"";
    }
}
