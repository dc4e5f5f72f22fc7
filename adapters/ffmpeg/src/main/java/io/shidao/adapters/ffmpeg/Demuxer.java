package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_HEVC;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_get_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_init;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_bsf_send_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import org.bytedeco.ffmpeg.avcodec.AVBSFContext;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** An open stream of libavformat. Owns all its native memory until {@link #close}; used by one thread. */
final class Demuxer implements AutoCloseable {
    /** Times of raw H.264 files, which have none: as many frames a second as libavformat assumes. */
    private static final long MICROS_PER_FRAME = 40_000;

    private static final AVRational MICROS = new AVRational().num(1).den(1_000_000);

    private final AVFormatContext format;
    private final AVStream stream;
    private final Codec codec;
    private final AVBSFContext toAnnexB;
    private final AVPacket packet = av_packet_alloc();
    private long decodeMicros = -MICROS_PER_FRAME;
    private long presentationMicros;
    private boolean damaged;

    private Demuxer(AVFormatContext format) throws StreamEnd {
        this.format = format;
        this.stream = videoStream(format);
        this.codec = codec(stream.codecpar());
        this.toAnnexB = annexBFilter(codec, stream);
    }

    /** Opens the stream; libavformat asks {@code interrupt} while it waits. */
    static Demuxer open(SourceAddress address, Interrupt interrupt) throws StreamEnd {
        AVFormatContext format = avformat_alloc_context();
        interrupt.attachTo(format);
        AVDictionary options = new AVDictionary((Pointer) null);
        OpenOptions.of(address).forEach((name, value) -> av_dict_set(options, name, value, 0));
        try {
            // on failure libavformat frees the context itself
            check(avformat_open_input(format, OpenOptions.location(address), null, options));
        } finally {
            av_dict_free(options);
        }
        try {
            if (!address.scheme().startsWith("rtsp")) {
                // RTSP has told all by its SDP; waiting for more would delay the first key frame by a second
                check(avformat_find_stream_info(format, (AVDictionary) null));
            }
            return new Demuxer(format);
        } catch (StreamEnd | RuntimeException e) {
            avformat_close_input(format);
            throw e;
        }
    }

    private static void check(int result) throws StreamEnd {
        if (result < 0) {
            throw StreamEnd.whileOpening(result);
        }
    }

    private static AVStream videoStream(AVFormatContext format) throws StreamEnd {
        int index = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
        if (index < 0) {
            throw new StreamEnd(
                    SourceState.BAD_STREAM, "no video among its " + format.nb_streams() + " streams (expected: one)");
        }
        for (int i = 0; i < format.nb_streams(); i++) {
            if (i != index) {
                format.streams(i).discard(AVDISCARD_ALL);
            }
        }
        return format.streams(index);
    }

    private static Codec codec(AVCodecParameters parameters) throws StreamEnd {
        int id = parameters.codec_id();
        if (id == AV_CODEC_ID_H264) {
            return Codec.H264;
        } else if (id == AV_CODEC_ID_HEVC) {
            return Codec.HEVC;
        }
        throw new StreamEnd(
                SourceState.BAD_STREAM,
                "video codec: " + avcodec_get_name(id).getString() + " (expected: h264 or hevc; set it in the camera)");
    }

    /** Containers have length-prefixed NAL units and parameter sets in their header; the filter passes Annex B on. */
    private static AVBSFContext annexBFilter(Codec codec, AVStream stream) throws StreamEnd {
        AVBSFContext filter = new AVBSFContext((Pointer) null);
        String name = codec == Codec.HEVC ? "hevc_mp4toannexb" : "h264_mp4toannexb";
        check(av_bsf_alloc(av_bsf_get_by_name(name), filter));
        avcodec_parameters_copy(filter.par_in(), stream.codecpar());
        filter.time_base_in(stream.time_base());
        int result = av_bsf_init(filter);
        if (result < 0) {
            av_bsf_free(filter);
            throw new StreamEnd(SourceState.BAD_STREAM, "parameter sets: " + Libav.describe(result));
        }
        return filter;
    }

    Codec codec() {
        return codec;
    }

    /** Parameter sets from the stream's description in Annex B form; empty when it has none. */
    byte[] parameterSets() {
        AVCodecParameters parameters = toAnnexB.par_out();
        byte[] bytes = new byte[parameters.extradata_size()];
        if (bytes.length > 0) {
            parameters.extradata().get(bytes);
        }
        return bytes;
    }

    /** Whether the stream comes as fast as we read, because its end is known. */
    boolean isRecording() {
        return format.duration() != AV_NOPTS_VALUE && format.duration() > 0;
    }

    /**
     * Reads up to the next unit of the video.
     *
     * @return Annex B bits, or null when something else came
     */
    byte @Nullable [] read(int maxBytes) throws StreamEnd {
        int result = av_read_frame(format, packet);
        if (result < 0) {
            throw StreamEnd.whileReading(result);
        }
        try {
            return packet.stream_index() == stream.index() ? convert(maxBytes) : null;
        } finally {
            av_packet_unref(packet);
        }
    }

    /** Either filter gives at most one packet for one packet. */
    private byte @Nullable [] convert(int maxBytes) throws StreamEnd {
        note(packet);
        if (av_bsf_send_packet(toAnnexB, packet) < 0 || av_bsf_receive_packet(toAnnexB, packet) < 0) {
            return null;
        }
        if (packet.size() > maxBytes) {
            throw new StreamEnd(
                    SourceState.BAD_STREAM,
                    "an access unit of " + packet.size() + " bytes (expected: up to " + maxBytes + ")");
        }
        byte[] bits = new byte[packet.size()];
        packet.data().get(bits);
        return bits;
    }

    private void note(AVPacket read) {
        damaged = (read.flags() & AV_PKT_FLAG_CORRUPT) != 0;
        long time = read.dts() != AV_NOPTS_VALUE ? read.dts() : read.pts();
        decodeMicros = time == AV_NOPTS_VALUE ? decodeMicros + MICROS_PER_FRAME : micros(time);
        presentationMicros = read.pts() == AV_NOPTS_VALUE ? decodeMicros : micros(read.pts());
    }

    private long micros(long time) {
        return av_rescale_q(time, stream.time_base(), MICROS);
    }

    /** Whether the container tells that something of the last unit is missing or wrong, as MPEG-TS, so HLS, and FLV, so RTMP, do. */
    boolean isDamaged() {
        return damaged;
    }

    /** Decoding time of the last unit, µs: never goes back within a recording. */
    long decodeMicros() {
        return decodeMicros;
    }

    /** Presentation time of the last unit, µs. */
    long presentationMicros() {
        return presentationMicros;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_bsf_free(toAnnexB);
        avformat_close_input(format);
    }
}
