package io.shidao.app.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.ingest.camera.CameraDescription;
import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraFinder;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.ingest.camera.CameraStream;
import io.shidao.ingest.camera.FoundCamera;
import io.shidao.ingest.camera.StreamEncoding;
import io.shidao.kernel.media.SourceAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraReportTest {
    private static final URI GOOD = URI.create("http://192.0.2.7/onvif/device_service");
    private static final URI BAD = URI.create("http://192.0.2.8/onvif/device_service");

    private final CameraSearch search = new CameraSearch(new TwoCameras(), CameraLogin.none(), Duration.ofSeconds(1));
    private final CameraReport report = new CameraReport(Duration.ofSeconds(5));

    @Test
    void saysWhichStreamToUseForWhatAndWhatToChange() {
        String text = report.text(search.everywhere());

        assertThat(text.lines().filter(line -> line.contains("rtsp://192.0.2.7/main")))
                .singleElement()
                .asString()
                .startsWith("  main main ")
                .contains("2560x1440", "10.0 s");
        assertThat(text.lines().filter(line -> line.contains("rtsp://192.0.2.7/sub")))
                .singleElement()
                .asString()
                .startsWith("  live sub ");
        assertThat(text)
                .contains("less often than samples are wanted (5.0 s)", "请在设备中缩短 I 帧间隔", "clock is off by 90 s");
    }

    @Test
    void listsTheCamerasThatAnswerBesideThoseThatDoNot() {
        String text = report.text(search.everywhere());

        assertThat(text).contains("!! 用户名或密码被拒绝: no", "cameras 摄像机: 1 / 2");
        assertThat(report.listed()).isEqualTo(1);
    }

    @Test
    void asksADeviceThatAnswersNoProbeWhereMostDevicesAre() {
        assertThat(search.at("192.0.2.7")).extracting(AskedCamera::service).containsExactly(GOOD);
        assertThat(search.at("192.0.2.7:8899"))
                .extracting(AskedCamera::service)
                .containsExactly(URI.create("http://192.0.2.7:8899/onvif/device_service"));
        assertThat(search.at("https://192.0.2.7/x"))
                .extracting(AskedCamera::service)
                .containsExactly(URI.create("https://192.0.2.7/x"));
    }

    @Test
    void saysWhatToDoWhenNobodyAnswers() {
        assertThat(report.text(List.of())).contains("--host", "没有摄像机应答");
        assertThat(report.listed()).isZero();
    }

    private static final class TwoCameras implements CameraFinder {
        @Override
        public List<FoundCamera> discover(Duration wait) {
            return List.of(
                    new FoundCamera("urn:uuid:1", List.of(GOOD), "Room 101", "EX"),
                    new FoundCamera("urn:uuid:2", List.of(BAD), "Room 102", "EX"));
        }

        @Override
        public List<FoundCamera> probe(String host, Duration wait) {
            return List.of();
        }

        @Override
        public CameraDescription describe(URI service, CameraLogin login) {
            if (service.equals(BAD)) {
                throw new CameraException(ErrorCode.UNAUTHORISED, "no");
            }
            return new CameraDescription(
                    "Examplar",
                    "EX",
                    Duration.ofSeconds(90),
                    List.of(
                            stream("main", StreamEncoding.H265, 2560, 1440, 250),
                            stream("sub", StreamEncoding.H264, 640, 360, 50)));
        }

        private static CameraStream stream(String name, StreamEncoding encoding, int width, int height, int gov) {
            return new CameraStream(
                    name, name, encoding, width, height, 25, gov, 0, new SourceAddress("rtsp://192.0.2.7/" + name));
        }
    }
}
