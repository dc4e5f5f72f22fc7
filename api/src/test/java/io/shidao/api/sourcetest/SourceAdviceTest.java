package io.shidao.api.sourcetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.proto.api.v1.SourceTest;
import io.shidao.proto.api.v1.SourceTest.Warning;
import io.shidao.proto.api.v1.SourceTestStep;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.Times;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceAdviceTest {
    private final SourceAdvice room = new SourceAdvice(Duration.ofSeconds(10), 48);

    @Test
    void warnsOfNothingWhenAllIsWell() {
        SourceTest answer = room.answer(good().build());

        assertThat(answer.getUsable()).isTrue();
        assertThat(answer.getFailedStep()).isEqualTo(SourceTestStep.SOURCE_TEST_STEP_UNSPECIFIED);
        assertThat(answer.getWarningsList()).isEmpty();
        assertThat(answer.getRoomDepthMetres()).isEqualTo(9.3);
        assertThat(answer.hasClockOffset()).isFalse();
    }

    @Test
    void saysWhichStepFailed() {
        SourceTest answer = room.answer(SourceTested.newBuilder()
                .setState("TIMED_OUT")
                .setFailedStep("SIGN_IN")
                .addReached(SourceTested.Reached.newBuilder().setStep("CONNECTION"))
                .build());

        assertThat(answer.getUsable()).isFalse();
        assertThat(answer.getFailedStep()).isEqualTo(SourceTestStep.SOURCE_TEST_STEP_SIGN_IN);
        assertThat(answer.getSteps(0).getStep()).isEqualTo(SourceTestStep.SOURCE_TEST_STEP_CONNECTION);
        assertThat(answer.getWarningsList()).isEmpty();
        assertThat(answer.getFaceReachMetres()).isZero();
    }

    @Test
    void warnsOfWhatSamplesOrTheLiveViewWillSufferFrom() {
        assertThat(room.answer(good().setKeyInterval(time(10_400)).build()).getWarningsList())
                .isEmpty();
        assertThat(room.answer(good().setKeyInterval(time(12_000))
                                .setCodec("HEVC")
                                .setSound(true)
                                .setDamagedUnits(1)
                                .setBrokeOff(true)
                                .setClockOffset(time(-61_000))
                                .build())
                        .getWarningsList())
                .containsExactly(
                        Warning.WARNING_KEY_FRAMES_RARE,
                        Warning.WARNING_NO_LIVE_VIEW,
                        Warning.WARNING_SOUND,
                        Warning.WARNING_CLOCK,
                        Warning.WARNING_DAMAGED,
                        Warning.WARNING_BROKE_OFF);
        assertThat(room.answer(good().setClockOffset(time(59_000)).build()).getWarningsList())
                .isEmpty();
    }

    /** Faces of 20 cm, 48 pixels, 80 degrees: 0.2 · width / (48 · 2 tan 40°). */
    @ParameterizedTest
    @CsvSource({
        "3840, 9.5, 48, false",
        "1920, 4.8, 48, true",
        "1920, 4.8, 12, false",
        "1920, 4.8, 0, false",
        "1280, 3.2, 0, false",
        "640, 1.6, 0, true"
    })
    void judgesThePictureByTheRoom(int width, double reach, int seats, boolean small) {
        SourceTest answer = new SourceAdvice(Duration.ofSeconds(10), seats)
                .answer(good().setWidth(width).build());

        assertThat(answer.getFaceReachMetres()).isEqualTo(reach);
        assertThat(answer.getWarningsList().contains(Warning.WARNING_PICTURE_SMALL))
                .isEqualTo(small);
    }

    private static SourceTested.Builder good() {
        return SourceTested.newBuilder()
                .setState("STREAMING")
                .setCodec("H264")
                .setWidth(3840)
                .setHeight(2160)
                .setKeyInterval(time(2000));
    }

    private static com.google.protobuf.Duration time(long millis) {
        return Times.duration(Duration.ofMillis(millis));
    }
}
