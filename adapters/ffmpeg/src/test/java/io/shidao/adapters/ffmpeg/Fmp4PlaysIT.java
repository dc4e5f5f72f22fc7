package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.shidao.ingest.fmp4.Fmp4Muxer;
import io.shidao.ingest.fmp4.Fragment;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our muxer writes, read and decoded by another program: libavformat and libavcodec. */
class Fmp4PlaysIT {
    /**
     * What libavformat found.
     *
     * @param errors packets that the decoder refused, and damaged pictures
     */
    private record Film(String size, List<Long> times, List<Integer> keys, int errors) {}

    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Libav.load();
    }

    @Test
    void everyPictureOfH264IsDecodedAtItsTime() throws IOException {
        List<AccessUnit> units = new ArrayList<>();
        for (int i = 0; i < TestVideo.UNITS.size(); i++) {
            units.add(unit(Codec.H264, i % 10 == 0, i * 50_000L, TestVideo.UNITS.get(i)));
        }

        Film film = play(units);

        assertThat(film.size()).isEqualTo("320x240");
        assertThat(film.times())
                .isEqualTo(IntStream.range(0, units.size())
                        .mapToObj(i -> i * 4500L)
                        .toList());
        assertThat(film.keys()).containsExactly(0, 10, 20, 30);
        assertThat(film.errors()).isZero();
    }

    @Test
    void hevcIsDecoded() throws IOException {
        byte[] picture;
        try (InputStream in = Fmp4PlaysIT.class.getResourceAsStream("/hevc/four-fields-256x128.hevc")) {
            picture = in.readAllBytes();
        }

        Film film = play(List.of(unit(Codec.HEVC, true, 0, picture), unit(Codec.HEVC, true, 40_000, picture)));

        assertThat(film.size()).isEqualTo("256x128");
        assertThat(film.times()).containsExactly(0L, 3600L);
        assertThat(film.errors()).isZero();
    }

    private static AccessUnit unit(Codec codec, boolean key, long micros, byte[] bits) {
        return new AccessUnit(codec, key, Instant.ofEpochSecond(0, micros * 1000), micros, Payload.wrap(bits));
    }

    private Film play(List<AccessUnit> units) throws IOException {
        Path file = folder.resolve("film.mp4");
        Fmp4Muxer muxer = new Fmp4Muxer();
        try (OutputStream out = Files.newOutputStream(file)) {
            for (AccessUnit unit : units) {
                Fragment fragment = (Fragment) muxer.add(unit);
                if (unit == units.get(0)) {
                    out.write(fragment.init().bits().toByteArray());
                }
                out.write(fragment.bits().toByteArray());
            }
        }
        return read(file.toString());
    }

    private static Film read(String file) {
        AVFormatContext format = new AVFormatContext((Pointer) null);
        check(avformat_open_input(format, file, (AVInputFormat) null, (AVDictionary) null));
        check(avformat_find_stream_info(format, (PointerPointer<?>) null));
        var parameters = format.streams(0).codecpar();
        var codec = avcodec_find_decoder(parameters.codec_id());
        AVCodecContext decoder = avcodec_alloc_context3(codec);
        avcodec_parameters_to_context(decoder, parameters);
        decoder.thread_count(1);
        check(avcodec_open2(decoder, codec, (AVDictionary) null));
        AVPacket packet = av_packet_alloc();
        AVFrame frame = av_frame_alloc();
        List<Long> times = new ArrayList<>();
        List<Integer> keys = new ArrayList<>();
        int errors = 0;
        int packets = 0;
        boolean more = true;
        while (more) {
            more = av_read_frame(format, packet) >= 0;
            if (more && (packet.flags() & AV_PKT_FLAG_KEY) != 0) {
                keys.add(packets);
            }
            packets++;
            errors += avcodec_send_packet(decoder, more ? packet : null) < 0 ? 1 : 0;
            av_packet_unref(packet);
            while (avcodec_receive_frame(decoder, frame) >= 0) {
                errors += frame.decode_error_flags() != 0 ? 1 : 0;
                times.add(frame.pts());
            }
        }
        String size = parameters.width() + "x" + parameters.height();
        av_frame_free(frame);
        av_packet_free(packet);
        avcodec_free_context(decoder);
        avformat_close_input(format);
        return new Film(size, times, keys, errors);
    }

    private static void check(int result) {
        if (result < 0) {
            throw new IllegalStateException("film: " + Libav.describe(result));
        }
    }
}
