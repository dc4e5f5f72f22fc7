package io.shidao.adapters.ffmpeg;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.time.Duration;
import java.util.Map;

/**
 * Decodes single key access units of H.264 and H.265, of any camera by any worker: each unit carries its parameter
 * sets, and a decoder is emptied after each. Damaged pictures are refused, since a smeared face compares badly with its
 * owner and, worse, well with somebody else. Thread-safe.
 */
public final class KeyFrameDecoder implements PictureDecoder, AutoCloseable {
    private final Map<Codec, DecoderPool> decoders;
    private final PicturePool pictures;

    private KeyFrameDecoder(KeyFrameDecoderConfig config) {
        this.decoders = Map.of(Codec.H264, pool(Codec.H264, config), Codec.HEVC, pool(Codec.HEVC, config));
        this.pictures = new PicturePool(config.pictureSlots(), config.maxPixels(), config.patience());
    }

    /** Ready to decode; decoders are made when first needed. */
    public static KeyFrameDecoder open(KeyFrameDecoderConfig config) {
        Libav.load();
        return new KeyFrameDecoder(config);
    }

    private static DecoderPool pool(Codec codec, KeyFrameDecoderConfig config) {
        Duration patience = config.patience();
        return new DecoderPool(config.workers(), patience, () -> new NativeDecoder(codec, config.maxPixels()));
    }

    @Override
    public boolean supports(Codec codec) {
        return codec.isVideo();
    }

    @Override
    public Picture decode(Codec codec, Payload payload) {
        DecoderPool pool = decoders.get(codec);
        if (pool == null) {
            throw new IllegalArgumentException("codec: " + codec + " (expected: H264 or HEVC)");
        }
        if (payload.size() == 0) {
            throw new BadPictureException(Reason.EMPTY, "key frame: 0 bytes (expected: an access unit)");
        }
        if (!ParameterSets.areIn(codec, payload)) {
            throw new BadPictureException(
                    Reason.UNDECODABLE,
                    "key frame: no parameter sets inside (expected: those of its own camera; likely cause: the source"
                            + " did not add them from the stream's description)");
        }
        return pool.with(decoder -> decoder.decode(payload, pictures));
    }

    /** Frees the decoders; one at work is freed when it is done. Idempotent. */
    @Override
    public void close() {
        decoders.values().forEach(DecoderPool::close);
    }
}
