package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What libavformat is told when it opens an address: little, and no more than the address needs. Stateless. */
final class OpenOptions {
    // demuxers that read one stream; "concat", "sdp" and the like open whatever the file names
    private static final String FORMATS =
            "hls,mov,mp4,matroska,webm,mpegts,mpeg,flv,live_flv,avi,h264,hevc,rtsp,rtp,srt,udp";
    // enough to see the codec at 1 Mbit/s; the default of 5 s and 5 MB delays every reconnect
    private static final String PROBE_BYTES = "2000000";
    private static final String PROBE_MICROS = "2000000";

    private OpenOptions() {}

    static Map<String, String> of(SourceAddress address) {
        Map<String, String> options = new HashMap<>();
        options.put("protocol_whitelist", protocols(address.scheme()));
        if (address.scheme().startsWith("rtsp")) {
            options.put("rtsp_transport", address.wantsUdp() ? "udp" : "tcp");
            options.put("allowed_media_types", "video");
            options.put("fflags", "nobuffer");
        } else {
            options.put("format_whitelist", FORMATS);
            options.put("probesize", PROBE_BYTES);
            options.put("analyzeduration", PROBE_MICROS);
        }
        return options;
    }

    /** No time-outs here: "timeout" means "listen" to RTMP and others ignore theirs; {@link Interrupt} serves all. */
    private static String protocols(String scheme) {
        return switch (scheme) {
            case "file" -> "file,crypto,data";
            case "http", "https" -> "http,https,httpproxy,tcp,tls,crypto,data";
            case "rtmp", "rtmps" -> "rtmp,rtmps,rtmpt,rtmpts,http,https,tcp,tls";
            case "srt" -> "srt,udp";
            case "udp" -> "udp,rtp";
            default -> "rtsp,rtsps,rtp,tcp,tls,udp,http,https";
        };
    }

    /** libavformat does not decode percent signs in the name of a file. */
    static String location(SourceAddress address) throws StreamEnd {
        if (address.wantsUdp()) {
            // for us, not for the camera
            return address.uri().substring(0, address.uri().indexOf('#'));
        } else if (!address.scheme().equals("file")) {
            return address.uri();
        }
        try {
            return "file:" + Path.of(URI.create(address.uri()));
        } catch (IllegalArgumentException e) {
            throw new StreamEnd(
                    SourceState.NOT_FOUND, "file address without an absolute path (expected: file:///folder/name)");
        }
    }
}
