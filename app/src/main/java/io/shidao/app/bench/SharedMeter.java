package io.shidao.app.bench;

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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** CPU time of detector and embedder, of whatever threads call them. Thread-safe. */
final class SharedMeter {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final LongAdder detect = new LongAdder();
    private final LongAdder embed = new LongAdder();
    private final LongAdder pictures = new LongAdder();

    void reset() {
        detect.reset();
        embed.reset();
        pictures.reset();
    }

    long detectNanos() {
        return detect.sum();
    }

    /** With the aligner, whose landmarks are a network's, too. */
    long embedNanos() {
        return embed.sum();
    }

    /** Reading photos and writing crops. */
    long pictureNanos() {
        return pictures.sum();
    }

    long networkNanos() {
        return detectNanos() + embedNanos();
    }

    <T> T embedding(Supplier<T> work) {
        return in(embed, work);
    }

    private static <T> T in(LongAdder sum, Supplier<T> work) {
        long started = THREADS.getCurrentThreadCpuTime();
        try {
            return work.get();
        } finally {
            sum.add(THREADS.getCurrentThreadCpuTime() - started);
        }
    }

    PictureDecoder decoder(PictureDecoder decoder) {
        return new PictureDecoder() {
            @Override
            public boolean supports(Codec codec) {
                return decoder.supports(codec);
            }

            @Override
            public Picture decode(Codec codec, Payload payload) {
                return in(pictures, () -> decoder.decode(codec, payload));
            }
        };
    }

    PictureEncoder encoder(PictureEncoder encoder) {
        return new PictureEncoder() {
            @Override
            public FaceCrop crop(Picture picture, Box face, float margin) {
                return in(pictures, () -> encoder.crop(picture, face, margin));
            }

            @Override
            public Payload overview(Picture picture, int maxWidth) {
                return in(pictures, () -> encoder.overview(picture, maxWidth));
            }
        };
    }

    FaceDetector detector(FaceDetector detector) {
        return new FaceDetector() {
            @Override
            public List<DetectedFace> detect(Picture picture) {
                return in(detect, () -> detector.detect(picture));
            }

            @Override
            public List<DetectedFace> detect(Picture picture, List<SearchWindow> windows) {
                return in(detect, () -> detector.detect(picture, windows));
            }

            @Override
            public List<SearchWindow> windows(int width, int height) {
                return detector.windows(width, height);
            }

            @Override
            public float leastFaceShare() {
                return detector.leastFaceShare();
            }
        };
    }

    FaceEmbedder embedder(FaceEmbedder embedder) {
        return new FaceEmbedder() {
            @Override
            public ModelId model() {
                return embedder.model();
            }

            @Override
            public FaceTemplate embed(AlignedFace face) {
                return embedding(() -> embedder.embed(face));
            }
        };
    }
}
