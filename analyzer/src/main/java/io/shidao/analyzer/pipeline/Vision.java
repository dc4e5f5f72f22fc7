package io.shidao.analyzer.pipeline;

import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.face.PresentationAttackDetector;
import java.util.List;

/** The eyes of the analyzer: ports that adapters fill. */
public record Vision(
        List<PictureDecoder> decoders,
        FaceDetector detector,
        FaceAligner aligner,
        FaceEmbedder embedder,
        PresentationAttackDetector attackDetector,
        PictureEncoder encoder) {
    public Vision {
        decoders = List.copyOf(decoders);
    }
}
