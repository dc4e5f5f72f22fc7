package io.shidao.ingest.fmp4;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class Fmp4MuxerTest {
    private final Fmp4Muxer muxer = new Fmp4Muxer();

    @Test
    void startsWithTheFirstKeyUnit() {
        assertThat(muxer.add(Nals.other(0))).isEqualTo(LeftOut.BEFORE_KEY);
        assertThat(muxer.init()).isEmpty();

        Fragment first = fragment(Nals.key(40_000));

        assertThat(first.key()).isTrue();
        assertThat(first.presentation()).isZero();
        assertThat(muxer.init()).contains(first.init());
    }

    @Test
    void tellsThePicturesSizeAndCodec() {
        InitSegment init = fragment(Nals.unit(true, 0, Nals.sps1080(), Nals.PPS, Nals.KEY_SLICE))
                .init();

        assertThat(init.width()).isEqualTo(1920);
        assertThat(init.height()).isEqualTo(1080);
        assertThat(init.mediaType()).isEqualTo("video/mp4; codecs=\"avc1.640028\"");
        ByteBuffer track = Box.find(init.bits(), "moov", "trak", "tkhd").body();
        assertThat(track.getInt(track.capacity() - 8) >> 16).isEqualTo(1920);
        assertThat(track.getInt(track.capacity() - 4) >> 16).isEqualTo(1080);
    }

    @Test
    void putsTheParameterSetsIntoTheInitialisationSegment() {
        byte[] sps = Nals.sps1080();

        InitSegment init =
                fragment(Nals.unit(true, 0, sps, Nals.PPS, Nals.KEY_SLICE)).init();

        byte[] avcC = Box.find(init.bits(), "moov", "trak", "mdia", "minf", "stbl", "stsd", "avc1", "avcC")
                .bytes();
        ByteBuffer expected = ByteBuffer.allocate(avcC.length)
                .put(new byte[] {1, 0x64, 0, 0x28, (byte) 0xff, (byte) 0xe1})
                .putShort((short) sps.length)
                .put(sps)
                .put((byte) 1)
                .putShort((short) Nals.PPS.length)
                .put(Nals.PPS)
                .put(new byte[] {(byte) 0xfd, (byte) 0xf8, (byte) 0xf8, 0});
        assertThat(avcC).isEqualTo(expected.array());
    }

    @Test
    void leavesOnlyThePictureInTheSample() {
        Fragment fragment = fragment(Nals.key(0));

        assertThat(Box.find(fragment.bits(), "mdat").bytes())
                .isEqualTo(ByteBuffer.allocate(8).putInt(4).put(Nals.KEY_SLICE).array());
    }

    @Test
    void pointsFromTheRunToTheData() {
        Fragment fragment = fragment(Nals.key(0));

        ByteBuffer run = Box.find(fragment.bits(), "moof", "traf", "trun").body();
        int dataOffset = run.getInt(8);
        assertThat(fragment.bits().buffer().getInt(dataOffset)).isEqualTo(Nals.KEY_SLICE.length);
        assertThat(run.getInt(16)).as("sample size").isEqualTo(fragment.bits().size() - dataOffset);
    }

    @Test
    void marksWherePlayersCanStart() {
        assertThat(sampleFlags(fragment(Nals.key(0)))).isEqualTo(0x02000000);
        assertThat(sampleFlags(fragment(Nals.other(40_000)))).isEqualTo(0x01010000);
    }

    @Test
    void takesTimesFromTheStream() {
        fragment(Nals.key(1_000_000));
        Fragment second = fragment(Nals.other(1_040_000));
        Fragment third = fragment(Nals.other(1_073_000));

        assertThat(decodeTime(second)).isEqualTo(3600);
        assertThat(decodeTime(third)).isEqualTo(6570);
        assertThat(third.duration()).as("as long as the step before it").isEqualTo(2970);
        assertThat(third.presentationMicros()).isEqualTo(73_000);
    }

    @Test
    void keepsTheInitialisationSegmentWhileTheSetsStay() {
        InitSegment first = fragment(Nals.key(0)).init();

        assertThat(fragment(Nals.other(40_000)).init()).isSameAs(first);
        assertThat(fragment(Nals.key(80_000)).init()).isSameAs(first);
    }

    @Test
    void namesANewOneWhenTheSetsChange() {
        InitSegment first = fragment(Nals.key(0)).init();

        InitSegment second = fragment(Nals.unit(true, 40_000, Nals.sps(20, 15), Nals.PPS, Nals.KEY_SLICE))
                .init();

        assertThat(second).isNotEqualTo(first);
        assertThat(second.width()).isEqualTo(320);
        assertThat(second.height()).isEqualTo(240);
    }

    @Test
    void waitsForAKeyUnitWhenTheSetsChangeBetweenThem() {
        fragment(Nals.key(0));

        assertThat(muxer.add(Nals.unit(false, 40_000, Nals.sps(20, 15), Nals.SLICE)))
                .isEqualTo(LeftOut.CHANGED_BETWEEN_KEYS);
        assertThat(muxer.add(Nals.other(80_000))).isEqualTo(LeftOut.BEFORE_KEY);
        assertThat(muxer.add(Nals.key(120_000))).isInstanceOf(Fragment.class);
    }

    @Test
    void usesTheSetsOfBeforeWhenAKeyUnitBringsNone() {
        InitSegment first = fragment(Nals.key(0)).init();

        assertThat(fragment(Nals.unit(true, 40_000, Nals.KEY_SLICE)).init()).isSameAs(first);
    }

    @Test
    void goesOnWithoutAHoleWhenTheClockOfTheCameraStartsAgain() {
        fragment(Nals.key(50_000_000_000L));
        fragment(Nals.other(50_000_040_000L));
        muxer.interrupted();

        assertThat(muxer.add(Nals.other(0))).isEqualTo(LeftOut.BEFORE_KEY);
        Fragment again = fragment(Nals.key(40_000));

        assertThat(decodeTime(again)).isEqualTo(7200);
    }

    @Test
    void leavesOutWhatHasNoTimeInItsGroup() {
        fragment(Nals.key(0));

        assertThat(muxer.add(Nals.other(60_000_000))).isEqualTo(LeftOut.TIME_JUMPED);
        assertThat(muxer.add(Nals.other(40_000))).isEqualTo(LeftOut.BEFORE_KEY);
    }

    @Test
    void saysWhyAUnitIsLeftOut() {
        assertThat(muxer.add(Nals.unit(true, 0, Nals.KEY_SLICE))).isEqualTo(LeftOut.NO_PARAMETER_SETS);
        assertThat(muxer.add(Nals.unit(true, 0, new byte[] {0x67, 0x64, 0, 0x28}, Nals.PPS, Nals.KEY_SLICE)))
                .isEqualTo(LeftOut.BAD_PARAMETER_SETS);
        assertThat(muxer.add(Nals.unit(true, 0, Nals.sps1080(), Nals.PPS))).isEqualTo(LeftOut.NO_PICTURE);
        byte[][] crumbs = new byte[Fmp4Muxer.MAX_NAL_UNITS + 1][];
        java.util.Arrays.fill(crumbs, Nals.KEY_SLICE);
        assertThat(muxer.add(Nals.unit(true, 0, crumbs))).isEqualTo(LeftOut.TOO_LARGE);
        AccessUnit huge = new AccessUnit(
                Codec.H264, true, Instant.EPOCH, 0, Payload.wrap(new byte[Fmp4Muxer.MAX_UNIT_BYTES + 1]));
        assertThat(muxer.add(huge)).isEqualTo(LeftOut.TOO_LARGE);
    }

    @Test
    void numbersTheFragments() {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Payload bits = fragment(Nals.key(i * 40_000L)).bits();
            numbers.add(Box.find(bits, "moof", "mfhd").body().getInt(4));
        }

        assertThat(numbers).containsExactly(1, 2, 3);
    }

    private Fragment fragment(AccessUnit unit) {
        return (Fragment) muxer.add(unit);
    }

    private static long decodeTime(Fragment fragment) {
        return Box.find(fragment.bits(), "moof", "traf", "tfdt").body().getLong(4);
    }

    private static int sampleFlags(Fragment fragment) {
        return Box.find(fragment.bits(), "moof", "traf", "trun").body().getInt(20);
    }
}
