package io.shidao.analyzer.pipeline;

import io.micrometer.core.instrument.MeterRegistry;
import io.shidao.analyzer.align.LookPlanner;
import io.shidao.analyzer.compare.RosterComparison;
import io.shidao.analyzer.decide.DecisionRule;
import io.shidao.analyzer.decode.SampleDecoder;
import io.shidao.analyzer.detect.FaceFinder;
import io.shidao.analyzer.replay.FootageStore;
import io.shidao.analyzer.replay.ReplayMemory;
import io.shidao.analyzer.session.SessionState;
import io.shidao.kernel.bus.BusException;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.kernel.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sample → Picture (→ RoomPicture) (→ Coverage) → DetectedFace → Track (by place) → AlignedFace → FaceTemplate → CandidateList → Track (by appearance)
 * → Decision (→ AttackHint): the ordered list of stages. Thread-safe as far as its ports are; a session belongs to one thread.
 */
public final class AnalysisPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(AnalysisPipeline.class);

    private final List<Stage> stages;
    private final Map<String, StageMeter> meters = new LinkedHashMap<>();
    private final EvidenceKeeper evidence;

    /** Without anybody who looks at the rooms; nothing is known of earlier sessions. */
    public AnalysisPipeline(
            Vision vision, DecisionRule rule, BlobStore blobs, MeterRegistry registry, PipelineConfig config) {
        this(vision, rule, blobs, FootageStore.NONE, registry, config, List.of());
    }

    /**
     * @param footage what sources showed in earlier sessions
     * @param rooms where those who look at the rooms get their pictures
     */
    public AnalysisPipeline(
            Vision vision,
            DecisionRule rule,
            BlobStore blobs,
            FootageStore footage,
            MeterRegistry registry,
            PipelineConfig config,
            RoomPictures rooms) {
        this(
                vision,
                rule,
                blobs,
                footage,
                registry,
                config,
                List.of(new ShowStage(vision.encoder(), rooms, System::nanoTime)));
    }

    private AnalysisPipeline(
            Vision vision,
            DecisionRule rule,
            BlobStore blobs,
            FootageStore footage,
            MeterRegistry registry,
            PipelineConfig config,
            List<Stage> show) {
        RosterComparison comparison = new RosterComparison(rule.calibration().nonMated());
        stages = new ArrayList<>();
        stages.add(new DecodeStage(new SampleDecoder(vision.decoders())));
        stages.addAll(show);
        stages.addAll(List.of(
                new PictureStage(config.picture(), new ReplayMemory(config.replay(), footage)),
                new DetectStage(new FaceFinder(vision.detector(), config.detect())),
                new TrackStage(),
                new AlignStage(vision.aligner(), new LookPlanner(config.align())),
                new EmbedStage(vision.embedder()),
                new CompareStage(comparison),
                new SettleStage(rule, comparison, config.snapshotTolerance()),
                new DecideStage(rule),
                new ExamineStage(vision.attackDetector(), config.examine())));
        stages.forEach(stage -> meters.put(stage.name(), new StageMeter(registry, stage.name())));
        evidence = new EvidenceKeeper(vision.encoder(), blobs, config.evidence());
    }

    /**
     * Takes a sample through the stages and changes the session's state. What goes wrong with the sample is an answer;
     * only a failing store or bus is an exception.
     */
    public SampleAnalysis analyse(Sample sample, SessionState session) {
        return analyse(new SampleAnalysis(sample, session));
    }

    /** Only looks whether the camera shows the room, and nothing that it showed before; searches for nobody. */
    public SampleAnalysis look(Sample sample, SessionState session) {
        SampleAnalysis analysis = new SampleAnalysis(sample, session);
        analysis.onlyLookedAt = true;
        return analyse(analysis);
    }

    private SampleAnalysis analyse(SampleAnalysis analysis) {
        Sample sample = analysis.sample;
        try (analysis) {
            walk(analysis);
            if (analysis.hasPicture() && !analysis.onlyLookedAt) {
                evidence.keep(analysis);
            }
        } catch (StoreException | BusException e) {
            throw e;
        } catch (RuntimeException e) {
            analysis.failed("ANALYSIS_FAILED");
            LOG.warn("Sample {} of session {} could not be analysed", sample.id(), sample.session(), e);
        }
        tell(analysis);
        return analysis;
    }

    private void walk(SampleAnalysis analysis) {
        for (Stage stage : stages) {
            StageMeter meter = meters.get(stage.name());
            StageAnswer answer = meter == null ? stage.apply(analysis) : meter.record(() -> stage.apply(analysis));
            if (answer instanceof StageAnswer.Stop stop) {
                analysis.failed(stop.reason());
            }
            boolean looked = analysis.onlyLookedAt && stage instanceof PictureStage;
            if (looked || !(answer instanceof StageAnswer.Continue)) {
                return;
            }
        }
    }

    private static void tell(SampleAnalysis analysis) {
        if (analysis.onlyLookedAt) {
            return;
        }
        if (analysis.failure().isEmpty()) {
            List<Float> heights = analysis.faces().stream()
                    .map(look -> look.face().box().height())
                    .toList();
            analysis.session.sampleAnalysed(analysis.sample, analysis.width(), analysis.height(), heights);
        } else {
            analysis.session.sampleFailed(analysis.sample);
        }
    }
}
