package io.shidao.testkit.camera;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** The SDP (RFC 4566) of one H.264 track (RFC 6184, section 8.2.1). */
final class SessionDescription {
    static final String TRACK = "track1";

    private SessionDescription() {}

    static String of(int framesPerSecond, Optional<ParameterSets> parameterSets) {
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=classroom",
                "t=0 0",
                "a=control:*",
                "m=video 0 RTP/AVP " + RtpStream.PAYLOAD_TYPE,
                "c=IN IP4 0.0.0.0",
                "a=framerate:" + framesPerSecond,
                "a=rtpmap:" + RtpStream.PAYLOAD_TYPE + " H264/" + RtpStream.TICKS_PER_SECOND,
                "a=fmtp:" + RtpStream.PAYLOAD_TYPE + " packetization-mode=1"
                        + parameterSets.map(SessionDescription::format).orElse(""),
                "a=control:" + TRACK,
                "");
    }

    private static String format(ParameterSets sets) {
        Base64.Encoder base64 = Base64.getEncoder();
        return ";profile-level-id="
                + HexFormat.of().withUpperCase().formatHex(sets.sps().toByteArray(), 1, 4)
                + ";sprop-parameter-sets=" + base64.encodeToString(sets.sps().toByteArray()) + ","
                + base64.encodeToString(sets.pps().toByteArray());
    }
}
