package io.shidao.ingest.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.SessionKind;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SnapshotReceipt;
import io.shidao.proto.api.v1.SubmitSnapshotRequest;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.fake.ScriptedBus.Mood;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotDoorTest {
    private static final Instant NOW = OneSession.STARTS.plusSeconds(600);
    private static final byte[] PICTURE = png(64);
    private static final byte[] ANOTHER = png(65);

    private final SettableClock clock = new SettableClock(NOW);
    private final OneSession directory = new OneSession(SessionKind.ONLINE, "trainee-1", "trainee-2");
    private final InMemoryLedger ledger = new InMemoryLedger();
    private final ScriptedBus bus = new ScriptedBus();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private SnapshotDoor door = door(directory, 1000);
    private Caller caller = new Caller("platform-1", "Platform", Role.ROLE_PLATFORM);

    @AfterEach
    void countsEveryCallOnce() {
        assertThat(counted("ingest.snapshots.received"))
                .isEqualTo(counted("ingest.snapshots.published") + counted("ingest.snapshots.dropped"));
    }

    @Test
    void publishesTheSnapshotUntouchedAndAnswersWithItsDigest() {
        SnapshotReceipt receipt = submit(request -> {});

        Payload payload = Payload.wrap(PICTURE);
        assertThat(bus.keys()).containsExactly("session-1");
        assertThat(bus.published(Sample.class)).singleElement().satisfies(sample -> {
            assertThat(sample.id().value()).isEqualTo(receipt.getSampleId());
            assertThat(sample.codec()).isEqualTo(Codec.PNG);
            assertThat(sample.source().value()).isEqualTo("platform-1");
            assertThat(String.valueOf(sample.claimant())).isEqualTo("trainee-1");
            assertThat(sample.payload()).isEqualTo(payload);
            assertThat(sample.capturedAt()).isEqualTo(NOW.minusSeconds(2));
            assertThat(sample.receivedAt()).isEqualTo(NOW);
        });
        assertThat(receipt.getSha256()).isEqualTo(payload.sha256().hex());
        assertThat(receipt.getRepeatedSubmission()).isFalse();
    }

    @Test
    void makesOneSampleOfARepeatedCall() {
        SnapshotReceipt first = submit(request -> {});
        SnapshotReceipt second = submit(request -> {});

        assertThat(second.getSampleId()).isEqualTo(first.getSampleId());
        assertThat(second.getRepeatedSubmission()).isTrue();
        assertThat(bus.published(Sample.class)).hasSize(1);
    }

    @Test
    void publishesAgainUnderTheSameIdWhenTheFirstTryWasNotAcknowledged() {
        bus.set(Mood.BROKEN);
        assertThat(refusal(request -> {})).satisfies(status -> {
            assertThat(status.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(status.getDescription()).contains("same client_id");
        });
        bus.set(Mood.READY);

        SnapshotReceipt receipt = submit(request -> {});

        assertThat(receipt.getRepeatedSubmission()).isTrue();
        assertThat(bus.published(Sample.class))
                .hasSize(2)
                .extracting(sample -> sample.id().value())
                .containsOnly(receipt.getSampleId());
    }

    @Test
    void doesNotAnswerBeforeTheBusHasIt() {
        bus.set(Mood.SLOW);

        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(bus.published(Sample.class)).hasSize(1);
    }

    @Test
    void answersWhenOnlyTheAcknowledgementCouldNotBeKept() {
        ledger.forgetAcknowledgements();

        assertThat(submit(request -> {}).getRepeatedSubmission()).isFalse();
        assertThat(submit(request -> {}).getRepeatedSubmission()).isTrue();
        assertThat(bus.published(Sample.class)).hasSize(2);
    }

    @Test
    void refusesAnotherPictureOrSubjectUnderTheSameClientId() {
        submit(request -> {});

        assertThat(refusal(request -> request.setImage(ByteString.copyFrom(ANOTHER)))
                        .getCode())
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(refusal(request -> request.setSubjectId("trainee-2")).getCode())
                .isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(bus.published(Sample.class)).hasSize(1);
    }

    @Test
    void doesNotTellAForeignPlatformThatASessionExists() {
        Status missing = refusal(request -> request.setSessionId("session-2"));
        caller = new Caller("platform-2", "Other", Role.ROLE_PLATFORM);
        Status foreign = refusal(request -> {});

        assertThat(foreign.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(foreign.getDescription())
                .isEqualTo(String.valueOf(missing.getDescription()).replace("session-2", "session-1"));
    }

    @Test
    void doesNotTakeSnapshotsOfAClassroom() {
        door = door(new OneSession(SessionKind.THEORY, "trainee-1"), 1000);

        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void takesSnapshotsFromPlatformsOnly() {
        caller = new Caller("platform-1", "Somebody", Role.ROLE_AUTHORITY_SUPERVISOR);

        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
    }

    @Test
    void takesSnapshotsWhileTheSessionRunsAndAMinuteAroundIt() {
        clock.set(OneSession.STARTS.minusSeconds(61));
        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        clock.set(OneSession.ENDS.plusSeconds(60));
        assertThat(refusal(request -> {}).getDescription())
                .contains(OneSession.STARTS.toString(), OneSession.ENDS.toString());

        clock.set(OneSession.STARTS.minusSeconds(60));
        submit(request -> {});
    }

    @Test
    void takesOnlyTraineesOfTheRosterAsItIsNow() {
        assertThat(refusal(request -> request.setSubjectId("trainee-3")).getCode())
                .isEqualTo(Status.Code.FAILED_PRECONDITION);

        directory.enrol("trainee-3");

        submit(request -> request.setSubjectId("trainee-3"));
    }

    @Test
    void readsTheRosterOnceWhileNothingChanges() {
        submit(request -> request.setClientId("a"));
        submit(request -> request.setClientId("b"));

        assertThat(directory.rostersRead()).isEqualTo(1);
    }

    @Test
    void takesAWrongClockForTheAnalyzerToSeeButNoNonsense() {
        submit(request -> request.setCapturedAt(Times.timestamp(NOW.plus(Duration.ofMinutes(20)))));

        assertBad("captured_at", request -> request.setCapturedAt(Times.timestamp(NOW.plus(Duration.ofDays(1)))));
        assertBad("captured_at", SubmitSnapshotRequest.Builder::clearCapturedAt);
        assertBad(
                "captured_at",
                request -> request.setCapturedAt(
                        Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build()));
    }

    @Test
    void refusesIdsThatAreNoIds() {
        assertBad("client_id", request -> request.setClientId("../etc"));
        assertBad("client_id", request -> request.setClientId(""));
        assertBad("SubjectId", request -> request.setSubjectId("Zhang San"));
        assertBad("SessionId", request -> request.setSessionId(""));
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertBad("EMPTY", request -> request.clearImage());
        assertBad("UNKNOWN_FORMAT", request -> request.setImage(ByteString.copyFromUtf8("GIF89a, at best")));
        assertBad("TRUNCATED", request -> request.setImage(ByteString.copyFrom(PICTURE, 0, PICTURE.length - 20)));
        assertBad("TOO_MANY_BYTES", request -> request.setImage(ByteString.copyFrom(new byte[(4 << 20) + 1])));
        assertThat(bus.keys()).isEmpty();
    }

    @Test
    void slowsAPlatformDownThatSendsTooMuch() {
        door = door(directory, 3);
        for (int i = 0; i < 3; i++) {
            String clientId = "client-" + i;
            submit(request -> request.setClientId(clientId));
        }

        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void notesThatAPlatformTeachesWhereNoSessionMayBe_andTakesNoPicture() {
        Status status = refusal(request -> request.setSessionId(InMemoryLedger.BARRED));

        assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(status.getDescription()).contains("suspended");
        assertThat(ledger.noted()).containsExactly("platform-1/trainee-1/PT1M");
        assertThat(bus.keys()).isEmpty();
    }

    @Test
    void saysUnavailableWhenTheLedgerIsDown() {
        ledger.breakDown();

        assertThat(refusal(request -> {}).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(bus.keys()).isEmpty();
    }

    private SnapshotDoor door(OneSession sessions, int burst) {
        SnapshotConfig config = new SnapshotConfig(
                Duration.ofSeconds(60),
                Duration.ofHours(1),
                Duration.ofMillis(150),
                new ImageLimits(4 << 20, 25_000_000, 8192),
                1,
                burst,
                10,
                10);
        return new SnapshotDoor(config, sessions, ledger, bus, clock, meters);
    }

    private SnapshotReceipt submit(Consumer<SubmitSnapshotRequest.Builder> change) {
        Answer answer = call(change);
        assertThat(answer.failure).isNull();
        assertThat(answer.completed).isTrue();
        return answer.receipt;
    }

    private Status refusal(Consumer<SubmitSnapshotRequest.Builder> change) {
        Answer answer = call(change);
        assertThat(answer.failure).isInstanceOf(StatusRuntimeException.class);
        return Status.fromThrowable(answer.failure);
    }

    private void assertBad(String field, Consumer<SubmitSnapshotRequest.Builder> change) {
        Status status = refusal(change);

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).contains(field, "expected:");
    }

    private Answer call(Consumer<SubmitSnapshotRequest.Builder> change) {
        SubmitSnapshotRequest.Builder request = SubmitSnapshotRequest.newBuilder()
                .setSessionId("session-1")
                .setSubjectId("trainee-1")
                .setClientId("client-1")
                .setCapturedAt(Times.timestamp(NOW.minusSeconds(2)))
                .setImage(ByteString.copyFrom(PICTURE));
        change.accept(request);
        Answer answer = new Answer();
        Context.current().withValue(Caller.KEY, caller).run(() -> door.submitSnapshot(request.build(), answer));
        return answer;
    }

    private double counted(String name) {
        return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private static byte[] png(int side) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static final class Answer implements StreamObserver<SnapshotReceipt> {
        private SnapshotReceipt receipt = SnapshotReceipt.getDefaultInstance();
        private @Nullable Throwable failure;
        private boolean completed;

        @Override
        public void onNext(SnapshotReceipt value) {
            receipt = value;
        }

        @Override
        public void onError(Throwable why) {
            failure = why;
        }

        @Override
        public void onCompleted() {
            completed = true;
        }
    }
}
