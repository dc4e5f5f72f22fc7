package io.shidao.ingest.fmp4;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.util.List;

/** Writes {@code ftyp} and {@code moov} of a film with one video track and no samples of its own. */
final class InitSegments {
    /** Unity, ISO/IEC 14496-12, 6.2.2. */
    private static final int[] MATRIX = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

    private static final int FILM_TIMESCALE = 1000;
    private static final int UNDETERMINED_LANGUAGE = 0x55c4;
    private static final int DPI_72 = 0x480000;
    private static final int TRACK = 1;

    private InitSegments() {}

    /** @throws BadSetException when the sequence parameter set cannot be read */
    static InitSegment of(ParameterSets sets) {
        return sets.codec() == Codec.H264 ? avc(sets) : hevc(sets);
    }

    private static InitSegment avc(ParameterSets sets) {
        byte[] sps = sets.of(NalKind.SEQUENCE_SET).get(0);
        if (sps.length < 4) {
            throw new BadSetException("a sequence parameter set of " + sps.length + " bytes");
        }
        AvcFormat format = AvcFormat.of(sps);
        String codecs = "avc1.%02X%02X%02X".formatted(sps[1], sps[2], sps[3]);
        return film(codecs, format.width(), format.height(), "avc1", boxes -> avcC(boxes, sets, format));
    }

    private static InitSegment hevc(ParameterSets sets) {
        HevcFormat format = HevcFormat.of(sets.of(NalKind.SEQUENCE_SET).get(0));
        return film(format.codecs(), format.width(), format.height(), "hvc1", boxes -> hvcC(boxes, sets, format));
    }

    /** ISO/IEC 14496-15, 5.3.3.1. */
    private static void avcC(Boxes boxes, ParameterSets sets, AvcFormat format) {
        byte[] sps = sets.of(NalKind.SEQUENCE_SET).get(0);
        int box = boxes.begin("avcC");
        boxes.u8(1).u8(sps[1]).u8(sps[2]).u8(sps[3]).u8(0xff);
        boxes.u8(0xe0 | Math.min(31, sets.of(NalKind.SEQUENCE_SET).size()));
        sets.of(NalKind.SEQUENCE_SET).stream().limit(31).forEach(set -> sized(boxes, set));
        boxes.u8(sets.of(NalKind.PICTURE_SET).size());
        sets.of(NalKind.PICTURE_SET).forEach(set -> sized(boxes, set));
        if (AvcFormat.isHigh(sps[1] & 0xff)) {
            boxes.u8(0xfc | format.chromaFormat()).u8(0xf8 | format.lumaDepth() - 8);
            boxes.u8(0xf8 | format.chromaDepth() - 8).u8(0);
        }
        boxes.end(box);
    }

    /** ISO/IEC 14496-15, 8.3.3.1; what the sets do not tell (segmentation, parallelism, frame rate) is 0: unknown. */
    private static void hvcC(Boxes boxes, ParameterSets sets, HevcFormat format) {
        int box = boxes.begin("hvcC");
        boxes.u8(1).bytes(format.profile()).u16(0xf000).u8(0xfc).u8(0xfc | format.chromaFormat());
        boxes.u8(0xf8 | format.lumaDepth() - 8 & 7).u8(0xf8 | format.chromaDepth() - 8 & 7);
        boxes.u16(0).u8(format.temporalLayers() << 3 | (format.nested() ? 4 : 0) | 3);
        List<NalKind> kinds = List.of(NalKind.VIDEO_SET, NalKind.SEQUENCE_SET, NalKind.PICTURE_SET);
        boxes.u8(kinds.size());
        for (int i = 0; i < kinds.size(); i++) {
            List<byte[]> ofKind = sets.of(kinds.get(i));
            boxes.u8(0x80 | 32 + i).u16(ofKind.size());
            ofKind.forEach(set -> sized(boxes, set));
        }
        boxes.end(box);
    }

    private static void sized(Boxes boxes, byte[] set) {
        boxes.u16(set.length).bytes(set);
    }

    /** Writes the box of the decoder's configuration. */
    private interface Configuration {
        void write(Boxes boxes);
    }

