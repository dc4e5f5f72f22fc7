package io.shidao.adapters.rtsp.message;

import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which interleaved channels a camera chose (RFC 2326, section 12.39).
 *
 * @param media of RTP, 0 to 255
 * @param control of RTCP, 0 to 255
 */
public record TransportReply(int media, int control) {
    private static final Pattern INTERLEAVED =
            Pattern.compile("interleaved\\s*=\\s*(\\d{1,3})(?:\\s*-\\s*(\\d{1,3}))?");

    /** What we ask for. */
    public static final String REQUEST = "RTP/AVP/TCP;unicast;interleaved=0-1";

    /** Reads a Transport header; without channels in it, those are meant that we asked for. */
    public static TransportReply parse(String header) throws StreamEnd {
        Matcher channels = INTERLEAVED.matcher(header);
        if (!channels.find()) {
            if (header.contains("port=")) {
                throw StreamEnd.malformed(
                        Malformed.MESSAGE,
                        "the camera sends by UDP though TCP was asked for (what to do: add #transport=udp to the"
                                + " address)");
            }
            return new TransportReply(0, 1);
        }
        int media = Integer.parseInt(channels.group(1));
        int control = channels.group(2) == null ? media + 1 : Integer.parseInt(channels.group(2));
        if (media > 255 || control > 255 || media == control) {
            throw StreamEnd.malformed(
                    Malformed.MESSAGE,
                    "interleaved channels " + media + "-" + control + " (expected: two of 0 to 255)");
        }
        return new TransportReply(media, control);
    }
}
