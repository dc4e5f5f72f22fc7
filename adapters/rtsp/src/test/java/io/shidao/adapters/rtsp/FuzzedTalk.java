package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ReferenceCountUtil;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.SourceState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One conversation in which the camera says whatever the fuzzer made. Used by one thread. */
final class FuzzedTalk {
    private static final int MAX_UNIT_BYTES = 64 << 10;
    /** A unit whose buffer grew by doubling, and was copied meanwhile; a frame; what was read. */
    private static final int MOST_HELD_BYTES = 6 * MAX_UNIT_BYTES + (128 << 10);

    private static final RtspConfig CONFIG = new RtspConfig(
            1,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            MAX_UNIT_BYTES,
            4 << 10,
            8 << 10,
            3,
            Path.of(""));
    private static final List<SourceState> ENDS = List.of(
            SourceState.ENDED,
            SourceState.UNAUTHORISED,
            SourceState.NOT_FOUND,
            SourceState.REFUSED,
            SourceState.TIMED_OUT,
            SourceState.BAD_STREAM);

    private final Talk talk = new Talk("rtsp://admin:secret@camera/1", Demand.ALL, CONFIG);

    int units() {
        return talk.units.size();
    }

    void run(byte[] input, Random random) {
        run(input, random, "transcript");
    }

    /** Says it in pieces, waits longer than all time-outs, hangs up; returns how it ended. */
    String run(byte[] input, Random random, String name) {
        for (int from = 0; from < input.length; ) {
            int most = random.nextInt(8) == 0 ? 4 : 4000;
            int to = Math.min(input.length, from + 1 + random.nextInt(most));
            talk.hear(Arrays.copyOfRange(input, from, to));
            forgetSent();
            assertThat(talk.held()).as(name).isLessThan(MOST_HELD_BYTES);
            if (random.nextInt(40) == 0) {
                talk.gate.demand(random.nextBoolean() ? Demand.ALL : Demand.KEY_FRAMES);
            }
            from = to;
        }
        if (random.nextBoolean()) {
            talk.conversation.check(System.nanoTime() + TimeUnit.SECONDS.toNanos(2));
        }
        talk.close();
        assertOneEnd(name);
        assertThat(talk.held()).as(name + ": bytes still held").isZero();
        return talk.redirects.isEmpty() ? talk.ends.get(0).state().name() : "REDIRECTED";
    }

    private void forgetSent() {
        for (Object out = talk.channel.readOutbound(); out != null; out = talk.channel.readOutbound()) {
            ReferenceCountUtil.release(out);
        }
    }

    private void assertOneEnd(String name) {
        talk.channel.checkException();
        assertThat(talk.ends.size() + talk.redirects.size()).as(name).isEqualTo(1);
        talk.ends.forEach(end -> {
            assertThat(end.state()).as(name).isIn(ENDS);
            assertThat(end.detail())
                    .as(name)
                    .doesNotContain("internal error", "secret")
                    .hasSizeLessThan(400);
            if (end.malformed() != null) {
                assertThat(counted(end.malformed())).as(name).isPositive();
            }
        });
        talk.units.forEach(unit -> assertThat(unit.payload().size()).as(name).isLessThanOrEqualTo(2 * MAX_UNIT_BYTES));
    }

    private double counted(Malformed kind) {
        return talk.counted("rtsp.malformed", "kind", kind.kind());
    }
}
