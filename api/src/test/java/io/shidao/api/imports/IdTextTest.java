package io.shidao.api.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.registry.IdNumber;
import io.shidao.proto.api.v1.ImportFinding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "11010519491231002X",
                "11010519491231002x",
                "'11010519491231002X",
                "=\"11010519491231002X\"",
                " 110105 19491231 002X ",
                "\u200b11010519491231002X\u00a0",
                "１１０１０５１９４９１２３１００２Ｘ"
            })
    void readsANumberHoweverItWasKeptText(String cell) {
        assertThat(read(cell)).isEqualTo("1101**********002X");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ID_NUMBER_MISSING",
        "1.10105194912310E+17, ID_NUMBER_ROUNDED",
        "1.1010519491231E17, ID_NUMBER_ROUNDED",
        "1E+17, ID_NUMBER_ROUNDED",
        // 15 digits kept, the last three gone
        "110105194912310000, ID_NUMBER_ROUNDED",
        "110105194912310000.0, ID_NUMBER_ROUNDED",
        "110105194912310021, ID_NUMBER_WRONG",
        "11010519491331002X, ID_NUMBER_WRONG",
        "110105491231002, ID_NUMBER_WRONG",
        "011010519491231002, ID_NUMBER_WRONG"
    })
    void saysWhatIsWrong(String cell, String code) {
        assertThat(read(cell)).isEqualTo(code);
    }

    @org.junit.jupiter.api.Test
    void takesARealNumberThatEndsInZerosForWhatItIs() {
        String number = "11010519491231000";
        char check = "10X98765432".charAt(checkSum(number));

        // only a number whose check digit is 0 looks like a rounded one, and is none
        assertThat(read(number + check)).startsWith("1101");
    }

    private static int checkSum(String number) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (number.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return sum % 11;
    }

    private static String read(String cell) {
        return IdText.read(cell, IdNumber::masked, ImportFinding::getCode);
    }
}
