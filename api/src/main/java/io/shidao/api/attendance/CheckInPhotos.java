package io.shidao.api.attendance;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.ImageLimits;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.StillImage;
import io.shidao.kernel.media.StillImageReader;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.SessionKind;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Photos at check-ins: samples of their session, as the snapshots of an online course are. The analyzer compares the face
 * with the trainee's own; they make nobody present. Nothing of it is kept here. Blocks. Thread-safe.
 */
final class CheckInPhotos {
    /** Of a telephone, as the page reduces it. */
    private static final ImageLimits LIMITS = new ImageLimits(2 << 20, 25_000_000, 8192);

    private static final int CALLS_PER_MINUTE = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final AttendanceStore store;
    private final Bus bus;
    /** By session and trainee: who holds a ticket must not fill the bus. */
    private final FailureLimit calls = new FailureLimit(CALLS_PER_MINUTE);

    CheckInPhotos(AttendanceStore store, Bus bus) {
        this.store = store;
        this.bus = bus;
    }

    /** Not of somebody who has not agreed to it, nor online, where the platform's snapshots tell more. */
    boolean isAskedOf(Session session, String subject) {
        return session.getKind() != SessionKind.SESSION_KIND_ONLINE && store.isVerifiedByFace(subject);
    }

    /**
     * The same check-in makes the same samples, however often it is sent. Returns how many, when the bus has them durably.
     */
    int take(Session session, String subject, String claim, List<ByteString> photos, Instant now) {
        if (photos.isEmpty()) {
            return 0;
        }
        String key = session.getSessionId() + "/" + subject;
        if (calls.isReached(key, System.nanoTime())) {
            throw Problem.of(
                            Status.Code.RESOURCE_EXHAUSTED,
                            "TOO_MANY_ATTEMPTS",
                            "Too many photos",
                            "photos of one person more than " + CALLS_PER_MINUTE
                                    + " times in a minute (expected: try again" + " in a minute)")
                    .exception();
        }
        calls.failed(key, System.nanoTime());
        List<Sample> samples = samples(session, subject, claim, photos, now);
        samples.forEach(sample -> publish(session, sample));
        return samples.size();
    }

    /** One photo sent twice would be two looks at a face that was looked at once. */
    private static List<Sample> samples(
            Session session, String subject, String claim, List<ByteString> photos, Instant now) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            samples.add(sample(session, subject, claim + "\n" + i, read(photos.get(i)), now));
        }
        boolean different = samples.stream().map(Sample::sha256).distinct().count() == samples.size();
        if (!different || samples.size() > AttendancePolicy.MOST_PHOTOS) {
            throw Problem.invalid(
                            "photos",
                            samples.size() + " (expected: up to " + AttendancePolicy.MOST_PHOTOS
                                    + ", each taken for itself)")
                    .exception();
        }
        return samples;
    }

    private static StillImage read(ByteString photo) {
        try {
            return StillImageReader.read(Payload.wrap(photo.toByteArray()), LIMITS);
        } catch (BadPictureException e) {
            throw Problem.invalid("photos", e.reason() + ": " + e.getMessage()).exception();
        }
    }

    private static Sample sample(Session session, String subject, String cause, StillImage picture, Instant now) {
        byte[] name = ("check-in\n" + session.getSessionId() + "\n" + cause).getBytes(StandardCharsets.UTF_8);
        return new Sample(
                new SampleId(Sha256.of(name).hex().substring(0, 40)),
                new SessionId(session.getSessionId()),
                new SourceId(session.getSourceId()),
                new SubjectId(subject),
                picture.codec(),
                now,
                now,
                picture.payload().sha256(),
                picture.payload());
    }

    private void publish(Session session, Sample sample) {
        try {
            bus.publish(Topics.SAMPLES, session.getSessionId(), sample)
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw notTaken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTaken();
        }
    }

    private static RuntimeException notTaken() {
        return Problem.of(
                        Status.Code.UNAVAILABLE,
                        "PHOTO_NOT_TAKEN",
                        "The photos could not be taken over now",
                        "the bus does not answer (what to do: send them again with the same ticket)")
                .exception();
    }
}
