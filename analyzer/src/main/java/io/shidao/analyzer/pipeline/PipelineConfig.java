package io.shidao.analyzer.pipeline;

import io.shidao.analyzer.align.AlignConfig;
import io.shidao.analyzer.decide.DecideConfig;
import io.shidao.analyzer.detect.DetectConfig;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.examine.ExamineConfig;
import io.shidao.analyzer.picture.PictureConfig;
import io.shidao.analyzer.replay.ReplayConfig;
import io.shidao.analyzer.track.TrackConfig;

/**
 * Settings of the stages.
 *
 * @param snapshotTolerance how much later than the interval a snapshot may come, as a share of it, 0 to 1
 */
public record PipelineConfig(
        PictureConfig picture,
        ReplayConfig replay,
        DetectConfig detect,
        TrackConfig track,
        AlignConfig align,
        DecideConfig decide,
        EvidenceConfig evidence,
        ExamineConfig examine,
        double snapshotTolerance) {
    public PipelineConfig {
        if (!(snapshotTolerance >= 0 && snapshotTolerance <= 1)) {
            throw new IllegalArgumentException(
                    "pipeline: snapshot-tolerance " + snapshotTolerance + " (expected: 0 to 1)");
        }
    }

    public static PipelineConfig defaults() {
        return new PipelineConfig(
                PictureConfig.defaults(),
                ReplayConfig.defaults(),
                DetectConfig.defaults(),
                TrackConfig.defaults(),
                AlignConfig.defaults(),
                DecideConfig.defaults(),
                EvidenceConfig.defaults(),
                ExamineConfig.defaults(),
                0.2);
    }

    /** The same with these settings of the search for replayed footage. */
    public PipelineConfig withReplay(ReplayConfig other) {
        return new PipelineConfig(picture, other, detect, track, align, decide, evidence, examine, snapshotTolerance);
    }

    /** The same, but nothing is left out: every picture is searched everywhere, every face embedded. */
    public PipelineConfig thorough() {
        return new PipelineConfig(
                picture,
                replay,
                detect.everywhere(),
                track,
                align.everyFace(),
                decide,
                evidence,
                examine,
                snapshotTolerance);
    }
}
