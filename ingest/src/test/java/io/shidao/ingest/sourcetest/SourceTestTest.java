package io.shidao.ingest.sourcetest;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.ingest.source.AddressPolicy;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.testkit.fake.ScriptedSource;
import io.shidao.wire.Times;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTestTest {
    private static final Instant NOON = Instant.parse("2026-03-02T04:00:00Z");

    private final ScriptedSource source = new ScriptedSource();
    private final Decoder decoder = new Decoder();

    /** Decodes what begins with 1. */
    private static final class Decoder implements PictureDecoder {
        private int closed;

        @Override
        public boolean supports(Codec codec) {
            return true;
        }

        @Override
        public Picture decode(Codec codec, Payload payload) {
            if (payload.buffer().get(0) != 1) {
                throw new BadPictureException(BadPictureException.Reason.UNDECODABLE, "damaged");
            }
            return new Picture(4, 2, ByteBuffer.allocateDirect(24), () -> closed++);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp,  UNAUTHORISED, SIGN_IN",
        "rtsp,  NOT_FOUND,    DESCRIPTION",
        "rtsp,  REFUSED,      CONNECTION",
        "rtsp,  TIMED_OUT,    CONNECTION",
        "http,  BAD_STREAM,   DESCRIPTION",
        "rtsps, BAD_STREAM,   CONNECTION"
    })
    void tellsTheStepByTheKindOfFailure_whereTheSourceDoesNot(String scheme, SourceState state, OpeningStep step) {
        SourceTest test = started(scheme + "://10.0.0.7/1");

        source.stream().end(state, "whatever");

        assertThat(result(test).getState()).isEqualTo(state.name());
        assertThat(result(test).getFailedStep()).isEqualTo(step.name());
    }

    @Test
    void isOverWhenItsTimeIs_andTellsWhatItWaitedFor() {
        SourceTest connecting = started("rtsp://10.0.0.7/1");
        connecting.overdue();
        assertThat(result(connecting).getFailedStep()).isEqualTo(OpeningStep.CONNECTION.name());
        assertThat(result(connecting).getState()).isEqualTo(SourceState.TIMED_OUT.name());
        assertThat(source.stream().isClosed()).isTrue();

        SourceTest frozen = started("rtsp://10.0.0.7/1");
        source.stream().open(Codec.H264);
        frozen.overdue();
        assertThat(result(frozen).getState()).isEqualTo(SourceState.FROZEN.name());
        assertThat(result(frozen).getFailedStep()).isEqualTo(OpeningStep.KEY_FRAME.name());

        SourceTest single = started("rtsp://10.0.0.7/1");
        source.stream().open(Codec.H264);
        source.stream().bring(key(1, 0));
        single.overdue();
        assertThat(result(single).getState()).isEqualTo(SourceState.STREAMING.name());
        assertThat(result(single).getKeyIntervalAtLeast()).isTrue();
    }

    @Test
    void triesThreeKeyFramesBeforeItCallsThemUndecodable() {
        SourceTest bad = started("rtsp://10.0.0.7/1");
        source.stream().open(Codec.H264);
        source.stream().bring(key(0, 0));
        source.stream().bring(key(0, 1));
        assertThat(bad.result()).isNotDone();
        source.stream().bring(key(0, 2));
        assertThat(result(bad).getState()).isEqualTo(SourceState.BAD_STREAM.name());
        assertThat(result(bad).getFailedStep()).isEqualTo(OpeningStep.PICTURE.name());

        SourceTest late = started("rtsp://10.0.0.7/1");
        source.stream().open(Codec.H264);
        source.stream().bring(key(0, 0));
        source.stream().bring(key(1, 1));
        source.stream().end(SourceState.ENDED, "");
        assertThat(result(late).getState()).isEqualTo(SourceState.STREAMING.name());
        assertThat(result(late).getBrokeOff()).isTrue();
        assertThat(result(late).getWidth()).isEqualTo(4);
        assertThat(decoder.closed).as("pictures given back").isEqualTo(1);
    }

    @Test
    void measuresByTheStreamsOwnClock() {
        SourceTest test = started("rtsp://10.0.0.7/1");
        source.stream().open(Codec.H264);
        source.stream().bring(key(1, 0));
        source.stream().bring(key(1, 4_000_000));
        source.stream().damage();
        test.overdue();

        assertThat(Times.duration(result(test).getKeyInterval())).isEqualTo(Duration.ofSeconds(4));
        assertThat(result(test).getKeyIntervalAtLeast()).isFalse();
        assertThat(result(test).getDamagedUnits()).isEqualTo(1);
        assertThat(Times.duration(result(test).getClockOffset())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void opensNothingThatMayNotBeTested() {
        for (String address : List.of("file:///etc/passwd", "rtsp://127.0.0.1/1", "rtsp://203.0.113.7/1")) {
            assertThat(result(started(address)).getFailedStep()).isEqualTo(OpeningStep.ADDRESS.name());
        }
        assertThat(source.streams()).isEmpty();
    }

    @Test
    void failsWhenNobodyHasTimeForIt() {
        SourceTest test = new SourceTest(
                "t",
                new SourceAddress("rtsp://10.0.0.7/1"),
                new SourceTest.Surroundings(
                        AddressPolicy.defaults(), SourceTestConfig.defaults(), List.of(source), () -> decoder, task -> {
                            throw new RejectedExecutionException("full");
                        }));
        test.start();

        assertThat(result(test).getState()).isEqualTo(SourceState.TIMED_OUT.name());
    }

    private SourceTest started(String address) {
        SourceTest test = new SourceTest(
                "t",
                new SourceAddress(address),
                new SourceTest.Surroundings(
                        AddressPolicy.defaults(),
                        SourceTestConfig.defaults(),
                        List.of(source),
                        () -> decoder,
                        Runnable::run));
        test.start();
        return test;
    }

    private static SourceTested result(SourceTest test) {
        assertThat(test.result()).isDone();
        return test.result().join();
    }

    private static AccessUnit key(int first, long micros) {
        return new AccessUnit(
                Codec.H264,
                true,
                NOON,
                micros,
                Payload.wrap(new byte[] {(byte) first, 2}),
                NOON.plus(Duration.ofMinutes(2)));
    }
}
