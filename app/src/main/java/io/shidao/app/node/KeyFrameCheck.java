package io.shidao.app.node;

import io.shidao.adapters.ffmpeg.KeyFrameDecoder;
import io.shidao.adapters.ffmpeg.KeyFrameDecoderConfig;
import io.shidao.kernel.face.PictureDecoder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The decoder by which ingest tests cameras: one picture at a time. Opened when first needed, because ingest does without
 * native code as long as nobody tests and all cameras speak RTSP. Thread-safe.
 */
final class KeyFrameCheck implements Supplier<PictureDecoder>, AutoCloseable {
    private final KeyFrameDecoderConfig config;
    private @Nullable KeyFrameDecoder open;

    KeyFrameCheck(KeyFrameDecoderConfig usual) {
        this.config = new KeyFrameDecoderConfig(1, 1, usual.maxPixels(), usual.patience());
    }

    @Override
    public synchronized PictureDecoder get() {
        KeyFrameDecoder decoder = open == null ? KeyFrameDecoder.open(config) : open;
        open = decoder;
        return decoder;
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
        }
    }
}
