package io.shidao.adapters.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionDescriptionTest {
    @Test
    void findsTheFirstVideoThatCanBeUsed() throws StreamEnd {
        SessionDescription description = SessionDescription.parse("""
                v=0
                a=control:rtsp://camera/all
                m=audio 0 RTP/AVP 8
                a=control:trackID=0
                m=video 0 RTP/AVP 26
                a=control:trackID=1
                m=video 0 RTP/AVP 97 96
                a=rtpmap:97 VP8/90000
                a=rtpmap:96 H264/90000
                a=fmtp:96 profile-level-id=420029; packetization-mode=1; sprop-parameter-sets=Z0IAKQ==,aM44gA==
                a=control:trackID=2
                m=application 0 RTP/AVP 107
                a=control:trackID=3
                """);

        assertThat(description.control()).isEqualTo("rtsp://camera/all");
        VideoTrack video = description.video();
        assertThat(video.codec()).isEqualTo(Codec.H264);
        assertThat(video.payloadType()).isEqualTo(96);
        assertThat(video.control()).isEqualTo("trackID=2");
        assertThat(video.parameterSets())
                .containsExactly(new byte[] {0x67, 0x42, 0, 0x29}, new byte[] {0x68, (byte) 0xce, 0x38, (byte) 0x80});
    }

    @Test
    void ordersTheParameterSetsOfH265() throws StreamEnd {
        VideoTrack video = SessionDescription.parse("""
                m=video 0 RTP/AVP 98
                a=rtpmap:98 h265/90000
                a=fmtp:98 sprop-sps=QgEB;sprop-pps=RAHB;sprop-vps=QAEM
                """).video();

        assertThat(video.codec()).isEqualTo(Codec.HEVC);
        assertThat(video.parameterSets())
                .containsExactly(new byte[] {0x40, 1, 12}, new byte[] {0x42, 1, 1}, new byte[] {0x44, 1, (byte) 0xc1});
    }

    @Test
    void countsParameterSetsThatCannotBeRead() throws StreamEnd {
        VideoTrack video = SessionDescription.parse("""
                m=video 0 RTP/AVP 96
                a=rtpmap:96 H264/90000
                a=fmtp:96 sprop-parameter-sets=%%%,aM44gA==,
                """).video();

        assertThat(video.parameterSets()).hasSize(1);
        assertThat(video.badParameterSets()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m=video 0 RTP/AVP 26 | payload type 26",
                "m=video 0 RTP/AVP 96~a=rtpmap:96 MP4V-ES/90000 | MP4V-ES/90000",
                "m=video 0 RTP/AVP 96~a=rtpmap:96 H264/90000~a=fmtp:96 packetization-mode=2 | interleaved",
                "m=video 0 RTP/AVP 96~a=rtpmap:96 H265/90000~a=fmtp:96 sprop-max-don-diff=1 | decoding order",
                "m=video 0 RTP/SAVP 96~a=rtpmap:96 H264/90000 | RTP/SAVP",
                "m=video 0 RTP/AVP 999~a=rtpmap:999 H264/90000 | payload type 999"
            })
    void tellsWhichVideoCannotBeUsed(String text, String detail) {
        assertThatExceptionOfType(StreamEnd.class)
                .isThrownBy(() -> SessionDescription.parse(text.replace('~', '\n')))
                .satisfies(end -> assertThat(end.state()).isEqualTo(SourceState.BAD_STREAM))
                .withMessageContaining(detail)
                .withMessageContaining("expected: H264 or H265");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "m=audio 0 RTP/AVP 0", "no description at all"})
    void tellsThatThereIsNoVideo(String text) {
        assertThatExceptionOfType(StreamEnd.class)
                .isThrownBy(() -> SessionDescription.parse(text))
                .withMessageContaining("no video");
    }

    @ParameterizedTest
    @CsvSource({
        "rtsp://c/a/, track1, rtsp://c/a/track1",
        "rtsp://c/a, track1, rtsp://c/a/track1",
        "rtsp://c/a, /track1, rtsp://c/a/track1",
        "rtsp://c/a?x=1, trackID=2, rtsp://c/a?x=1/trackID=2",
        "rtsp://c/a, rtsp://d/b, rtsp://d/b",
        "rtsp://c/a, *, rtsp://c/a"
    })
    void resolvesControlAddresses(String base, String control, String expected) {
        assertThat(RtspUrl.control(base, control)).isEqualTo(expected);
    }
}
