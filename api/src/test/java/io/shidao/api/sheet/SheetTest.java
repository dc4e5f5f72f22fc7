package io.shidao.api.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class SheetTest {
    private static final String STRINGS = "<sst><si><t>姓名</t></si><si><r><t>张</t></r><r><t>三</t></r>"
            + "<rPh><t>zhang</t></rPh></si><si><t>time</t></si></sst>";
    private static final String ROWS = "<worksheet><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>"
            + "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>1</v></c>"
            + "<c r=\"B3\" t=\"inlineStr\"><is><t>x</t></is></c>"
            + "<c r=\"C3\"><f>NOW()</f><v>0.375</v></c></row></sheetData></worksheet>";

    @Test
    void readsQuotedCellsAndWhateverSeparatesThem() {
        Sheet sheet = read("\uFEFFname;note\r\n\"Li; Si\";\"says \"\"hi\"\"\"\n\nWang;\n");

        assertThat(sheet.head()).containsExactly("name", "note");
        assertThat(sheet.rows()).hasSize(2);
        assertThat(sheet.rows().get(0).cells()).containsExactly("Li; Si", "says \"hi\"");
        assertThat(sheet.rows().get(1).line()).isEqualTo(4);
    }

    @Test
    void readsWhatChineseSpreadsheetsWrite() {
        Sheet sheet = Sheet.read("姓名,签到时间\n张三,08:01\n".getBytes(Charset.forName("GB18030")));

        assertThat(sheet.column(Set.of("姓名"))).isEqualTo(Optional.of(0));
        assertThat(sheet.rows().get(0).cell(sheet.column(Set.of("签到时间")))).isEqualTo("08:01");
        assertThat(sheet.rows().get(0).cell(Optional.of(9))).isEmpty();
    }

    @Test
    void readsTheFirstSheetOfAWorkbook() throws IOException {
        Sheet sheet = Sheet.read(workbook(Map.of("xl/sharedStrings.xml", STRINGS, "xl/worksheets/sheet1.xml", ROWS)));

        assertThat(sheet.head()).containsExactly("姓名", "", "time");
        assertThat(sheet.rows()).hasSize(1);
        assertThat(sheet.rows().get(0).line()).isEqualTo(3);
        assertThat(sheet.rows().get(0).cells()).containsExactly("张三", "x", "0.375");
    }

    @Test
    void looksAtNoEntityFromOutside() throws IOException {
        String evil = "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\">"
                + "<c r=\"A1\"><v>&x;</v></c></row></sheetData></worksheet>";
        byte[] file = workbook(Map.of("xl/worksheets/sheet1.xml", evil));

        assertThatThrownBy(() -> Sheet.read(file)).isInstanceOf(SheetException.class);
    }

    @Test
    void refusesWhatInflatesBeyondTheBound() throws IOException {
        byte[] bomb = workbook(Map.of("xl/media/bomb", "0".repeat(65 << 20)));

        assertThatThrownBy(() -> Sheet.read(bomb)).hasMessageContaining("64 MiB");
    }

    @Test
    void saysWhatIsWrongWithAnyOtherFile() throws IOException {
        assertThatThrownBy(() -> read("a,\"b")).hasMessageContaining("quotation mark");
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("empty");
        assertThatThrownBy(() -> read(",".repeat(60))).hasMessageContaining("columns");
        assertThatThrownBy(() -> read("a\n" + "x".repeat(501))).hasMessageContaining("501 characters");
        byte[] whole = workbook(Map.of("xl/sharedStrings.xml", STRINGS, "xl/worksheets/sheet1.xml", ROWS));
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 3; j++) {
                damaged[2 + random.nextInt(damaged.length - 2)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(Sheet.read(damaged).rows().size()).isLessThan(10);
            } catch (SheetException e) {
                assertThat(e.getMessage()).contains("(");
            }
        }
    }

    private static Sheet read(String csv) {
        return Sheet.read(csv.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] workbook(Map<String, String> parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : new TreeMap<>(parts).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
