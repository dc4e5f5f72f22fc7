package io.shidao.api.enrol;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.enrol.ReferenceStore.Likeness;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.face.FaceCrop;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.StillImage;
import io.shidao.kernel.media.StillImageReader;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Enrolment;
import io.shidao.proto.api.v1.EnrolmentProblem;
import io.shidao.proto.api.v1.Subject;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes a reference of a photo, or says why it cannot: read, decode, detect, align, judge, embed, compare with what is
 * known, keep. Blocks; at most two photos are in work at once, because a decoded one may take 75 MB. Thread-safe.
 */
public final class Enroller {
    private static final int AT_ONCE = 2;
    /** All pairs are kept; the answer names the most similar people. */
    private static final int MOST_WARNINGS = 5;

    private final Vision vision;
    private final PhotoCheck check;
    private final ReferenceStore store;
    private final BlobStore blobs;
    private final Templates templates;
    private final LookalikeSearch lookalikes;
    private final EnrolmentConfig config;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Semaphore atOnce = new Semaphore(AT_ONCE);

    public Enroller(
            Vision vision,
            ReferenceStore store,
            BlobStore blobs,
            DataKey key,
            EnrolmentConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.vision = vision;
        this.check = new PhotoCheck(vision, config);
        this.store = store;
        this.blobs = blobs;
        this.templates = new Templates(key);
        this.lookalikes = new LookalikeSearch(templates, config);
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param by id of the account that enrols */
    public Enrolment enrol(Subject subject, Payload photo, String by) {
        meters.counter("api.enrol.received").increment();
        Enrolment enrolment =
                subject.hasConsentedAt() ? inTurn(subject, photo, by) : refused(subject, Messages.noConsent());
        if (enrolment.getAccepted()) {
            meters.counter("api.enrol.accepted").increment();
        } else {
            String code = enrolment.getProblems(0).getCode().name();
            meters.counter("api.enrol.refused", "code", code).increment();
        }
        return Messages.withNext(enrolment, subject.hasConsentedAt());
    }

    private Enrolment inTurn(Subject subject, Payload photo, String by) {
        try {
            if (!atOnce.tryAcquire(30, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try (Picture picture = open(photo)) {
            return enrol(subject, picture, by);
        } catch (BadPictureException e) {
            return refused(subject, Messages.unreadable(e.reason()));
        } finally {
            atOnce.release();
        }
    }

    private Picture open(Payload photo) {
        StillImage image = StillImageReader.read(photo, config.photo());
        return vision.decoder().decode(image.codec(), image.payload());
    }

    private Enrolment enrol(Subject subject, Picture picture, String by) {
        PhotoCheck.Result result = check.judge(picture);
        SeenFace face = result.face();
        if (face == null) {
            return refused(subject, result.problems().toArray(EnrolmentProblem[]::new));
        }
        List<ReferenceStore.Stored> earlier =
                store.listOf(subject.getSubjectId(), face.template().model().value());
        var enrolment = Enrolment.newBuilder()
                .setFaceHeightPixels(face.aligned().quality().faceHeightPixels())
                .setSharpness(face.aligned().quality().sharpness())
                .setReferences(earlier.size())
                .addAllProblems(result.problems());
        Closest closest = earlier.isEmpty() ? null : closest(face.template(), earlier);
        if (closest != null && closest.cosine() < config.unlikeCosine()) {
            enrolment.addProblems(Messages.unlikeEarlier());
        }
        if (enrolment.getProblemsCount() > 0) {
            return enrolment.build();
        }
        if (closest != null && closest.cosine() >= config.samePhotoCosine()) {
            return enrolment
                    .setAccepted(true)
                    .setImage(closest.reference().image())
                    .addWarnings(Messages.samePhoto())
                    .build();
        }
        if (earlier.size() >= config.maxReferences()) {
            throw full();
        }
        return accepted(enrolment, subject, picture, face, by);
    }

    /** The most similar of stored references. */
    private record Closest(ReferenceStore.Stored reference, float cosine) {}

    private Closest closest(FaceTemplate template, List<ReferenceStore.Stored> references) {
        Closest best = new Closest(references.get(0), -2);
        for (ReferenceStore.Stored reference : references) {
            float cosine = template.cosine(templates.open(reference, template.model()));
            if (cosine > best.cosine()) {
                best = new Closest(reference, cosine);
            }
        }
        return best;
    }

    private Enrolment accepted(
            Enrolment.Builder enrolment, Subject subject, Picture picture, SeenFace face, String by) {
        FaceCrop crop = vision.encoder().crop(picture, face.detected().box(), 0.5f);
        Sha256 image = crop.jpeg().sha256();
        ReferenceStore.Comparison comparison = lookalikes.of(face.template());
        List<Likeness> alike = store.add(reference(subject.getSubjectId(), face, image, by), others -> {
            // within the store's transaction: what erases pictures cannot come in between, nor without consent
            blobs.put(crop.jpeg());
            return comparison.with(others);
        });
        alike.stream().limit(MOST_WARNINGS).map(Messages::alike).forEach(enrolment::addWarnings);
        return enrolment
                .setAccepted(true)
                .setImage(image.hex())
                .setReferences(enrolment.getReferences() + 1)
                .build();
    }

    private ReferenceStore.Fresh reference(String subject, SeenFace face, Sha256 image, String by) {
        return new ReferenceStore.Fresh(
                Ids.fresh(),
                subject,
                face.template().model().value(),
                templates.seal(face.template(), subject),
                image.hex(),
                face.aligned().quality().faceHeightPixels(),
                face.aligned().quality().sharpness(),
                clock.instant(),
                by);
    }

    private static Enrolment refused(Subject subject, EnrolmentProblem... problems) {
        return Enrolment.newBuilder()
                .setReferences(subject.getReferences())
                .addAllProblems(List.of(problems))
                .build();
    }

    private static RuntimeException busy() {
        return Problem.of(
                        io.grpc.Status.Code.UNAVAILABLE,
                        "ENROLMENT_BUSY",
                        "Too much at once",
                        "too many photos are being enrolled: send this one again in a few seconds")
                .exception();
    }

    private RuntimeException full() {
        return Problem.precondition(
                        "REFERENCES_FULL",
                        "The person has enough photos",
                        "photos: " + config.maxReferences() + " are kept already (expected: fewer)")
                .exception();
    }
}
