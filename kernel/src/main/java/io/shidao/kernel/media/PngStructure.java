package io.shidao.kernel.media;

import io.shidao.kernel.media.BadPictureException.Reason;
import java.util.zip.CRC32;

/** Walks the chunks of a PNG (W3C PNG, third edition, clause 5) from IHDR to IEND and checks each one's CRC. */
final class PngStructure {
    static final int[] SIGNATURE = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final int IHDR = chunk("IHDR");
    private static final int IDAT = chunk("IDAT");
    private static final int IEND = chunk("IEND");
    private static final int ACTL = chunk("acTL");
    private static final int FCTL = chunk("fcTL");
    private static final int FDAT = chunk("fdAT");

    private PngStructure() {}

    static StillImage read(PictureBytes in, ImageLimits limits) {
        in.skip(SIGNATURE.length);
        if (in.u32() != 13 || (int) in.u32() != IHDR) {
            throw PictureBytes.truncated("a PNG that does not start with IHDR");
        }
        long width = in.u32();
        long height = in.u32();
        StillImageReader.checkSize(width, height, limits);
        checkForm(in.u8(), in.u8(), in.u16(), in.u8());
        checkCrc(in, 17);
        walk(in);
        in.expectEnd();
        return new StillImage(Codec.PNG, (int) width, (int) height, in.payload());
    }

    private static void walk(PictureBytes in) {
        boolean data = false;
        int type = 0;
        while (type != IEND) {
            long length = in.u32();
            type = (int) in.u32();
            if (type == ACTL || type == FCTL || type == FDAT) {
                throw new BadPictureException(
                        Reason.UNKNOWN_FORMAT, "picture: an animated PNG (expected: a still picture)");
            }
            if (type == IHDR || (type == IEND && length != 0)) {
                throw PictureBytes.truncated("a PNG with a second IHDR or a filled IEND");
            }
            data |= type == IDAT && length > 0;
            in.skip(length);
            checkCrc(in, length + 4);
        }
        if (!data) {
            throw PictureBytes.truncated("a PNG without IDAT");
        }
    }

    /** Compares the CRC at the position with that of the {@code covered} bytes before it. */
    private static void checkCrc(PictureBytes in, long covered) {
        CRC32 crc = new CRC32();
        crc.update(in.payload().buffer().slice((int) (in.position() - covered), (int) covered));
        if (in.u32() != crc.getValue()) {
            throw PictureBytes.truncated("a PNG chunk with a wrong checksum at byte " + (in.position() - 4));
        }
    }

    private static void checkForm(int depth, int colour, int methods, int interlace) {
        boolean known = switch (colour) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        if (!known || methods != 0 || interlace > 1) {
            throw PictureBytes.truncated("a PNG of colour type " + colour + " with " + depth + " bits");
        }
    }

    private static int chunk(String name) {
        return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
    }
}
