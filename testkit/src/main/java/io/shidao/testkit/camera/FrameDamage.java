package io.shidao.testkit.camera;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Damages access units as the mount's faults demand; the same seed damages the same bytes. One thread at a time. */
final class FrameDamage {
    private static final int WRONG_BYTES = 24;
    private static final int KEPT_BYTES = 16; // NAL and slice header: without them nobody would try to decode

    private static final int UNDEFINED_AVC = 30; // types that no one has defined
    private static final int UNDEFINED_HEVC = 63 << 1;

    private final Codec codec;
    private final CameraFaults faults;
    private final Random random = new Random(7);

    FrameDamage(Codec codec, CameraFaults faults) {
        this.codec = codec;
        this.faults = faults;
    }

    List<byte[]> apply(List<byte[]> nals) {
        if (faults.isGarbageInsteadOfVideo()) {
            return nals.stream().map(this::garbage).toList();
        }
        if (!AnnexB.isKey(codec, nals) || random.nextDouble() >= faults.damagedKeyFrames()) {
            return nals;
        }
        List<byte[]> damaged = new ArrayList<>();
        nals.forEach(nal -> damaged.add(isKeyPicture(nal) ? damaged(nal) : nal));
        return damaged;
    }

    private boolean isKeyPicture(byte[] nal) {
        return Nals.isKey(codec, AnnexB.type(codec, nal));
    }

    private byte[] garbage(byte[] nal) {
        byte[] noise = new byte[nal.length];
        random.nextBytes(noise);
        noise[0] = (byte) (codec == Codec.HEVC ? UNDEFINED_HEVC : (noise[0] & 0xe0) | UNDEFINED_AVC);
        return noise;
    }

    private byte[] damaged(byte[] nal) {
        byte[] copy = nal.clone();
        for (int i = 0; i < WRONG_BYTES && copy.length > KEPT_BYTES; i++) {
            copy[KEPT_BYTES + random.nextInt(copy.length - KEPT_BYTES)] ^= (byte) (1 + random.nextInt(255));
        }
        return copy;
    }
}
