package io.shidao.app.evaluate.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class PlotTest {
    private final Plot.Axis linear = new Plot.Axis("share < 1 & more", false, List.of(0.0, 0.5, 1.0));
    private final Plot.Axis logarithmic = new Plot.Axis("rate", true, List.of(1e-4, 1e-2, 1.0));

    @Test
    void isWellFormed_whateverTheTextSays() throws Exception {
        String svg = new Plot("a < b", logarithmic, linear)
                .dottedLine("one & other", List.of(new Plot.Point(0.01, 0.5)))
                .svg();

        String root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTagName();
        assertThat(root).isEqualTo("svg");
        assertThat(svg).contains("share &lt; 1 &amp; more").contains("<circle");
    }

    @Test
    void placesPowersAtEqualDistances_andKeepsWithinTheAxis() {
        assertThat(logarithmic.place(1e-2)).isEqualTo(0.5);
        assertThat(logarithmic.place(0)).isZero();
        assertThat(linear.place(0.25)).isEqualTo(0.25);
        assertThat(linear.place(7)).isEqualTo(1);
    }

    @Test
    void aTableHasAsManyCellsInEachRow() {
        MarkdownTable table = new MarkdownTable("a", "b").row("1", "2");

        assertThat(table).hasToString("| a | b |\n| --- | --- |\n| 1 | 2 |\n");
        assertThatIllegalArgumentException().isThrownBy(() -> table.row("1"));
    }
}
