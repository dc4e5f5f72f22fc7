package io.shidao.ingest.snapshot;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.ingest.report.TroubleReporter;
import io.shidao.ingest.snapshot.OnlineSessions.OnlineSession;
import io.shidao.ingest.snapshot.SnapshotLedger.Remembered;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.StillImage;
import io.shidao.kernel.media.StillImageReader;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SnapshotReceipt;
import io.shidao.proto.api.v1.SnapshotServiceGrpc;
import io.shidao.proto.api.v1.SubmitSnapshotRequest;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots from online-course platforms. Answers only when the bus has the sample durably; a repeated call with
 * the same client id never makes a second sample. Calls block (database, bus): serve them off the event loop.
 * Thread-safe.
 */
public final class SnapshotDoor extends SnapshotServiceGrpc.SnapshotServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDoor.class);
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(30);

    private final SnapshotConfig config;
    private final OnlineSessions sessions;
    private final SnapshotLedger ledger;
    private final Bus bus;
    private final Clock clock;
    private final MeterRegistry meters;
    private final RateLimit rateLimit;
    private final TroubleReporter trouble = new TroubleReporter(LOG, "Snapshots were not taken", REPORT_PERIOD);

    /** @param clock decides which sessions run */
    public SnapshotDoor(
            SnapshotConfig config,
            SessionDirectory directory,
            SnapshotLedger ledger,
            Bus bus,
            Clock clock,
            MeterRegistry meters) {
        this.config = config;
        this.sessions = new OnlineSessions(directory, config.maxSessions());
        this.ledger = ledger;
        this.bus = bus;
        this.clock = clock;
        this.meters = meters;
        this.rateLimit = new RateLimit(config.perSecond(), config.burst(), config.maxPlatforms());
    }

    @Override
    public void submitSnapshot(SubmitSnapshotRequest request, StreamObserver<SnapshotReceipt> answer) {
        meters.counter("ingest.snapshots.received").increment();
        SnapshotReceipt receipt;
        try {
            receipt = take(Caller.current(), request);
        } catch (StatusRuntimeException e) {
            refuse(e, answer);
            return;
        } catch (StoreException e) {
            trouble.report(String.valueOf(e.getMessage()));
            refuse(
                    e.retryable() ? SnapshotRefusals.storeUnavailable() : SnapshotRefusals.storeFailed(e.code()),
                    answer);
            return;
        } catch (RuntimeException e) {
            LOG.error("A snapshot failed unexpectedly", e);
            refuse(SnapshotRefusals.internal(), answer);
            return;
        }
        meters.counter("ingest.snapshots.published", "repeated", Boolean.toString(receipt.getRepeatedSubmission()))
                .increment();
        answer.onNext(receipt);
        answer.onCompleted();
    }

    private void refuse(StatusRuntimeException why, StreamObserver<SnapshotReceipt> answer) {
        meters.counter(
                        "ingest.snapshots.dropped",
                        "reason",
                        why.getStatus().getCode().name().toLowerCase(Locale.ROOT))
                .increment();
        answer.onError(why);
    }

    private SnapshotReceipt take(Caller caller, SubmitSnapshotRequest request) {
        if (caller.role() != Role.ROLE_PLATFORM) {
            throw SnapshotRefusals.role();
        }
        if (!rateLimit.allows(caller.id(), System.nanoTime())) {
            throw SnapshotRefusals.tooMany(config);
        }
        Instant receivedAt = clock.instant();
        OnlineSession session = session(caller, request, receivedAt);
        checkRunning(session.plan(), receivedAt);
        SubjectId claimant = claimant(session, request.getSubjectId());
        Instant capturedAt = capturedAt(session.plan(), request);
        StillImage picture = picture(request);
        Snapshot snapshot = snapshot(session.plan().id(), request.getClientId(), claimant, picture);
        Sample sample = new Sample(
                snapshot.sampleId(),
                session.plan().id(),
                session.plan().source(),
                claimant,
                picture.codec(),
                capturedAt,
                receivedAt,
                snapshot.sha256(),
                picture.payload());
        return receipt(snapshot, publishOnce(snapshot, sample));
    }

    /** Somebody else's session looks like one that does not exist. */
    private OnlineSession session(Caller caller, SubmitSnapshotRequest request, Instant now) {
        SessionId session = SnapshotRefusals.checked(() -> new SessionId(request.getSessionId()));
        return sessions.find(session)
                .filter(found -> found.plan().source().value().equals(caller.id()))
                .orElseThrow(() -> noSession(session, caller, request.getSubjectId(), now));
    }

    /** That a platform teaches in a session that may not take place is a suspicion; the picture is not looked at. */
    private StatusRuntimeException noSession(SessionId session, Caller caller, String subject, Instant now) {
        SubjectId claimant = SnapshotRefusals.checked(() -> new SubjectId(subject));
        if (!ledger.noteBarred(session, new SourceId(caller.id()), claimant, now, config.grace())) {
            return SnapshotRefusals.unknownSession(session);
        }
        meters.counter("ingest.snapshots.barred").increment();
        return SnapshotRefusals.barred(session);
    }

    private void checkRunning(SessionPlan plan, Instant now) {
        if (now.isBefore(plan.startsAt().minus(config.grace()))
                || !now.isBefore(plan.endsAt().plus(config.grace()))) {
            throw SnapshotRefusals.notRunning(plan, now);
        }
    }

    private static SubjectId claimant(OnlineSession session, String id) {
        SubjectId subject = SnapshotRefusals.checked(() -> new SubjectId(id));
        if (!session.trainees().contains(subject)) {
            throw SnapshotRefusals.notOnRoster(subject, session.plan().id());
        }
        return subject;
    }

    private Instant capturedAt(SessionPlan plan, SubmitSnapshotRequest request) {
        if (!request.hasCapturedAt()) {
            throw SnapshotRefusals.capturedAt("missing", plan, config.clockTolerance());
        }
        Instant time = instant(request.getCapturedAt(), plan);
        if (time.isBefore(plan.startsAt().minus(config.clockTolerance()))
                || time.isAfter(plan.endsAt().plus(config.clockTolerance()))) {
            throw SnapshotRefusals.capturedAt(time.toString(), plan, config.clockTolerance());
        }
        return time;
    }

    private Instant instant(Timestamp timestamp, SessionPlan plan) {
        try {
            return Times.instant(timestamp);
        } catch (DateTimeException | ArithmeticException e) {
            throw SnapshotRefusals.capturedAt("out of range", plan, config.clockTolerance());
        }
    }

    private StillImage picture(SubmitSnapshotRequest request) {
        try {
            return StillImageReader.read(Payload.wrap(request.getImage().toByteArray()), config.image());
        } catch (BadPictureException e) {
            meters.counter(
                            "ingest.snapshots.pictures.refused",
                            "reason",
                            e.reason().name())
                    .increment();
            throw SnapshotRefusals.picture(e);
        }
    }

    private static Snapshot snapshot(SessionId session, String clientId, SubjectId subject, StillImage picture) {
        return SnapshotRefusals.checked(
                () -> new Snapshot(session, clientId, subject, picture.payload().sha256()));
    }

    private boolean publishOnce(Snapshot snapshot, Sample sample) {
        Remembered remembered = ledger.remember(snapshot, sample.receivedAt());
        if (!remembered.snapshot().equals(snapshot)) {
            throw SnapshotRefusals.clientIdTaken(snapshot.clientId());
        }
        if (!remembered.acknowledged()) {
            // an earlier try may have reached the bus all the same: the analyzer drops the second of one sample id
            publish(sample);
            acknowledge(snapshot);
        }
        return remembered.repeated();
    }

    private void publish(Sample sample) {
        try {
            bus.publish(Topics.SAMPLES, sample.session().value(), sample)
                    .toCompletableFuture()
                    .get(config.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            trouble.report(String.valueOf(e.getCause()));
            throw SnapshotRefusals.notPublished();
        } catch (TimeoutException e) {
            trouble.report("the bus did not answer within " + config.publishTimeout());
            throw SnapshotRefusals.notPublished();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SnapshotRefusals.notPublished();
        }
    }

    /** The sample is safe already; without this entry a repeated call publishes it again, which does no harm. */
    private void acknowledge(Snapshot snapshot) {
        try {
            ledger.acknowledge(snapshot.session(), snapshot.clientId());
        } catch (StoreException e) {
            trouble.report("acknowledged, but not remembered: " + e.getMessage());
        }
    }

    private static SnapshotReceipt receipt(Snapshot snapshot, boolean repeated) {
        return SnapshotReceipt.newBuilder()
                .setSampleId(snapshot.sampleId().value())
                .setSha256(snapshot.sha256().hex())
                .setRepeatedSubmission(repeated)
                .build();
    }
}
