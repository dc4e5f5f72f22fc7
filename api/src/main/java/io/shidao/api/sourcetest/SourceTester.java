package io.shidao.api.sourcetest;

import io.grpc.Status;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.bus.v1.SourceTestAsked;
import io.shidao.proto.bus.v1.SourceTestTold;
import io.shidao.proto.bus.v1.SourceTested;
import io.shidao.wire.SourceTestChannel;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has an ingest test an address. Blocks until the answer is there. Thread-safe. */
final class SourceTester {
    /** A node that runs takes a test at once; a slow network and a busy node have this long. */
    static final Duration TAKEN_WITHIN = Duration.ofSeconds(3);

    /** Longer than the longest test of {@code source-test.longest}. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(15);

    /** By the clock, which may run fast, and differ between nodes; much later nobody waits for a test any more. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private final LiveState live;
    private final SourceTestChannel channel;
    private final Clock clock;

    SourceTester(LiveState live, DataKey key, Clock clock) {
        this.live = live;
        this.channel = new SourceTestChannel(key);
        this.clock = clock;
    }

    /** What one test's answers come to. */
    private static final class Answers {
        private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
        private final CompletableFuture<SourceTested> tested = new CompletableFuture<>();
        private final AtomicBoolean busy = new AtomicBoolean();

        void heard(SourceTestTold told) {
            if (told.hasBusy()) {
                busy.set(true);
                return;
            }
            begun.complete(true);
            if (told.hasTested()) {
                tested.complete(told.getTested());
            }
        }
    }

    /** @throws io.shidao.api.problem.ProblemException NO_INGEST or TESTS_BUSY when nobody tests */
    @SuppressWarnings("try") // it hears by being open
    SourceTested test(SourceAddress address) {
        String id = Ids.fresh();
        Answers answers = new Answers();
        SourceTestAsked asked = SourceTestAsked.newBuilder()
                .setTestId(id)
                .setAddress(address.uri())
                .setExpiresAt(Times.timestamp(clock.instant().plus(GOOD_FOR)))
                .build();
        try (LiveState.Listening listening = live.listen(
                SourceTestChannel.told(id), bytes -> channel.openTold(id, bytes).ifPresent(answers::heard))) {
            live.broadcast(SourceTestChannel.ASKED, channel.seal(asked));
            answers.begun.get(TAKEN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return answers.tested.get(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw nobody(answers).exception();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while a source was tested", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a source test failed, see the cause", e);
        }
    }

    private static Problem nobody(Answers answers) {
        if (answers.begun.isDone()) {
            return Problem.of(
                    Status.Code.UNAVAILABLE,
                    "NO_INGEST",
                    "No ingest node answered",
                    "the node that began the test did not finish it within " + TOLD_WITHIN.toSeconds()
                            + " s (likely cause: it was stopped): test again");
        }
        return answers.busy.get()
                ? busy()
                : Problem.of(
                        Status.Code.UNAVAILABLE,
                        "NO_INGEST",
                        "No ingest node answered",
                        "no ingest node answered within " + TAKEN_WITHIN.toSeconds()
                                + " s: start one (shidao ingest), with the same data key and live state as this api; see"
                                + " OPERATIONS.md#source-test");
    }

    static Problem busy() {
        return Problem.of(
                        Status.Code.RESOURCE_EXHAUSTED,
                        "TESTS_BUSY",
                        "Too many tests at once",
                        "others test cameras just now: test again in a few seconds")
                .retryAfter(Duration.ofSeconds(10));
    }
}
