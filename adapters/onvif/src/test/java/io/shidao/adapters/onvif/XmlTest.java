package io.shidao.adapters.onvif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.ingest.camera.CameraException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class XmlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                "<a>",
                "<a></b>",
                "<a xmlns:x='u'><y:b/></a>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<!DOCTYPE a SYSTEM 'http://192.0.2.1/evil.dtd'><a/>",
                "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>",
                "<!DOCTYPE a [<!ENTITY % x SYSTEM 'file:///etc/passwd'> %x;]><a/>"
            })
    void refusesWhatIsNoXmlOrHasADocumentType(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                        CameraException.class,
                        e -> assertThat(e.code()).isEqualTo(CameraException.ErrorCode.BAD_ANSWER));
    }

    @Test
    void refusesWhatIsTooDeep() {
        String deep = "<a>".repeat(30_000) + "</a>".repeat(30_000);

        assertThatThrownBy(() -> parse(deep)).isInstanceOf(CameraException.class);
    }

    @Test
    void refusesTooManyAttributes() {
        StringBuilder many = new StringBuilder("<a");
        for (int i = 0; i < 20_000; i++) {
            many.append(" x").append(i).append("=''");
        }

        assertThatThrownBy(() -> parse(many.append("/>").toString())).isInstanceOf(CameraException.class);
    }

    @Test
    void findsByNamespaceWhateverThePrefix() {
        Element element = parse("<q:a xmlns:q='urn:one' xmlns:z='urn:two'><z:b>wrong</z:b><q:b>right</q:b></q:a>");

        assertThat(Xml.text(element, "urn:one", "b")).isEqualTo("right");
        assertThat(Xml.text(element, "urn:three", "b")).isEmpty();
    }

    @Test
    void takesStrangeNumbersAsNotSaid() {
        assertThat(Xml.count("25")).isEqualTo(25);
        assertThat(Xml.decimal("12.5")).isEqualTo(12.5);
        assertThat(Xml.count("")).isZero();
        assertThat(Xml.count("-3")).isZero();
        assertThat(Xml.count("1e300")).isZero();
        assertThat(Xml.count("NaN")).isZero();
        assertThat(Xml.decimal("Infinity")).isZero();
        assertThat(Xml.count("twenty")).isZero();
    }

    @Test
    void showsNoControlCharacters() {
        assertThat(Xml.shown("a\u001b[31mred\u202etxt\n")).isEqualTo("a [31mred txt");
    }

    private static Element parse(String text) {
        return Xml.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
