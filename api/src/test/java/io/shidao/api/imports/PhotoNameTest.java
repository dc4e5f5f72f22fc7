package io.shidao.api.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.registry.IdNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoNameTest {
    @ParameterizedTest
    @CsvSource({
        "张三.jpg, 张三",
        "一班/张三.JPEG, 张三",
        "一班\\张三.png, 张三",
        "张三(2).jpg, 张三",
        "张三（1）.jpg, 张三",
        "张三-1.jpg, 张三",
        "张三2.jpg, 张三",
        "张三_02.jpg, 张三",
        "Zhang San.webp, Zhang San",
        "欧阳·娜娜.jpg, 欧阳·娜娜"
    })
    void findsTheName(String path, String name) {
        PhotoName found = PhotoName.of(path);

        assertThat(found.idNumber()).isEmpty();
        assertThat(found.names()).endsWith(name);
    }

    @ParameterizedTest
    @CsvSource({
        "11010519491231002x_1.jpg, 1",
        "张三_11010519491231002X.jpg, 张三",
        "11010519491231002X-张三.jpg, 张三",
        "张三11010519491231002X(2).jpg, 张三"
    })
    void findsTheIdNumber(String path, String name) {
        PhotoName found = PhotoName.of(path);

        assertThat(found.idNumber()).map(IdNumber::masked).hasValue("1101**********002X");
        assertThat(found.names()).endsWith(name);
    }

    @Test
    void takesANameThatEndsInANumberAsItStandsFirst() {
        assertThat(PhotoName.of("学员11.jpg").names()).containsExactly("学员11", "学员");
        assertThat(PhotoName.of("张三.jpg").names()).containsExactly("张三");
        assertThat(PhotoName.of("11010519491231002X.jpg").names()).isEmpty();
    }

    @Test
    void findsNoIdNumberInOneThatCannotBe() {
        assertThat(PhotoName.of("110105194912310021.jpg").idNumber()).isEmpty();
        assertThat(PhotoName.of("911010519491231002X.jpg").idNumber()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "一班/张三_11010519491231002X.jpg, 张三_1101****002X.jpg",
        "IMG_20260302_091500.jpg, IMG_2026****0302_091500.jpg",
        "张三.jpg, 张三.jpg"
    })
    void masksWhateverMayBeAnIdNumber(String path, String shown) {
        assertThat(PhotoName.shown(path)).isEqualTo(shown);
    }

    @Test
    void showsALongNameShortened() {
        assertThat(PhotoName.shown("x".repeat(500) + ".jpg")).hasSize(120).endsWith("...");
    }

    @ParameterizedTest
    @ValueSource(strings = {"一班/", "__MACOSX/._张三.jpg", ".DS_Store", "一班/.hidden.jpg", "Thumbs.db", "desktop.ini"})
    void passesOverWhatIsNoPhoto(String path) {
        assertThat(PhotoName.isPhoto(path)).isFalse();
    }
}
