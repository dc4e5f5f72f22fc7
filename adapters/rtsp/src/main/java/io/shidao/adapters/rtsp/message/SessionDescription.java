package io.shidao.adapters.rtsp.message;

import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceState;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a camera says that it sends (SDP, RFC 8866).
 *
 * @param control of the whole session; empty without
 * @param video the first that we can use
 * @param sound whether there is sound too
 */
public record SessionDescription(String control, VideoTrack video, boolean sound) {
    private static final int MAX_PARAMETER_SET_BYTES = 16 << 10;
    private static final int MAX_PARAMETER_SETS = 32;

    /** Attributes of one media, or of the session before the first. */
    private static final class Section {
        private final String media;
        private String control = "";
        private final Map<String, String> encodings = new HashMap<>();
        private final Map<String, String> formats = new HashMap<>();

        Section(String media) {
            this.media = media;
        }

        boolean isVideo() {
            return media.startsWith("video ");
        }
    }

    /**
     * Reads a description.
     *
     * @throws StreamEnd BAD_STREAM when there is no H.264 or H.265 in it that RTP over TCP can bring
     */
    public static SessionDescription parse(String text) throws StreamEnd {
        List<Section> sections = sections(text);
        Set<String> others = new LinkedHashSet<>();
        for (Section section : sections) {
            Optional<VideoTrack> track = section.isVideo() ? track(section, others) : Optional.empty();
            if (track.isPresent()) {
                boolean sound = sections.stream().anyMatch(other -> other.media.startsWith("audio "));
                return new SessionDescription(sections.get(0).control, track.get(), sound);
            }
        }
        if (others.isEmpty()) {
            throw StreamEnd.malformed(
                    Malformed.SDP, "no video among its " + (sections.size() - 1) + " streams (expected: one)");
        }
        throw StreamEnd.of(
                SourceState.BAD_STREAM,
                "video: " + Message.printable(String.join(", ", others))
                        + " (expected: H264 or H265; set it in the camera)");
    }

    private static List<Section> sections(String text) {
        List<Section> sections = new ArrayList<>();
        Section current = new Section("");
        sections.add(current);
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith("m=")) {
                current = new Section(line.substring(2).strip());
                sections.add(current);
            } else if (line.startsWith("a=control:")) {
                current.control = line.substring(10).strip();
            } else if (line.startsWith("a=rtpmap:")) {
                put(current.encodings, line.substring(9));
            } else if (line.startsWith("a=fmtp:")) {
                put(current.formats, line.substring(7));
            }
        }
        return sections;
    }

    private static void put(Map<String, String> byType, String value) {
        String[] words = value.strip().split("\\s+", 2);
        byType.putIfAbsent(words[0], words.length > 1 ? words[1] : "");
    }

    /** The first usable payload type of a media line; what cannot be used is told to {@code others}. */
    private static Optional<VideoTrack> track(Section section, Set<String> others) {
        String[] words = section.media.split("\\s+", -1);
        String profile = words.length > 2 ? words[2] : "";
        for (int i = 3; i < words.length; i++) {
            String encoding = section.encodings.getOrDefault(words[i], "payload type " + words[i]);
            Map<String, String> format = parameters(section.formats.getOrDefault(words[i], ""));
            Optional<Codec> codec = codec(encoding);
            Optional<String> objection = objection(profile, words[i], format);
            if (codec.isPresent() && objection.isEmpty()) {
                return Optional.of(track(section, codec.get(), Integer.parseInt(words[i]), format));
            }
            others.add(codec.isEmpty() ? encoding : encoding + " " + objection.orElse(""));
        }
        return Optional.empty();
    }

    private static Optional<Codec> codec(String encoding) {
        return switch (encoding.toUpperCase(Locale.ROOT)) {
            case "H264/90000" -> Optional.of(Codec.H264);
            case "H265/90000", "HEVC/90000" -> Optional.of(Codec.HEVC);
            default -> Optional.empty();
        };
    }

    private static Optional<String> objection(String profile, String payloadType, Map<String, String> format) {
        if (!profile.startsWith("RTP/AVP")) {
            return Optional.of("by " + profile + " instead of RTP/AVP");
        } else if (!payloadType.matches("\\d{1,3}") || Integer.parseInt(payloadType) > 127) {
            return Optional.of("with payload type " + payloadType);
        } else if (format.getOrDefault("packetization-mode", "0").equals("2")) {
            return Optional.of("interleaved (packetization-mode=2)");
        } else if (!format.getOrDefault("sprop-max-don-diff", "0").equals("0")) {
            return Optional.of("out of decoding order (sprop-max-don-diff)");
        }
        return Optional.empty();
    }

    private static Map<String, String> parameters(String format) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : format.split(";", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.putIfAbsent(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return parameters;
    }

    private static VideoTrack track(Section section, Codec codec, int payloadType, Map<String, String> format) {
        List<String> names = codec == Codec.H264
                ? List.of("sprop-parameter-sets") // RFC 6184, section 8.1
                : List.of("sprop-vps", "sprop-sps", "sprop-pps"); // RFC 7798, section 7.1
        List<byte[]> sets = new ArrayList<>();
        int bad = 0;
        for (String name : names) {
            for (String coded : format.getOrDefault(name, "").split(",", -1)) {
                Optional<byte[]> set = decode(coded.strip());
                if (set.isPresent() && sets.size() < MAX_PARAMETER_SETS) {
                    sets.add(set.get());
                } else if (!coded.isBlank()) {
                    bad++;
                }
            }
        }
        return new VideoTrack(codec, payloadType, section.control, List.copyOf(sets), bad);
    }

    private static Optional<byte[]> decode(String coded) {
        try {
            byte[] set = Base64.getDecoder().decode(coded);
            return set.length == 0 || set.length > MAX_PARAMETER_SET_BYTES ? Optional.empty() : Optional.of(set);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
