package io.shidao.adapters.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.ingest.camera.CameraDescription;
import io.shidao.ingest.camera.CameraException;
import io.shidao.ingest.camera.CameraException.ErrorCode;
import io.shidao.ingest.camera.CameraLogin;
import io.shidao.ingest.camera.CameraStream;
import io.shidao.ingest.camera.FoundCamera;
import io.shidao.ingest.camera.StreamChoice;
import io.shidao.ingest.camera.StreamEncoding;
import io.shidao.ingest.camera.StreamWarning;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.testkit.onvif.DeviceTraits;
import io.shidao.testkit.onvif.DeviceTraits.Proof;
import io.shidao.testkit.onvif.OnvifDevice;
import io.shidao.testkit.time.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnvifCameraFinderIT {
    private static final CameraLogin LOGIN = new CameraLogin(OnvifDevice.USER, OnvifDevice.PASSWORD);
    private static final AddressPolicy LOOPBACK = new AddressPolicy(false, true);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T01:00:00Z"));

    @ParameterizedTest
    @EnumSource(Proof.class)
    void asksForAllStreamsWhateverProofIsWanted(Proof proof) {
        try (OnvifDevice device = device(DeviceTraits.usual().withProof(proof))) {
            CameraDescription camera = finder(device).describe(device.service(), LOGIN);

            assertThat(camera.manufacturer()).isEqualTo("Examplar");
            assertThat(camera.model()).isEqualTo("EX-4");
            assertThat(camera.streams())
                    .extracting(CameraStream::encoding)
                    .containsExactly(StreamEncoding.H265, StreamEncoding.H264);
            assertThat(camera.streams().get(0).address().uri()).isEqualTo("rtsp://127.0.0.1:8554/main");
            assertThat(device.received()).noneMatch(text -> text.contains("s3cr"));
        }
    }

    @Test
    void choosesTheLargeStreamForSamplesAndTheH264OneForTheLiveView() {
        try (OnvifDevice device = device(DeviceTraits.usual())) {
            List<CameraStream> streams =
                    finder(device).describe(device.service(), LOGIN).streams();

            StreamChoice choice = StreamChoice.among(streams, "127.0.0.1", Duration.ofSeconds(5));

            assertThat(choice.main().orElseThrow().profile()).isEqualTo("main");
            assertThat(choice.live().orElseThrow().profile()).isEqualTo("sub");
            assertThat(choice.warnings())
                    .extracting(StreamWarning::kind)
                    .containsExactly(StreamWarning.Kind.KEY_FRAMES_TOO_RARE);
        }
    }

    @Test
    void provesThePasswordByTheCamerasClock() {
        Duration wrong = Duration.ofHours(-8).plusSeconds(11);
        try (OnvifDevice device = device(DeviceTraits.usual().withClockOffset(wrong))) {
            CameraDescription camera = finder(device).describe(device.service(), LOGIN);

            assertThat(camera.clockOffset()).isEqualTo(wrong);
            assertThat(camera.streams()).hasSize(2);
        }
    }

    @Test
    void asksAnOlderCameraByMedia1() {
        try (OnvifDevice device = device(DeviceTraits.usual().withoutMedia2())) {
            List<CameraStream> streams =
                    finder(device).describe(device.service(), LOGIN).streams();

            assertThat(streams)
                    .extracting(CameraStream::encoding)
                    .containsExactly(StreamEncoding.H264, StreamEncoding.JPEG);
            assertThat(streams.get(0).keyFrameInterval()).contains(Duration.ofSeconds(2));
            assertThat(device.asked()).contains("GetCapabilities");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Proof.class,
            names = {"MESSAGE", "HTTP"})
    void saysWhenThePasswordIsWrongAndAsksNoMore(Proof proof) {
        try (OnvifDevice device = device(DeviceTraits.usual().withProof(proof))) {
            assertFails(device, new CameraLogin(OnvifDevice.USER, "guessed"), ErrorCode.UNAUTHORISED, "ONVIF user");

            assertThat(device.asked().stream().filter("GetServices"::equals).count())
                    .isLessThanOrEqualTo(2);
            assertThat(device.asked()).doesNotContain("GetProfiles");
        }
    }

    @Test
    void asksServicesAtTheDevicesOwnHostWhateverItNames() {
        try (OnvifDevice device = device(DeviceTraits.usual().naming("192.0.2.99:8899"))) {
            assertThat(finder(device).describe(device.service(), LOGIN).streams())
                    .hasSize(2);
        }
    }

    @Test
    void refusesStreamsThatMayNotBeOpened() {
        try (OnvifDevice device = device(DeviceTraits.usual().streamingAt("http://127.0.0.1/"))) {
            assertFails(device, LOGIN, ErrorCode.FORBIDDEN_ADDRESS, "rtsp");
        }
        try (OnvifDevice device = device(DeviceTraits.usual().streamingAt("file:///etc/"))) {
            assertFails(device, LOGIN, ErrorCode.FORBIDDEN_ADDRESS, "rtsp");
        }
        try (OnvifDevice device = device(DeviceTraits.usual().streamingAt("rtsp://224.0.0.1/"))) {
            assertFails(device, LOGIN, ErrorCode.FORBIDDEN_ADDRESS, "expected");
        }
    }

    @Test
    void leavesCredentialsOutOfAddresses() {
        try (OnvifDevice device = device(DeviceTraits.usual().streamingAt("rtsp://admin:12345@127.0.0.1/"))) {
            CameraDescription camera = finder(device).describe(device.service(), LOGIN);

            assertThat(camera.toString()).doesNotContain("12345");
            assertThat(camera.streams().get(0).address().uri()).isEqualTo("rtsp://127.0.0.1/main");
        }
    }

    @Test
    void refusesADeviceAtAForbiddenAddress() {
        try (OnvifDevice device = device(DeviceTraits.usual())) {
            OnvifCameraFinder careful =
                    OnvifCameraFinder.create(OnvifConfig.defaults(), AddressPolicy.defaults(), clock);

            assertThatThrownBy(() -> careful.describe(device.service(), LOGIN))
                    .hasMessageContaining("allow-loopback-addresses");
            assertThat(device.asked()).isEmpty();
        }
    }

    @Test
    void findsADeviceOnceAndKeepsOnlyAddressesThatMayBeOpened() {
        try (OnvifDevice device = device(DeviceTraits.usual())) {
            List<FoundCamera> found = finder(device).probe("127.0.0.1", Duration.ofMillis(700));

            assertThat(found)
                    .containsExactly(new FoundCamera(
                            device.endpoint(),
                            List.of(device.service(), URI.create("http://192.0.2.7/onvif/device_service")),
                            "Room 101",
                            "EX-4"));
        }
    }

    @Test
    void saysThatNobodyIsThere() {
        OnvifDevice device = device(DeviceTraits.usual());
        device.close();

        assertFails(device, LOGIN, ErrorCode.UNREACHABLE, "check address and port");
    }

    private void assertFails(OnvifDevice device, CameraLogin login, ErrorCode code, String text) {
        assertThatThrownBy(() -> finder(device).describe(device.service(), login))
                .isInstanceOfSatisfying(
                        CameraException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(text)
                .hasMessageNotContaining(login.password());
    }

    private OnvifDevice device(DeviceTraits traits) {
        return OnvifDevice.start(traits, clock);
    }

    private OnvifCameraFinder finder(OnvifDevice device) {
        return new OnvifCameraFinder(OnvifConfig.defaults(), LOOPBACK, clock, device.discoveryPort());
    }
}
