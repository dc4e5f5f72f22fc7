package io.shidao.testkit.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.Codec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RtpPacketizerTest {
    @Test
    void sendsParameterSetsTogetherAndASmallNalAlone() {
        List<byte[]> nals = List.of(nal(0x67, 20), nal(0x68, 5), nal(0x65, 300));

        List<byte[]> payloads = RtpPacketizer.payloads(Codec.H264, nals);

        assertThat(payloads).hasSize(2);
        assertThat(payloads.get(0)[0] & 0x1f).isEqualTo(24);
        assertThat(RtpDepacketizer.nals(payloads)).containsExactlyElementsOf(nals);
    }

    @Test
    void fragmentsOfALargeNalFitAndMarkStartAndEndOnce() {
        byte[] nal = nal(0x65, 5000);

        List<byte[]> payloads = RtpPacketizer.payloads(Codec.H264, List.of(nal));

        assertThat(payloads).allMatch(p -> p.length <= RtpPacketizer.MAX_PAYLOAD_BYTES && (p[0] & 0x1f) == 28);
        assertThat(payloads.stream().filter(p -> (p[1] & 0x80) != 0)).containsExactly(payloads.get(0));
        assertThat(payloads.stream().filter(p -> (p[1] & 0x40) != 0))
                .containsExactly(payloads.get(payloads.size() - 1));
        assertThat(RtpDepacketizer.nals(payloads)).containsExactly(nal);
    }

    @Test
    void anySizeComesBackWhole() {
        for (int size = 1; size < 4300; size += 7) {
            List<byte[]> nals = List.of(nal(0x67, 10), nal(0x68, 4), nal(0x41, size), nal(0x41, 1401));

            assertThat(RtpDepacketizer.nals(RtpPacketizer.payloads(Codec.H264, nals)))
                    .containsExactlyElementsOf(nals);
        }
    }

    @Test
    void findsNalsBehindThreeAndFourByteStartCodes() {
        byte[] stream = {0, 0, 0, 1, 0x67, 1, 2, 0, 0, 1, 0x68, 3, 0, 0, 0, 1, 0x65, 9, 9};

        List<byte[]> nals = AnnexB.nals(stream);

        assertThat(nals).containsExactly(new byte[] {0x67, 1, 2}, new byte[] {0x68, 3}, new byte[] {0x65, 9, 9});
        assertThat(AnnexB.isKey(Codec.H264, nals)).isTrue();
        assertThat(AnnexB.nals(new byte[] {1, 2, 3})).isEmpty();
    }

    private static byte[] nal(int header, int size) {
        byte[] nal = new byte[size];
        new Random(size).nextBytes(nal);
        nal[0] = (byte) header;
        return nal;
    }
}
