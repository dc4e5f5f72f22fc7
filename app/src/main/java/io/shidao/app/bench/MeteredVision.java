package io.shidao.app.bench;

import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.app.bench.CpuMeter.Stage;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceCrop;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PictureEncoder;
import io.shidao.kernel.face.SearchWindow;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.List;

/** The real eyes with a meter on each port, and counts of what they were asked for. For one thread. */
final class MeteredVision {
    private final CpuMeter meter;
    private long windows;
    private long embeddings;

    MeteredVision(CpuMeter meter) {
        this.meter = meter;
    }

    io.shidao.analyzer.pipeline.Vision of(KeyFrameDecoder keyFrames, io.shidao.adapters.vision.Vision vision) {
        return new io.shidao.analyzer.pipeline.Vision(
                List.of(new Decoder(keyFrames), new Decoder(vision.stillDecoder())),
                new Detector(vision.detector()),
                (picture, face) -> meter.in(Stage.ALIGN, () -> vision.aligner().align(picture, face)),
                new Embedder(vision.embedder()),
                (picture, face) ->
                        meter.in(Stage.EXAMINE, () -> vision.attackDetector().attackScore(picture, face)),
                new Encoder(vision.encoder()));
    }

    /** Passes of the detector's network so far. */
    long windows() {
        return windows;
    }

    long embeddings() {
        return embeddings;
    }

    private final class Decoder implements PictureDecoder {
        private final PictureDecoder decoder;

        Decoder(PictureDecoder decoder) {
            this.decoder = decoder;
        }

        @Override
        public boolean supports(Codec codec) {
            return decoder.supports(codec);
        }

        @Override
        public Picture decode(Codec codec, Payload payload) {
            return meter.in(Stage.DECODE, () -> decoder.decode(codec, payload));
        }
    }

    private final class Detector implements FaceDetector {
        private final FaceDetector detector;

        Detector(FaceDetector detector) {
            this.detector = detector;
        }

        @Override
        public List<DetectedFace> detect(Picture picture) {
            return detect(picture, windows(picture.width(), picture.height()));
        }

        @Override
        public List<DetectedFace> detect(Picture picture, List<SearchWindow> searched) {
            windows += searched.size();
            return meter.in(Stage.DETECT, () -> detector.detect(picture, searched));
        }

        @Override
        public List<SearchWindow> windows(int width, int height) {
            return detector.windows(width, height);
        }

        @Override
        public float leastFaceShare() {
            return detector.leastFaceShare();
        }
    }

    private final class Embedder implements FaceEmbedder {
        private final FaceEmbedder embedder;

        Embedder(FaceEmbedder embedder) {
            this.embedder = embedder;
        }

        @Override
        public ModelId model() {
            return embedder.model();
        }

        @Override
        public FaceTemplate embed(AlignedFace face) {
            embeddings++;
            return meter.in(Stage.EMBED, () -> embedder.embed(face));
        }
    }

    private final class Encoder implements PictureEncoder {
        private final PictureEncoder encoder;

        Encoder(PictureEncoder encoder) {
            this.encoder = encoder;
        }

        @Override
        public FaceCrop crop(Picture picture, Box face, float margin) {
            return meter.in(Stage.PICTURES, () -> encoder.crop(picture, face, margin));
        }

        @Override
        public Payload overview(Picture picture, int maxWidth) {
            return meter.in(Stage.PICTURES, () -> encoder.overview(picture, maxWidth));
        }
    }
}
