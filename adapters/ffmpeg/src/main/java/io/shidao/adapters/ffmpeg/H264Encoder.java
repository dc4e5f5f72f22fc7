package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_POINT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Encodes BGR pictures to H.264 with libopenh264, the encoder of the LGPL build: for simulated cameras. Every picture
 * gives exactly one access unit (no reordering, no skipping). Owns native memory until {@link #close}; used by one
 * thread at a time.
 */
public final class H264Encoder implements AutoCloseable {
    private final int frameBytes;
    private final int framesPerGroup;
    private final AVCodecContext context;
    private final AVFrame frame;
    private final AVPacket packet;
    private final SwsContext converter;
    private final BytePointer bgr;
    private final PointerPointer<BytePointer> planes;
    private final IntPointer strides;
    private long frames;
    private boolean closed;

    private H264Encoder(int width, int height, int framesPerGroup, AVCodecContext context) {
        this.frameBytes = Math.multiplyExact(Math.multiplyExact(width, height), 3);
        this.framesPerGroup = framesPerGroup;
        this.context = context;
        this.frame = newFrame(width, height);
        this.packet = av_packet_alloc();
        this.converter = sws_getContext(
                width,
                height,
                AV_PIX_FMT_BGR24,
                width,
                height,
                AV_PIX_FMT_YUV420P,
                SWS_POINT,
                null,
                null,
                (DoublePointer) null);
        this.bgr = new BytePointer(frameBytes);
        this.planes = new PointerPointer<BytePointer>(1).put(0, bgr);
        this.strides = new IntPointer(1).put(0, width * 3);
    }

    /**
     * Opens an encoder.
     *
     * @param framesPerGroup distance between two key frames, in frames
     * @throws IllegalArgumentException when a size is odd, or a number is out of range
     * @throws IllegalStateException when libopenh264 refuses the settings or is missing
     */
    public static H264Encoder open(int width, int height, int framesPerSecond, int framesPerGroup, int bitsPerSecond) {
        if (width < 16 || height < 16 || width > 3840 || height > 2160 || (width | height) % 2 != 0) {
            throw new IllegalArgumentException(
                    "encoder: " + width + " x " + height + " (expected: even, from 16 x 16 to 3840 x 2160)");
        }
        if (framesPerSecond < 1 || framesPerGroup < 1 || bitsPerSecond < 10_000) {
            throw new IllegalArgumentException("encoder: " + framesPerSecond + " frames/s, group of " + framesPerGroup
                    + ", " + bitsPerSecond + " bit/s (expected: at least 1, 1 and 10000)");
        }
        Libav.load();
        AVCodec codec = avcodec_find_encoder_by_name("libopenh264");
        if (codec == null || codec.isNull()) {
            throw new IllegalStateException("encoder: libopenh264 is missing (expected: the LGPL build of FFmpeg)");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        configure(context, width, height, framesPerSecond, framesPerGroup, bitsPerSecond);
        openCodec(context, codec);
        return new H264Encoder(width, height, framesPerGroup, context);
    }

    private static void configure(
            AVCodecContext context, int width, int height, int framesPerSecond, int framesPerGroup, int bitsPerSecond) {
        context.width(width);
        context.height(height);
        context.pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base().num(1).den(framesPerSecond);
        context.framerate().num(framesPerSecond).den(1);
        context.gop_size(framesPerGroup);
        context.bit_rate(bitsPerSecond);
        context.thread_count(1);
    }

    private static void openCodec(AVCodecContext context, AVCodec codec) {
        // no options: allow_skip_frames is off by default, so that every picture gives one access unit
        int result = avcodec_open2(context, codec, (AVDictionary) null);
        if (result < 0) {
            avcodec_free_context(context);
            throw new IllegalStateException("encoder: libopenh264 does not open: " + Libav.describe(result));
        }
    }

    private static AVFrame newFrame(int width, int height) {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV420P);
        frame.width(width);
        frame.height(height);
        check("no memory for a frame", av_frame_get_buffer(frame, 0));
        return frame;
    }

    /** Encodes one picture of {@code width * height * 3} bytes; see {@link #encode(ByteBuffer)}. */
    public byte[] encode(byte[] picture) {
        return encode(ByteBuffer.wrap(picture));
    }

    /**
     * Encodes one picture.
     *
     * @param picture BGR, rows without padding, {@code width * height * 3} bytes from its position, which is left
     * @return one access unit in Annex B form; a key frame carries its parameter sets
     */
    public byte[] encode(ByteBuffer picture) {
        if (closed) {
            throw new IllegalStateException("encoder: used after close");
        }
        if (picture.remaining() < frameBytes) {
            throw new IllegalArgumentException(
                    "picture: " + picture.remaining() + " bytes (expected: " + frameBytes + ", 3 a pixel)");
        }
        bgr.asByteBuffer().put(picture.duplicate().limit(picture.position() + frameBytes));
        convert();
        check("frame refused", avcodec_send_frame(context, frame));
        check("no access unit", avcodec_receive_packet(context, packet));
        byte[] unit = new byte[packet.size()];
        packet.data().get(unit);
        av_packet_unref(packet);
        return unit;
    }

    private void convert() {
        check("no memory for a frame", av_frame_make_writable(frame));
        sws_scale(converter, planes, strides, 0, context.height(), frame.data(), frame.linesize());
        frame.pts(frames);
        frame.pict_type(frames % framesPerGroup == 0 ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        frames++;
    }

    private static void check(String what, int result) {
        if (result < 0) {
            throw new IllegalStateException("encoder: " + what + ": " + Libav.describe(result));
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        avcodec_free_context(context);
        av_frame_free(frame);
        av_packet_free(packet);
        sws_freeContext(converter);
        bgr.close();
        planes.close();
        strides.close();
    }
}