    private static InitSegment film(
            String codecs, int width, int height, String sampleEntry, Configuration configuration) {
        Boxes boxes = new Boxes(1024);
        int ftyp = boxes.begin("ftyp");
        boxes.ascii("iso6").u32(0x200).ascii("iso6").ascii("iso5").ascii("mp41");
        boxes.end(ftyp);
        int moov = boxes.begin("moov");
        movieHeader(boxes);
        int trak = boxes.begin("trak");
        trackHeader(boxes, width, height);
        int mdia = boxes.begin("mdia");
        mediaHeader(boxes);
        int minf = boxes.begin("minf");
        mediaInformation(boxes);
        int stbl = boxes.begin("stbl");
        int stsd = boxes.begin("stsd", 0, 0);
        boxes.u32(1);
        int entry = boxes.begin(sampleEntry);
        visualEntry(boxes, width, height);
        configuration.write(boxes);
        boxes.end(entry);
        boxes.end(stsd);
        emptyTables(boxes);
        boxes.end(stbl);
        boxes.end(minf);
        boxes.end(mdia);
        boxes.end(trak);
        fragmentDefaults(boxes);
        boxes.end(moov);
        return new InitSegment(codecs, width, height, Payload.wrap(boxes.finish()));
    }

    private static void movieHeader(Boxes boxes) {
        int mvhd = boxes.begin("mvhd", 0, 0);
        boxes.u32(0).u32(0).u32(FILM_TIMESCALE).u32(0).u32(0x10000).u16(0x100).zeros(10);
        matrix(boxes);
        boxes.zeros(24).u32(TRACK + 1);
        boxes.end(mvhd);
    }

    private static void trackHeader(Boxes boxes, int width, int height) {
        int tkhd = boxes.begin("tkhd", 0, 3);
        boxes.u32(0).u32(0).u32(TRACK).u32(0).u32(0).zeros(8).u32(0).u32(0);
        matrix(boxes);
        boxes.u32(width << 16).u32(height << 16);
        boxes.end(tkhd);
    }

    private static void matrix(Boxes boxes) {
        for (int value : MATRIX) {
            boxes.u32(value);
        }
    }

    private static void mediaHeader(Boxes boxes) {
        int mdhd = boxes.begin("mdhd", 0, 0);
        boxes.u32(0)
                .u32(0)
                .u32(Fragment.TIMESCALE)
                .u32(0)
                .u16(UNDETERMINED_LANGUAGE)
                .u16(0);
        boxes.end(mdhd);
        int hdlr = boxes.begin("hdlr", 0, 0);
        boxes.u32(0).ascii("vide").zeros(12).u8(0);
        boxes.end(hdlr);
    }

    private static void mediaInformation(Boxes boxes) {
        int vmhd = boxes.begin("vmhd", 0, 1);
        boxes.zeros(8);
        boxes.end(vmhd);
        int dinf = boxes.begin("dinf");
        int dref = boxes.begin("dref", 0, 0);
        boxes.u32(1);
        boxes.end(boxes.begin("url ", 0, 1));
        boxes.end(dref);
        boxes.end(dinf);
    }

    private static void visualEntry(Boxes boxes, int width, int height) {
        boxes.zeros(6)
                .u16(1)
                .zeros(16)
                .u16(width)
                .u16(height)
                .u32(DPI_72)
                .u32(DPI_72)
                .u32(0)
                .u16(1);
        boxes.zeros(32).u16(0x18).u16(-1);
    }

    private static void emptyTables(Boxes boxes) {
        for (String table : List.of("stts", "stsc", "stco")) {
            int box = boxes.begin(table, 0, 0);
            boxes.u32(0);
            boxes.end(box);
        }
        int stsz = boxes.begin("stsz", 0, 0);
        boxes.u32(0).u32(0);
        boxes.end(stsz);
    }

    private static void fragmentDefaults(Boxes boxes) {
        int mvex = boxes.begin("mvex");
        int trex = boxes.begin("trex", 0, 0);
        boxes.u32(TRACK).u32(1).u32(0).u32(0).u32(0);
        boxes.end(trex);
        boxes.end(mvex);
    }
}
