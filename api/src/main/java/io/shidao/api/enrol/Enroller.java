package io.shidao.api.enrol;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.face.FaceCrop;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes a reference of a photo, or says why it cannot: read, decode, detect, align, judge, embed, compare with what is
 * known, keep. Blocks; at most two photos are in work at once, because a decoded one may take 75 MB. Thread-safe.
 */
public final class Enroller {
    private static final int AT_ONCE = 2;
    /** More references than any institution has; bounds the memory of one comparison to some 40 MB. */
    private static final int MAX_OTHERS = 20_000;

    private final Vision vision;
    private final PhotoCheck check;
    private final ReferenceStore store;
    private final BlobStore blobs;
    private final DataKey key;
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
        this.key = key;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param by id of the account that enrols */
    public Enrolment enrol(Subject subject, Payload photo, String by) {
        meters.counter("api.enrol.received").increment();
        Enrolment enrolment = subject.hasConsentedAt() ? inTurn(subject, photo, by) : refused(Messages.noConsent());
        if (enrolment.getAccepted()) {
            meters.counter("api.enrol.accepted").increment();
        } else {
            String code = enrolment.getProblems(0).getCode().name();
            meters.counter("api.enrol.refused", "code", code).increment();
        }
        return enrolment;
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
            return refused(Messages.unreadable(e.reason()));
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
            return refused(result.problems().toArray(EnrolmentProblem[]::new));
        }
        var enrolment = Enrolment.newBuilder()
                .setFaceHeightPixels(face.aligned().quality().faceHeightPixels())
                .setSharpness(face.aligned().quality().sharpness())
                .addAllProblems(result.problems());
        List<ReferenceStore.Stored> earlier =
                store.listOf(subject.getSubjectId(), face.template().model().value());
        if (!earlier.isEmpty() && closest(face.template(), earlier).cosine() < config.unlikeCosine()) {
            enrolment.addProblems(Messages.unlikeEarlier());
        }
        if (enrolment.getProblemsCount() > 0) {
            return enrolment.build();
        }
        if (earlier.size() >= config.maxReferences()) {
            throw full();
        }
        duplicate(subject, face.template()).ifPresent(enrolment::addWarnings);
        return enrolment
                .setAccepted(true)
                .setImage(keep(subject, picture, face, by).hex())
                .build();
    }

    private Optional<EnrolmentProblem> duplicate(Subject subject, FaceTemplate template) {
        List<ReferenceStore.Stored> others = store.listOfOthers(
                subject.getInstitutionId(),
                subject.getSubjectId(),
                template.model().value(),
                MAX_OTHERS);
        if (others.isEmpty()) {
            return Optional.empty();
        }
        Closest closest = closest(template, others);
        return closest.cosine() >= config.duplicateCosine()
                ? Optional.of(Messages.duplicate(closest.reference().name()))
                : Optional.empty();
    }

    /** The most similar of stored references. */
    private record Closest(ReferenceStore.Stored reference, float cosine) {}

    private Closest closest(FaceTemplate template, List<ReferenceStore.Stored> references) {
        Closest best = new Closest(references.get(0), -2);
        for (ReferenceStore.Stored reference : references) {
            float cosine = template.cosine(open(reference, template.model()));
            if (cosine > best.cosine()) {
                best = new Closest(reference, cosine);
            }
        }
        return best;
    }

    private FaceTemplate open(ReferenceStore.Stored reference, ModelId model) {
        return FaceTemplate.fromBytes(
                model, key.open(reference.sealedTemplate().toByteArray(), purpose(reference.subject())));
    }

    private Sha256 keep(Subject subject, Picture picture, SeenFace face, String by) {
        FaceCrop crop = vision.encoder().crop(picture, face.detected().box(), 0.5f);
        Sha256 image = blobs.put(crop.jpeg());
        store.add(new ReferenceStore.Fresh(
                Ids.fresh(),
                subject.getSubjectId(),
                face.template().model().value(),
                ByteString.copyFrom(key.seal(face.template().toBytes(), purpose(subject.getSubjectId()))),
                image.hex(),
                face.aligned().quality().faceHeightPixels(),
                face.aligned().quality().sharpness(),
                clock.instant(),
                by));
        return image;
    }

    private static String purpose(String subject) {
        return "template:" + subject;
    }

    private static Enrolment refused(EnrolmentProblem... problems) {
        return Enrolment.newBuilder().addAllProblems(List.of(problems)).build();
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
