package io.shidao.app.node;

import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.vision.Vision;
import java.util.List;

/**
 * What analyzer and api see with: the same networks for both.
 *
 * @param ofAnalyzer cameras' key frames and snapshots
 * @param ofApi photos
 */
public record Eyes(io.shidao.analyzer.pipeline.Vision ofAnalyzer, io.shidao.api.enrol.Vision ofApi) {
    /** The real ones, as configured. */
    static Eyes open(ShidaoConfig config, Resources resources) {
        Vision vision = resources.keep(Vision.load(config.vision()));
        KeyFrameDecoder keyFrames = resources.keep(KeyFrameDecoder.open(config.decoder()));
        return new Eyes(
                new io.shidao.analyzer.pipeline.Vision(
                        List.of(keyFrames, vision.stillDecoder()),
                        vision.detector(),
                        vision.aligner(),
                        vision.embedder(),
                        vision.attackDetector(),
                        vision.encoder()),
                new io.shidao.api.enrol.Vision(
                        vision.stillDecoder(),
                        vision.detector(),
                        vision.aligner(),
                        vision.embedder(),
                        vision.encoder()));
    }
}
