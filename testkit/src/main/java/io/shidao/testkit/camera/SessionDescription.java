package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The SDP (RFC 4566) of one track of H.264 (RFC 6184, section 8.2.1) or H.265 (RFC 7798, section 7.1). */
final class SessionDescription {
    static final String TRACK = "track1";

    private SessionDescription() {}

    static String of(VideoFeed feed, Optional<ParameterSets> parameterSets) {
        boolean hevc = feed.codec() == Codec.HEVC;
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 IN IP4 127.0.0.1",
                "s=classroom",
                "t=0 0",
                "a=control:*",
                "m=video 0 RTP/AVP " + RtpStream.PAYLOAD_TYPE,
                "c=IN IP4 0.0.0.0",
                "a=framerate:" + feed.framesPerSecond(),
                "a=rtpmap:" + RtpStream.PAYLOAD_TYPE + (hevc ? " H265/" : " H264/") + RtpStream.TICKS_PER_SECOND,
                "a=fmtp:" + RtpStream.PAYLOAD_TYPE + (hevc ? " profile-id=1" : " packetization-mode=1")
                        + parameterSets.map(SessionDescription::format).orElse(""),
                "a=control:" + TRACK,
                "");
    }

    private static String format(ParameterSets known) {
        List<Payload> sets = known.sets();
        if (known.codec() == Codec.HEVC) {
            return ";sprop-vps=" + base64(sets.get(0)) + ";sprop-sps=" + base64(sets.get(1)) + ";sprop-pps="
                    + base64(sets.get(2));
        }
        return ";profile-level-id="
                + HexFormat.of().withUpperCase().formatHex(sets.get(0).toByteArray(), 1, 4)
                + ";sprop-parameter-sets=" + base64(sets.get(0)) + "," + base64(sets.get(1));
    }

    private static String base64(Payload set) {
        return Base64.getEncoder().encodeToString(set.toByteArray());
    }
}
