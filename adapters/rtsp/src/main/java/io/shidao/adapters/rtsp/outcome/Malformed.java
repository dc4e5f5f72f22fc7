package io.shidao.adapters.rtsp.outcome;

import java.util.Locale;

/** What came that should not; counted as {@code rtsp.malformed} with its name as {@code kind}. */
public enum Malformed {
    /** Bytes between messages and interleaved frames, or a head or body that is too long. */
    FRAMING,
    /** A message that is no RTSP, or that contradicts itself. */
    MESSAGE,
    /** A session description that cannot be used, or a parameter set in it. */
    SDP,
    /** A packet that is no RTP (RFC 3550, section 5.1), or of another stream. */
    RTP,
    /** A control packet that is no RTCP (RFC 3550, section 6). */
    RTCP,
    /** A payload that RFC 6184 or RFC 7798 does not know. */
    PAYLOAD;

    private final String kind = name().toLowerCase(Locale.ROOT);

    public String kind() {
        return kind;
    }
}
