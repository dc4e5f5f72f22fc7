package io.shidao.adapters.rtsp.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.shidao.adapters.rtsp.Packets;
import io.shidao.adapters.rtsp.message.VideoTrack;
import io.shidao.adapters.rtsp.outcome.Malformed;
import io.shidao.adapters.rtsp.outcome.StreamEnd;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However a camera cuts its NAL units into packets, the same units come out. */
class DepacketizingProperties {
    /** Remembers what it is told. */
    private static final class Heard implements UnitSink {
        private final List<byte[]> units = new ArrayList<>();
        private int skipped;
        private int damaged;
        private int malformed;

        @Override
        public void unit(boolean key, long ticks, byte[] bits) {
            units.add(bits);
        }

        @Override
        public void skipped(boolean wasDamaged) {
            skipped++;
            damaged += wasDamaged ? 1 : 0;
        }

        @Override
        public void malformed(Malformed kind) {
            malformed++;
        }

        @Override
        public void lost(int packets) {}

        @Override
        public void duplicate() {}
    }

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    @Property(tries = 400)
    void givesBackWhatWasCut(@ForAll Codec codec, @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int number)
            throws StreamEnd {
        Codec video = codec.isVideo() ? codec : Codec.H264;
        Random random = new Random(seed);
        Packets packets = new Packets(video, random.nextInt(1 << 16));
        List<byte[]> expected = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        long ticks = random.nextInt();
        for (int i = 0; i < number; i++) {
            List<byte[]> nals = unit(packets, video, i % 3 == 0, random);
            expected.add(Packets.annexB(nals));
            sent.addAll(packets.unit(packets.payloads(nals, random), ticks += 3600));
        }

        Heard heard = receive(video, Demand.ALL, sent);

        assertThat(heard.units).containsExactlyElementsOf(expected);
        assertThat(heard.skipped + heard.malformed).isZero();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Property(tries = 200)
    void neverDeliversAUnitWithAHole(
            @ForAll boolean hevc, @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int holes) throws StreamEnd {
        Codec codec = hevc ? Codec.HEVC : Codec.H264;
        Random random = new Random(seed);
        Packets packets = new Packets(codec, 0);
        List<byte[]> whole = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<byte[]> nals = unit(packets, codec, i % 3 == 0, random);
            whole.add(Packets.annexB(nals));
            sent.addAll(packets.unit(packets.payloads(nals, random), 3600L * i));
        }
        for (int i = 0; i < holes; i++) {
            sent.remove(random.nextInt(sent.size() - 1));
        }

        Heard heard = receive(codec, Demand.ALL, sent);

        // what is in front of a unit's first slice may be missing: it can be decoded without, or gets the known sets
        List<String> slices = whole.stream().map(unit -> slices(codec, unit)).toList();
        assertThat(heard.units)
                .allSatisfy(unit -> assertThat(slices(codec, unit)).isIn(slices));
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    @Property(tries = 100)
    void countsEveryUnitOnceWhenOnlyKeyUnitsAreWanted(@ForAll boolean hevc, @ForAll long seed) throws StreamEnd {
        Codec codec = hevc ? Codec.HEVC : Codec.H264;
        Random random = new Random(seed);
        Packets packets = new Packets(codec, 0);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            List<byte[]> nals = unit(packets, codec, i % 3 == 0, random);
            sent.addAll(packets.unit(packets.payloads(nals, random), 3600L * i));
        }

        Heard heard = receive(codec, Demand.KEY_FRAMES, sent);

        assertThat(heard.units).hasSize(3);
        assertThat(heard.skipped).isEqualTo(6);
        assertThat(heard.damaged).isZero();
    }

    private Heard receive(Codec codec, Demand demand, List<byte[]> packets) throws StreamEnd {
        Heard heard = new Heard();
        VideoTrack track = new VideoTrack(codec, Packets.PAYLOAD_TYPE, "", List.of(), 0);
        RtpReceiver receiver = new RtpReceiver(track, allocator, 1 << 20, new Gate(demand), heard, "test");
        for (byte[] packet : packets) {
            receiver.packet(Unpooled.wrappedBuffer(packet), 0, packet.length, System.nanoTime());
        }
        receiver.close();
        return heard;
    }

    private static List<byte[]> unit(Packets packets, Codec codec, boolean key, Random random) {
        List<byte[]> nals = new ArrayList<>();
        if (random.nextBoolean()) {
            nals.add(packets.nal(codec == Codec.H264 ? 9 : 35, 1, random.nextInt()));
        }
        if (key) {
            int[] sets = codec == Codec.H264 ? new int[] {7, 8} : new int[] {32, 33, 34};
            for (int set : sets) {
                nals.add(packets.nal(set, 3 + random.nextInt(30), random.nextInt()));
            }
        }
        int slice = codec == Codec.H264 ? key ? 5 : 1 : key ? 19 : 1;
        for (int i = 0; i <= random.nextInt(3); i++) {
            byte[] nal = packets.nal(slice, 2 + random.nextInt(3000), random.nextInt());
            int afterHeader = codec == Codec.H264 ? 1 : 2;
            nal[afterHeader] = (byte) (i == 0 ? 0x80 | nal[afterHeader] : (0x7f & nal[afterHeader]) | 0x40);
            nals.add(nal);
        }
        return nals;
    }

    /** A unit from its first slice on. */
    private static String slices(Codec codec, byte[] unit) {
        int from = Nals.list(codec, unit).stream()
                .filter(nal -> Nals.isPicture(codec, nal.type()))
                .mapToInt(Nals.Nal::from)
                .findFirst()
                .orElse(unit.length);
        return HexFormat.of().formatHex(unit, from, unit.length);
    }
}
