package io.shidao.app.node;

import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.vision.Vision;
import java.util.List;

/** What analyzer and api see with: the same networks for both. */
record Eyes(Vision vision, KeyFrameDecoder keyFrames) {
    static Eyes open(ShidaoConfig config, Resources resources) {
        return new Eyes(
                resources.keep(Vision.load(config.vision())), resources.keep(KeyFrameDecoder.open(config.decoder())));
    }

    io.shidao.analyzer.pipeline.Vision ofAnalyzer() {
        return new io.shidao.analyzer.pipeline.Vision(
                List.of(keyFrames, vision.stillDecoder()),
                vision.detector(),
                vision.aligner(),
                vision.embedder(),
                vision.attackDetector(),
                vision.encoder());
    }

    io.shidao.api.enrol.Vision ofApi() {
        return new io.shidao.api.enrol.Vision(
                vision.stillDecoder(), vision.detector(), vision.aligner(), vision.embedder(), vision.encoder());
    }
}
