package io.shidao.ingest.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.ingest.camera.StreamWarning.Kind;
import io.shidao.kernel.media.SourceAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamChoiceTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    @Test
    void takesTheLargestForSamplesAndForTheLiveViewWhenItIsH264() {
        StreamChoice choice =
                choose(stream("small", StreamEncoding.H264, 640, 50), stream("large", StreamEncoding.H264, 1920, 50));

        assertThat(choice.main().orElseThrow().profile()).isEqualTo("large");
        assertThat(choice.live()).isEqualTo(choice.main());
        assertThat(choice.warnings()).isEmpty();
    }

    @Test
    void takesASmallerH264ForTheLiveViewBesideH265() {
        StreamChoice choice = choose(
                stream("large", StreamEncoding.H265, 2560, 50),
                stream("tiny", StreamEncoding.H264, 320, 50),
                stream("small", StreamEncoding.H264, 640, 50));

        assertThat(choice.main().orElseThrow().profile()).isEqualTo("large");
        assertThat(choice.live().orElseThrow().profile()).isEqualTo("small");
    }

    @Test
    void warnsWhenThereIsNoLiveView() {
        StreamChoice choice = choose(stream("only", StreamEncoding.H265, 2560, 50));

        assertThat(choice.live()).isEmpty();
        assertThat(kinds(choice)).containsExactly(Kind.NO_LIVE_VIEW);
    }

    @Test
    void takesNoStreamThatGivesNoSamples() {
        StreamChoice choice = choose(stream("jpeg", StreamEncoding.JPEG, 4000, 0));

        assertThat(choice.main()).isEmpty();
        assertThat(kinds(choice)).containsExactly(Kind.ENCODING_UNUSABLE);
    }

    @Test
    void warnsWhenKeyFramesComeLessOftenThanSamplesAreWanted() {
        assertThat(kinds(choose(stream("s", StreamEncoding.H264, 640, 125)))).isEmpty();
        assertThat(kinds(choose(stream("s", StreamEncoding.H264, 640, 126)))).containsExactly(Kind.KEY_FRAMES_TOO_RARE);
        assertThat(kinds(choose(stream("s", StreamEncoding.H264, 640, 0)))).containsExactly(Kind.KEY_FRAMES_UNKNOWN);
    }

    @Test
    void warnsWhenTheStreamIsElsewhere() {
        StreamChoice choice =
                StreamChoice.among(List.of(stream("s", StreamEncoding.H264, 640, 50)), "192.0.2.8", INTERVAL);

        assertThat(kinds(choice)).containsExactly(Kind.ANOTHER_HOST);
    }

    @Test
    void readsEncodingsOfBothMediaServices() {
        assertThat(StreamEncoding.parse("H264")).isEqualTo(StreamEncoding.H264);
        assertThat(StreamEncoding.parse(" h265 ")).isEqualTo(StreamEncoding.H265);
        assertThat(StreamEncoding.parse("MPV4-ES")).isEqualTo(StreamEncoding.MPEG4);
        assertThat(StreamEncoding.parse("AV1")).isEqualTo(StreamEncoding.OTHER);
    }

    private static StreamChoice choose(CameraStream... streams) {
        return StreamChoice.among(List.of(streams), "192.0.2.7", INTERVAL);
    }

    private static List<Kind> kinds(StreamChoice choice) {
        return choice.warnings().stream().map(StreamWarning::kind).toList();
    }

    private static CameraStream stream(String profile, StreamEncoding encoding, int width, int gov) {
        return new CameraStream(
                profile,
                profile,
                encoding,
                width,
                width * 9 / 16,
                25,
                gov,
                0,
                new SourceAddress("rtsp://192.0.2.7/" + profile));
    }
}
