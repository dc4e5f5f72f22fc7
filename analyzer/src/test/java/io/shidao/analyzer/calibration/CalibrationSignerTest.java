package io.shidao.analyzer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.analyzer.testing.SyntheticPerson;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.store.DataKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationSignerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123456789Z");

    private final byte[] key = DataKey.generate();
    private final CalibrationSigner signer = CalibrationSigner.of(DataKey.of(key));
    private final Calibration calibration = SyntheticPerson.calibration();
    private final SignedCalibration signed = signer.sign(calibration, NOW, "root");

    /** RFC 8032, 7.1, test 1. */
    @Test
    void makesThePublicKeyOfTheStandardsSeed() {
        byte[] seed = HexFormat.of().parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

        assertThat(CalibrationSigner.fromSeed(seed).publicKey())
                .isEqualTo("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    }

    @Test
    void opensWhatItSigned_afterARestartToo() {
        CalibrationSigner restarted = CalibrationSigner.of(DataKey.of(key.clone()));

        assertThat(CalibrationFile.write(restarted.open(signed))).isEqualTo(CalibrationFile.write(calibration));
        assertThat(restarted.publicKey()).isEqualTo(signer.publicKey());
        assertThat(signed.signature()).hasSize(128);
    }

    @Test
    void refusesEveryChange() {
        String text = signed.text().replace("non-mated.mean=0.02", "non-mated.mean=0.03");
        assertThat(text).isNotEqualTo(signed.text());
        List<SignedCalibration> changed = List.of(
                new SignedCalibration("x", signed.model(), signed.madeAt(), "root", signed.text(), signed.signature()),
                new SignedCalibration(
                        signed.id(), new ModelId("x"), signed.madeAt(), "root", signed.text(), signed.signature()),
                new SignedCalibration(
                        signed.id(),
                        signed.model(),
                        signed.madeAt().plusSeconds(1),
                        "root",
                        signed.text(),
                        signed.signature()),
                new SignedCalibration(
                        signed.id(), signed.model(), signed.madeAt(), "x", signed.text(), signed.signature()),
                new SignedCalibration(signed.id(), signed.model(), signed.madeAt(), "root", text, signed.signature()),
                new SignedCalibration(signed.id(), signed.model(), signed.madeAt(), "root", signed.text(), "none"),
                new SignedCalibration(signed.id(), signed.model(), signed.madeAt(), "root", signed.text(), "00"));

        for (SignedCalibration one : changed) {
            assertThatThrownBy(() -> signer.open(one))
                    .isInstanceOf(CalibrationUntrustedException.class)
                    .hasMessageContaining("signature does not fit")
                    .hasMessageContaining("--remove");
        }
    }

    @Test
    void refusesWhatAnotherKeySigned() {
        CalibrationSigner other = CalibrationSigner.of(DataKey.of(DataKey.generate()));

        assertThat(other.isSigned(signed)).isFalse();
        assertThat(other.publicKey()).isNotEqualTo(signer.publicKey());
    }
}
