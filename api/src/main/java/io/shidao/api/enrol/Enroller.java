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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
    /** Fair: one photo does not wait behind an import of thousands. */
    private final Semaphore atOnce = new Semaphore(AT_ONCE, true);

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
        return keep(List.of(look(subject, photo, by, this::earlier))).get(0);
    }

    /** A face that waits to be kept. */
    private record Passed(ReferenceStore.Fresh reference, FaceTemplate template, Payload jpeg) {}

    /** A photo that was looked at: what is to be answered, with the face that waits to be kept, if any. For one use. */
    public static final class Looked {
        private final Subject subject;
        private final Enrolment.Builder enrolment;
        private final @Nullable Passed passed;

        private Looked(Subject subject, Enrolment.Builder enrolment, @Nullable Passed passed) {
            this.subject = subject;
            this.enrolment = enrolment;
            this.passed = passed;
        }

        private static Looked at(Subject subject, Enrolment enrolment) {
            return new Looked(subject, enrolment.toBuilder(), null);
        }

        private Passed face() {
            return Objects.requireNonNull(passed);
        }

        private LookalikeSearch.Probe probe() {
            return new LookalikeSearch.Probe(subject.getSubjectId(), subject.getName(), face().template());
        }
    }

    /** Gives the references a person has already. */
    @FunctionalInterface
    public interface Earlier {
        List<ReferenceStore.Stored> of(String subject);
    }

    private List<ReferenceStore.Stored> earlier(String subject) {
        return store.listOf(List.of(subject), model());
    }

    /** The references these people have now, read at once. */
    public Earlier earlier(Collection<String> subjects) {
        Map<String, List<ReferenceStore.Stored>> found =
                store.listOf(subjects, model()).stream().collect(Collectors.groupingBy(ReferenceStore.Stored::subject));
        return subject -> found.getOrDefault(subject, List.of());
    }

    private String model() {
        return vision.embedder().model().value();
    }

    /** The first half: everything up to keeping it. Nothing is enrolled yet. */
    public Looked look(Subject subject, Payload photo, String by, Earlier known) {
        meters.counter("api.enrol.received").increment();
        return subject.hasConsentedAt()
                ? inTurn(subject, photo, by, known)
                : Looked.at(subject, refused(subject, Messages.noConsent()));
    }

    /**
     * The second half: keeps the faces that passed, all in one step.
     *
     * @param looked at photos of people of one institution, of a different person each
     */
    public List<Enrolment> keep(List<Looked> looked) {
        List<Looked> passed = looked.stream().filter(one -> one.passed != null).toList();
        if (!passed.isEmpty()) {
            ReferenceStore.Comparisons comparisons =
                    lookalikes.ofAll(passed.stream().map(Looked::probe).toList());
            List<List<Likeness>> alike =
                    store.add(passed.stream().map(one -> one.face().reference()).toList(), all -> {
                        // within the store's transaction: what erases pictures cannot come in between, nor without
                        // consent
                        passed.forEach(one -> blobs.put(one.face().jpeg()));
                        return comparisons.with(all);
                    });
            for (int i = 0; i < passed.size(); i++) {
                Enrolment.Builder enrolment = passed.get(i).enrolment;
                alike.get(i).stream().limit(MOST_WARNINGS).map(Messages::alike).forEach(enrolment::addWarnings);
                enrolment.setReferences(enrolment.getReferences() + 1);
            }
        }
        return looked.stream().map(this::answer).toList();
    }

    private Enrolment answer(Looked looked) {
        Enrolment enrolment = looked.enrolment.build();
        if (enrolment.getAccepted()) {
            meters.counter("api.enrol.accepted").increment();
        } else {
            String code = enrolment.getProblems(0).getCode().name();
            meters.counter("api.enrol.refused", "code", code).increment();
        }
        return Messages.withNext(enrolment, looked.subject.hasConsentedAt());
    }

    private Looked inTurn(Subject subject, Payload photo, String by, Earlier known) {
        try {
            if (!atOnce.tryAcquire(30, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try (Picture picture = open(photo)) {
            return look(subject, picture, by, known);
        } catch (BadPictureException e) {
            return Looked.at(subject, refused(subject, Messages.unreadable(e.reason())));
        } finally {
            atOnce.release();
        }
    }

    private Picture open(Payload photo) {
        StillImage image = StillImageReader.read(photo, config.photo());
        return vision.decoder().decode(image.codec(), image.payload());
    }

    private Looked look(Subject subject, Picture picture, String by, Earlier known) {
        PhotoCheck.Result result = check.judge(picture);
        SeenFace face = result.face();
        if (face == null) {
            return Looked.at(subject, refused(subject, result.problems().toArray(EnrolmentProblem[]::new)));
        }
        List<ReferenceStore.Stored> earlier = known.of(subject.getSubjectId());
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
            return Looked.at(subject, enrolment.build());
        }
        if (closest != null && closest.cosine() >= config.samePhotoCosine()) {
            return Looked.at(
                    subject,
                    enrolment
                            .setAccepted(true)
                            .setImage(closest.reference().image())
                            .addWarnings(Messages.samePhoto())
                            .build());
        }
        if (earlier.size() >= config.maxReferences()) {
            throw full();
        }
        return passed(enrolment, subject, picture, face, by);
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

    private Looked passed(Enrolment.Builder enrolment, Subject subject, Picture picture, SeenFace face, String by) {
        FaceCrop crop = vision.encoder().crop(picture, face.detected().box(), 0.5f);
        return new Looked(
                subject,
                enrolment.setAccepted(true).setImage(crop.jpeg().sha256().hex()),
                new Passed(
                        reference(subject.getSubjectId(), face, crop.jpeg().sha256(), by),
                        face.template(),
                        crop.jpeg()));
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
