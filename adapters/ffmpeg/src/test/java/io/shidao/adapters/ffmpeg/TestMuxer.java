package io.shidao.adapters.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_H264;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_INPUT_BUFFER_PADDING_SIZE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_new_packet;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOFILE;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open2;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_default;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_mallocz;
import static org.bytedeco.ffmpeg.global.avutil.av_rescale_q;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Packs {@link TestVideo} into containers, and publishes it by RTMP. Used by one thread. */
final class TestMuxer implements AutoCloseable {
    private static final AVRational FRAMES = new AVRational().num(1).den(TestVideo.FRAMES_PER_SECOND);

    private final AVFormatContext format = new AVFormatContext((Pointer) null);
    private final AVPacket packet = av_packet_alloc();
    private long frames;

    private TestMuxer(String location, String container, int codec) {
        Libav.load();
        check(avformat_alloc_output_context2(format, null, container, location));
        AVStream stream = avformat_new_stream(format, null);
        stream.time_base(FRAMES);
        describe(stream.codecpar(), codec);
        if ((format.oformat().flags() & AVFMT_NOFILE) == 0) {
            AVDictionary options = new AVDictionary((Pointer) null);
            if (location.startsWith("rtmp")) {
                av_dict_set(options, "listen", "1", 0);
            }
            AVIOContext io = new AVIOContext((Pointer) null);
            check(avio_open2(io, location, AVIO_FLAG_WRITE, (AVIOInterruptCB) null, options));
            format.pb(io);
            av_dict_free(options);
        }
        AVDictionary options = new AVDictionary((Pointer) null);
        if (container.equals("hls")) {
            av_dict_set(options, "hls_time", "1", 0);
            av_dict_set(options, "hls_list_size", "0", 0);
        }
        check(avformat_write_header(format, options));
        av_dict_free(options);
    }

    static void write(String file, String container) {
        write(file, container, AV_CODEC_ID_H264);
    }

    /** {@code codec} other than H.264 makes a file that says so; its bits do not matter. */
    static void write(String file, String container, int codec) {
        try (TestMuxer muxer = new TestMuxer(file, container, codec)) {
            TestVideo.UNITS.forEach(muxer::write);
        }
    }

    static void writeSound(String file) {
        try (TestMuxer muxer = new TestMuxer(file, "mov", AV_CODEC_ID_PCM_S16LE)) {
            muxer.write(new byte[8000]);
        }
    }

    private static void describe(AVCodecParameters parameters, int codec) {
        parameters.codec_id(codec);
        if (codec == AV_CODEC_ID_PCM_S16LE) {
            parameters.codec_type(AVMEDIA_TYPE_AUDIO);
            parameters.sample_rate(8000);
            parameters.bits_per_coded_sample(16);
            av_channel_layout_default(parameters.ch_layout(), 1);
            return;
        }
        parameters.codec_type(AVMEDIA_TYPE_VIDEO);
        parameters.width(TestVideo.WIDTH);
        parameters.height(TestVideo.HEIGHT);
        byte[] sets = parameterSets(TestVideo.UNITS.get(0));
        BytePointer extradata = new BytePointer(av_mallocz(sets.length + AV_INPUT_BUFFER_PADDING_SIZE));
        extradata.put(sets, 0, sets.length);
        parameters.extradata(extradata);
        parameters.extradata_size(sets.length);
    }

    private static byte[] parameterSets(byte[] unit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Nals.list(Codec.H264, unit).stream()
                .filter(nal -> Nals.isParameterSet(Codec.H264, nal.type()))
                .forEach(nal -> out.write(unit, nal.codeAt(), nal.to() - nal.codeAt()));
        return out.toByteArray();
    }

    /** Returns false when the client has gone. */
    private boolean write(byte[] unit) {
        check(av_new_packet(packet, unit.length));
        packet.data().put(unit, 0, unit.length);
        long time = av_rescale_q(frames, FRAMES, format.streams(0).time_base());
        packet.pts(time).dts(time);
        packet.duration(av_rescale_q(1, FRAMES, format.streams(0).time_base()));
        if (frames % (TestVideo.FRAMES_PER_SECOND / 2) == 0) {
            packet.flags(packet.flags() | AV_PKT_FLAG_KEY);
        }
        frames++;
        int result = av_write_frame(format, packet);
        av_packet_unref(packet);
        return result >= 0;
    }

    @Override
    public void close() {
        av_write_trailer(format);
        if ((format.oformat().flags() & AVFMT_NOFILE) == 0) {
            avio_closep(format.pb());
        }
        av_packet_free(packet);
        avformat_free_context(format);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("test media: " + Libav.describe(result));
        }
    }

    /** Serves one RTMP client in real time until it is closed. */
    static Publisher publish(String address) {
        Publisher publisher = new Publisher(address);
        publisher.thread.start();
        return publisher;
    }

    static final class Publisher implements AutoCloseable {
        private final CountDownLatch closed = new CountDownLatch(1);
        private final Thread thread;

        private Publisher(String address) {
            thread = new Thread(() -> serve(address), "rtmp-publisher");
            thread.setDaemon(true);
        }

        private void serve(String address) {
            try (TestMuxer muxer = new TestMuxer(address, "flv", AV_CODEC_ID_H264)) {
                int next = 0;
                while (!closed.await(1000 / TestVideo.FRAMES_PER_SECOND, TimeUnit.MILLISECONDS)
                        && muxer.write(TestVideo.UNITS.get(next))) {
                    next = (next + 1) % TestVideo.UNITS.size();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
