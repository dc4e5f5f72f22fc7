package io.shidao.api.sourcetest;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.OpeningStep;
import io.shidao.kernel.media.SourceState;
import io.shidao.proto.api.v1.SourceTest;
import io.shidao.proto.api.v1.SourceTestStep;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.Times;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was measured, as an answer with advice. Pictures are judged by how large faces will be: below
 * {@value #FACE_PIXELS} pixels of height scores get worse (ADR 16). Stateless.
 *
 * @param samplingInterval how often a sample is wanted
 * @param seats of the classroom that the camera hangs in; 0 when not known
 */
record SourceAdvice(Duration samplingInterval, int seats) {
    /** Height of a face from which on recognition works as measured. */
    static final int FACE_PIXELS = 48;

    /** From chin to hairline and a little more, as detectors box a face. */
    private static final double FACE_METRES = 0.2;
    /** Of a 4 mm lens before a 1/2.7" sensor, which most classroom cameras have. */
    private static final double LENS_DEGREES = 80;

    /** A seat with its share of aisles and front (GB 50099 plans 1.4 for pupils). */
    private static final double SQUARE_METRES_A_SEAT = 1.5;
    /** Depth by width of a usual classroom. */
    private static final double DEEPER_THAN_WIDE = 1.2;

    /** When the room is not known: in no classroom are all within three metres. */
    private static final double LEAST_REACH_METRES = 3;

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);
    /** A measured interval is never exactly the one that was set. */
    private static final double KEY_TOLERANCE = 1.05;

    SourceTest answer(SourceTested tested) {
        boolean usable = tested.getState().equals(SourceState.STREAMING.name());
        SourceTest.Builder answer = SourceTest.newBuilder()
                .setUsable(usable)
                .setState(tested.getState())
                .setFailedStep(step(tested.getFailedStep()))
                .setCodec(tested.getCodec())
                .setWidth(tested.getWidth())
                .setHeight(tested.getHeight())
                .setKeyIntervalAtLeast(tested.getKeyIntervalAtLeast())
                .setFramesPerSecond(tested.getFramesPerSecond())
                .setKilobitsPerSecond(tested.getKilobitsPerSecond())
                .setSamplingInterval(Times.duration(samplingInterval))
                .setFaceReachMetres(reach(tested.getWidth()))
                .setRoomDepthMetres(roomDepth())
                .setTook(tested.getTook());
        tested.getReachedList()
                .forEach(one ->
                        answer.addStepsBuilder().setStep(step(one.getStep())).setAfter(one.getAfter()));
        if (tested.hasKeyInterval()) {
            answer.setKeyInterval(tested.getKeyInterval());
        }
        if (tested.hasClockOffset()) {
            answer.setClockOffset(tested.getClockOffset());
        }
        return answer.addAllWarnings(warnings(tested)).build();
    }

    private static SourceTestStep step(String name) {
        return name.isEmpty()
                ? SourceTestStep.SOURCE_TEST_STEP_UNSPECIFIED
                : SourceTestStep.valueOf(
                        "SOURCE_TEST_STEP_" + OpeningStep.valueOf(name).name());
    }

    private List<SourceTest.Warning> warnings(SourceTested tested) {
        return Stream.of(
                        warning(SourceTest.Warning.WARNING_KEY_FRAMES_RARE, areKeysRare(tested)),
                        warning(
                                SourceTest.Warning.WARNING_NO_LIVE_VIEW,
                                tested.getCodec().equals(Codec.HEVC.name())),
                        warning(SourceTest.Warning.WARNING_PICTURE_SMALL, isSmall(tested.getWidth())),
                        warning(SourceTest.Warning.WARNING_SOUND, tested.getSound()),
                        warning(SourceTest.Warning.WARNING_CLOCK, isClockWrong(tested)),
                        warning(SourceTest.Warning.WARNING_DAMAGED, tested.getDamagedUnits() > 0),
                        warning(SourceTest.Warning.WARNING_BROKE_OFF, tested.getBrokeOff() && tested.getWidth() > 0))
                .flatMap(one -> one)
                .toList();
    }

    private static Stream<SourceTest.Warning> warning(SourceTest.Warning warning, boolean holds) {
        return holds ? Stream.of(warning) : Stream.empty();
    }

    private boolean areKeysRare(SourceTested tested) {
        return tested.hasKeyInterval()
                && Times.duration(tested.getKeyInterval()).toNanos() > samplingInterval.toNanos() * KEY_TOLERANCE;
    }

    private static boolean isClockWrong(SourceTested tested) {
        return tested.hasClockOffset()
                && Times.duration(tested.getClockOffset()).abs().compareTo(CLOCK_TOLERANCE) > 0;
    }

    private boolean isSmall(int width) {
        return width > 0 && reach(width) < (seats > 0 ? roomDepth() : LEAST_REACH_METRES);
    }

    /** Up to which distance from the camera a face has {@value #FACE_PIXELS} pixels, in metres, to a tenth. */
    static double reach(int width) {
        double across = 2 * Math.tan(Math.toRadians(LENS_DEGREES / 2));
        return tenths(width * FACE_METRES / (FACE_PIXELS * across));
    }

    private double roomDepth() {
        return tenths(Math.sqrt(seats * SQUARE_METRES_A_SEAT * DEEPER_THAN_WIDE));
    }

    private static double tenths(double metres) {
        return Math.round(metres * 10) / 10.0;
    }
}
