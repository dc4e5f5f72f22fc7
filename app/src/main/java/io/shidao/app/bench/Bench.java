package io.shidao.app.bench;

import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.adapters.vision.Vision;
import io.shidao.adapters.vision.VisionConfig;
import io.shidao.app.node.CacheDirectory;
import java.nio.file.Path;

/** What all benches stand on: the networks and the decoder, as a node has them. */
final class Bench implements AutoCloseable {
    private final Vision vision;
    private final KeyFrameDecoder keyFrames;

    private Bench(Vision vision, KeyFrameDecoder keyFrames) {
        this.vision = vision;
        this.keyFrames = keyFrames;
    }

    static Bench open() {
        CacheDirectory.useForNatives(CacheDirectory.choose(Path.of(""), System.getenv()));
        return new Bench(Vision.load(VisionConfig.defaults()), KeyFrameDecoder.open(KeyFrameDecoderConfig.defaults()));
    }

    Vision vision() {
        return vision;
    }

    KeyFrameDecoder keyFrames() {
        return keyFrames;
    }

    @Override
    public void close() {
        vision.close();
        keyFrames.close();
    }
}
