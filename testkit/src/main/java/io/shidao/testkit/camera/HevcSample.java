package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ten pictures of H.265, 320 x 240, the first a key frame: a turning pinwheel (GStreamer's {@code videotestsrc}), encoded
 * beforehand because the shipped FFmpeg encodes H.264 only.
 */
public final class HevcSample {
    private static final String RESOURCE = "pinwheel.h265";
    private static final byte[] START_CODE = {0, 0, 0, 1};

    private HevcSample() {}

    /** The access units in Annex B form, each with one slice. */
    public static List<byte[]> units() {
        List<byte[]> units = new ArrayList<>();
        ByteArrayOutputStream unit = new ByteArrayOutputStream();
        for (byte[] nal : AnnexB.nals(bytes())) {
            unit.writeBytes(START_CODE);
            unit.writeBytes(nal);
            if (!AnnexB.isParameterSet(Codec.HEVC, nal)) {
                units.add(unit.toByteArray());
                unit.reset();
            }
        }
        return List.copyOf(units);
    }

    private static byte[] bytes() {
        try (InputStream in = HevcSample.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing beside its class");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
