package io.shidao.adapters.vision;

import static org.bytedeco.opencv.global.opencv_core.setNumThreads;

import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.face.PresentationAttackDetector;
import io.shidao.models.Model;
import io.shidao.models.ModelCatalogue;
import io.shidao.models.ModelRole;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door: loads the models and gives out the ports that use them, all thread-safe. The first load unpacks the native
 * libraries into the folder named by the system property {@code org.bytedeco.javacpp.cachedir}.
 */
public final class Vision implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Vision.class);
    private static final long KEPT_PIXELS = 4_000_000;

    private final WorkerPool workers;
    private final FaceDetector detector;
    private final FaceAligner aligner;
    private final FaceEmbedder embedder;
    private final PresentationAttackDetector attackDetector;
    private final PictureEncoder encoder = new JpegEncoder();
    private final PictureDecoder stillDecoder;

    private Vision(VisionConfig config, WorkerPool workers, Embedders embedders) {
        this.workers = workers;
        this.detector = new TiledFaceDetector(workers, config);
        this.aligner = new LandmarkAligner(workers, embedders.furtherTemplates());
        this.embedder = new FeatureEmbedder(workers, embedders);
        this.attackDetector = new SurroundingsAttackDetector(workers);
        this.stillDecoder =
                new StillDecoder(config.stills(), new PicturePool(config.stillSlots(), KEPT_PIXELS, config.patience()));
    }

    /**
     * Loads the models, each once for every worker, and runs each once.
     *
     * @throws io.shidao.models.ModelException when a model is missing or altered
     * @throws VisionException BAD_MODEL when a model cannot be run
     */
    public static Vision load(VisionConfig config) {
        ModelCatalogue catalogue = catalogue(config.models());
        Model detect = catalogue.load(ModelRole.DETECT);
        Model landmark = catalogue.load(ModelRole.LANDMARK);
        Model attack = catalogue.load(ModelRole.LIVENESS);
        Embedders embedders = Embedders.load(config.embedders());
        // One thread for each worker: the pool is what uses the cores.
        setNumThreads(1);
        WorkerPool pool = WorkerPool.open(
                config.workers(), config.patience(), () -> new Worker(detect, landmark, embedders, attack));
        log.info(
                "loaded {}, {}, {}, {} for {} workers",
                detect.id(),
                landmark.id(),
                embedders.id(),
                attack.id(),
                config.workers());
        return new Vision(config, pool, embedders);
    }

    /**
     * The name of what the configured embedders make, without loading anything native.
     *
     * @throws io.shidao.models.ModelException when a file is missing, altered or no ONNX model
     * @throws VisionException BAD_MODEL when a file does not fit what the configuration says of it
     */
    public static ModelId embedderOf(VisionConfig config) {
        return Embedders.load(config.embedders()).id();
    }

    private static ModelCatalogue catalogue(VisionConfig.ModelFiles files) {
        ModelCatalogue catalogue = ModelCatalogue.shipped();
        catalogue = replaced(catalogue, ModelRole.DETECT, files.detect());
        catalogue = replaced(catalogue, ModelRole.LANDMARK, files.landmark());
        return replaced(catalogue, ModelRole.LIVENESS, files.attack());
    }

    private static ModelCatalogue replaced(ModelCatalogue catalogue, ModelRole role, Path file) {
        return file.toString().isEmpty() ? catalogue : catalogue.with(role, file);
    }

    public FaceDetector detector() {
        return detector;
    }

    public FaceAligner aligner() {
        return aligner;
    }

    public FaceEmbedder embedder() {
        return embedder;
    }

    /** Advisory; see the port. */
    public PresentationAttackDetector attackDetector() {
        return attackDetector;
    }

    public PictureEncoder encoder() {
        return encoder;
    }

    /** For JPEG, PNG and WebP. */
    public PictureDecoder stillDecoder() {
        return stillDecoder;
    }

    /** Frees the networks; a call under way is finished first. Idempotent. */
    @Override
    public void close() {
        workers.close();
    }
}
