package io.shidao.ingest.camera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which of a camera's streams to use for what. Samples need the largest faces, so the stream with most pixels; the
 * live view needs H.264, because browsers play no H.265 everywhere, so a smaller stream stands in when the main one is
 * H.265.
 */
public final class StreamChoice {
    private final @Nullable CameraStream main;
    private final @Nullable CameraStream live;
    private final List<StreamWarning> warnings;

    private StreamChoice(@Nullable CameraStream main, @Nullable CameraStream live, List<StreamWarning> warnings) {
        this.main = main;
        this.live = live;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Chooses.
     *
     * @param streams what the camera offers
     * @param host of the camera
     * @param samplingInterval how often a sample is wanted
     */
    public static StreamChoice among(List<CameraStream> streams, String host, Duration samplingInterval) {
        CameraStream main = best(streams, false);
        CameraStream live = main == null || main.encoding() == StreamEncoding.H264 ? main : best(streams, true);
        List<StreamWarning> warnings = new ArrayList<>();
        for (CameraStream stream : streams) {
            if (stream.encoding().codec().isEmpty()) {
                warnings.add(new StreamWarning(StreamWarning.Kind.ENCODING_UNUSABLE, stream));
            } else if (!StreamHosts.isSame(stream.address(), host)) {
                warnings.add(new StreamWarning(StreamWarning.Kind.ANOTHER_HOST, stream));
            }
        }
        if (main != null) {
            keyFrames(main, samplingInterval).ifPresent(kind -> warnings.add(new StreamWarning(kind, main)));
            if (live == null) {
                warnings.add(new StreamWarning(StreamWarning.Kind.NO_LIVE_VIEW, main));
            }
        }
        return new StreamChoice(main, live, warnings);
    }

    /** Of two with as many pixels H.264 is the simpler one; then the camera's own order counts. */
    private static @Nullable CameraStream best(List<CameraStream> streams, boolean onlyH264) {
        return streams.stream()
                .filter(stream -> stream.encoding().codec().isPresent())
                .filter(stream -> !onlyH264 || stream.encoding() == StreamEncoding.H264)
                .min(Comparator.comparingLong((CameraStream stream) -> -stream.pixels())
                        .thenComparing(CameraStream::encoding))
                .orElse(null);
    }

    private static Optional<StreamWarning.Kind> keyFrames(CameraStream main, Duration samplingInterval) {
        Optional<Duration> interval = main.keyFrameInterval();
        if (interval.isEmpty()) {
            return Optional.of(StreamWarning.Kind.KEY_FRAMES_UNKNOWN);
        }
        return interval.get().compareTo(samplingInterval) > 0
                ? Optional.of(StreamWarning.Kind.KEY_FRAMES_TOO_RARE)
                : Optional.empty();
    }

    /** For samples; empty when none can be used. */
    public Optional<CameraStream> main() {
        return Optional.ofNullable(main);
    }

    /** For the live view; the main one when that is H.264; empty when there is no H.264. */
    public Optional<CameraStream> live() {
        return Optional.ofNullable(live);
    }

    public List<StreamWarning> warnings() {
        return warnings;
    }
}
