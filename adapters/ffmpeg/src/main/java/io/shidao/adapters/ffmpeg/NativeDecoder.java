package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_OUTPUT_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_flush_buffers;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PicturePool;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.kernel.media.BadPictureException.Reason;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** One libavcodec decoder with all that it needs; owns native memory until {@link #close}. Single-threaded. */
final class NativeDecoder implements AutoCloseable {
    private static final int FIRST_INPUT_BYTES = 1 << 18;

    private final long maxPixels;
    private final AVCodecContext context;
    private final SizeParser sizes;
    private final BgrConverter converter = new BgrConverter();
    private final AVFrame frame = av_frame_alloc();
    private final AVPacket packet = av_packet_alloc();
    private BytePointer input = new BytePointer(FIRST_INPUT_BYTES);

    NativeDecoder(Codec codec, long maxPixels) {
        int id = codec == Codec.H264 ? AV_CODEC_ID_H264 : AV_CODEC_ID_HEVC;
        this.maxPixels = maxPixels;
        this.context = open(id, maxPixels);
        this.sizes = new SizeParser(id);
    }

    private static AVCodecContext open(int id, long maxPixels) {
        AVCodec codec = avcodec_find_decoder(id);
        AVCodecContext context = avcodec_alloc_context3(codec);
        // With frame threads a picture would come out one unit late for each thread.
        context.thread_count(1);
        // Without it, some damaged pictures would be swallowed instead of coming out with their flags.
        context.flags(context.flags() | AV_CODEC_FLAG_OUTPUT_CORRUPT);
        // A second fence behind SizeParser; coded sizes are rounded up to whole blocks.
        context.max_pixels(maxPixels + maxPixels / 8 + (1 << 16));
        int result = avcodec_open2(context, codec, (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(context);
            throw new IllegalStateException("decoder: codec " + id + " does not open: " + Libav.describe(result));
        }
        return context;
    }

    Picture decode(Payload payload, PicturePool pictures) {
        fill(payload);
        checkSize();
        try {
            receive();
            checkDamage();
            return converter.convert(frame, pictures);
        } finally {
            av_frame_unref(frame);
            avcodec_flush_buffers(context);
        }
    }

    /** Decoders read a little ahead, so zeros have to follow the bits. */
    private void fill(Payload payload) {
        int needed = payload.size() + AV_INPUT_BUFFER_PADDING_SIZE;
        if (input.capacity() < needed) {
            input.close();
            input = new BytePointer(Math.max(needed, 2L * payload.size()));
        }
        input.position(0).limit(needed);
        input.asByteBuffer().put(payload.buffer()).put(new byte[AV_INPUT_BUFFER_PADDING_SIZE]);
        packet.data(input);
        packet.size(payload.size());
        packet.flags(AV_PKT_FLAG_KEY);
    }

    private void checkSize() {
        long pixels = sizes.pixels(input, packet.size());
        if (pixels > maxPixels) {
            throw new BadPictureException(
                    Reason.TOO_MANY_PIXELS, "key frame: " + pixels + " pixels (expected: up to " + maxPixels + ")");
        }
    }

    private void receive() {
        int sent = avcodec_send_packet(context, packet);
        // The end of the stream makes the decoder give out what it has, instead of waiting for reordering.
        avcodec_send_packet(context, (AVPacket) null);
        int received = avcodec_receive_frame(context, frame);
        if (received < 0) {
            throw new BadPictureException(
                    Reason.UNDECODABLE,
                    "key frame: " + packet.size() + " bytes give no picture: "
                            + Libav.describe(sent < 0 ? sent : received));
        }
        if (sent < 0) {
            throw damaged(Libav.describe(sent));
        }
    }

    private void checkDamage() {
        if (frame.decode_error_flags() != 0 || (frame.flags() & AV_FRAME_FLAG_CORRUPT) != 0) {
            throw damaged("error flags " + frame.decode_error_flags());
        }
        if ((long) frame.width() * frame.height() > maxPixels) {
            throw new BadPictureException(
                    Reason.TOO_MANY_PIXELS,
                    "key frame: " + frame.width() + " x " + frame.height() + " (expected: up to " + maxPixels + ")");
        }
    }

    private static BadPictureException damaged(String detail) {
        return new BadPictureException(
                Reason.DAMAGED,
                "key frame: decodes with damage, " + detail
                        + " (likely cause: packets lost on the way; what to do: use RTSP over TCP)");
    }

    @Override
    public void close() {
        converter.close();
        sizes.close();
        avcodec_free_context(context);
        av_frame_free(frame);
        packet.data(null);
        av_packet_free(packet);
        input.close();
    }
}
