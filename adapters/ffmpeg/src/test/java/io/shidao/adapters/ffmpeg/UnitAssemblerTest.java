package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Nals;
import io.shidao.kernel.media.Payload;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnitAssemblerTest {
    private static final byte[] SPS = {0, 0, 0, 1, 0x67, 1, 2};
    private static final byte[] NEWER_SPS = {0, 0, 0, 1, 0x67, 9, 9};
    private static final byte[] PPS = {0, 0, 1, 0x68, 3};
    private static final byte[] DELIMITER = {0, 0, 0, 1, 0x09, 0x10};
    private static final byte[] IDR = {0, 0, 1, 0x65, 7, 7, 7};
    private static final byte[] OTHER = {0, 0, 1, 0x41, 8, 8};

    private final UnitAssembler assembler = new UnitAssembler(Codec.H264, join(SPS, PPS));

    @Test
    void leavesKeyUnitsWithParameterSetsAsTheyAre() {
        byte[] bits = join(SPS, PPS, IDR);

        assertThat(assembler.complete(bits)).satisfies(unit -> {
            assertThat(unit.key()).isTrue();
            assertThat(unit.payload()).isEqualTo(Payload.wrap(bits));
        });
    }

    @Test
    void putsTheDescribedParameterSetsInFrontOfAKeyUnitWithoutThem() {
        assertThat(complete(IDR).payload().toByteArray()).isEqualTo(join(SPS, PPS, IDR));
    }

    @Test
    void keepsTheDelimiterFirst() {
        assertThat(complete(join(DELIMITER, IDR)).payload().toByteArray()).isEqualTo(join(DELIMITER, SPS, PPS, IDR));
    }

    @Test
    void prefersParameterSetsThatCameInBand() {
        assertThat(assembler.complete(join(NEWER_SPS, PPS))).isNull();

        assertThat(complete(IDR).payload().toByteArray()).isEqualTo(join(NEWER_SPS, PPS, IDR));
    }

    @Test
    void doesNotCallAUnitKeyWhoseParameterSetsNobodyKnows() {
        UnitAssembler without = new UnitAssembler(Codec.H264, new byte[0]);

        assertThat(Objects.requireNonNull(without.complete(IDR)).key()).isFalse();
    }

    @Test
    void passesOtherUnitsOn() {
        assertThat(assembler.complete(OTHER)).satisfies(unit -> {
            assertThat(unit.key()).isFalse();
            assertThat(unit.payload()).isEqualTo(Payload.wrap(OTHER));
        });
    }

    @Test
    void knowsTheTypesOfHevc() {
        byte[] cra = {0, 0, 1, 21 << 1, 1, 5};
        byte[] sets = {0, 0, 1, 32 << 1, 1, 0, 0, 1, 33 << 1, 1, 0, 0, 1, 34 << 1, 1};

        assertThat(Objects.requireNonNull(new UnitAssembler(Codec.HEVC, sets).complete(cra))
                        .payload()
                        .toByteArray())
                .isEqualTo(join(sets, cra));
        assertThat(Nals.list(Codec.HEVC, join(sets, cra)))
                .extracting(Nals.Nal::type)
                .isEqualTo(List.of(32, 33, 34, 21));
    }

    @Test
    void survivesBitsWithoutAnyNalUnit() {
        assertThat(assembler.complete(new byte[] {1, 2, 3, 4})).isNull();
        assertThat(assembler.complete(new byte[] {0, 0, 1})).isNull();
        assertThat(assembler.complete(new byte[0])).isNull();
    }

    private UnitAssembler.Unit complete(byte[] bits) {
        return Objects.requireNonNull(assembler.complete(bits));
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List.of(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }
}
