package io.shidao.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DataKeyTest {
    private static final byte[] PLAIN = "a template".getBytes(StandardCharsets.UTF_8);

    private final byte[] bytes = DataKey.generate();
    private final DataKey key = DataKey.of(bytes);

    @Test
    void opensWhatItSealed() {
        assertThat(key.open(key.seal(PLAIN, "p"), "p")).isEqualTo(PLAIN);
        assertThat(key.open(key.seal(new byte[0], "p"), "p")).isEmpty();
    }

    @Test
    void opensWhatTheSameKeySealedBeforeARestart() {
        assertThat(DataKey.of(bytes.clone()).open(key.seal(PLAIN, "p"), "p")).isEqualTo(PLAIN);
    }

    @Test
    void givesAnotherSecretForEachPurposeAndKey_butTheSameAgain() {
        assertThat(key.secret("sign"))
                .hasSize(32)
                .isEqualTo(DataKey.of(bytes.clone()).secret("sign"))
                .isNotEqualTo(key.secret("other"))
                .isNotEqualTo(DataKey.of(DataKey.generate()).secret("sign"))
                .isNotEqualTo(bytes);
    }

    @Test
    void sealsTheSameContentDifferentlyEachTime() {
        assertThat(key.seal(PLAIN, "p")).isNotEqualTo(key.seal(PLAIN, "p"));
    }

    @Test
    void refusesEveryChangedBit() {
        byte[] sealed = key.seal(PLAIN, "p");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;

            assertCorrupt(key, changed, "p");
        }
    }

    @Test
    void refusesWhatWasCutShort() {
        byte[] sealed = key.seal(PLAIN, "p");
        for (int length = 0; length < sealed.length; length++) {
            assertCorrupt(key, Arrays.copyOf(sealed, length), "p");
        }
    }

    @Test
    void refusesAnotherPurposeAndAnotherKey() {
        byte[] sealed = key.seal(PLAIN, "template:anna");

        assertCorrupt(key, sealed, "template:berta");
        assertCorrupt(DataKey.of(DataKey.generate()), sealed, "template:anna");
    }

    @Test
    void hashesTheSameTextTheSameWay_separatelyForEachPurposeAndKey() {
        assertThat(key.hash("110101199003071234", "id"))
                .hasSize(64)
                .isEqualTo(DataKey.of(bytes).hash("110101199003071234", "id"))
                .isNotEqualTo(key.hash("110101199003071235", "id"))
                .isNotEqualTo(key.hash("110101199003071234", "phone"))
                .isNotEqualTo(DataKey.of(DataKey.generate()).hash("110101199003071234", "id"));
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataKey.of(new byte[16]))
                .withMessageContaining("16 bytes");
    }

    @Test
    void tellsNothingInItsTextForm() {
        assertThat(key).hasToString("DataKey[redacted]");
    }

    private static void assertCorrupt(DataKey key, byte[] sealed, String purpose) {
        assertThatThrownBy(() -> key.open(sealed, purpose))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.code()).isEqualTo(StoreException.ErrorCode.CORRUPT));
    }
}
