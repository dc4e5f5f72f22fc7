package io.shidao.api.sheet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The first sheet of an Office Open XML workbook (ISO/IEC 29500): cells as text, numbers as they stand. Bounded in what it
 * inflates; no DTD and no outside entity is looked at. Used once.
 */
final class Xlsx {
    private static final int MOST_BYTES = 64 << 20;
    private static final int MOST_ENTRIES = 500;
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String STRINGS = "xl/sharedStrings.xml";

    private final byte[] file;
    private int left = MOST_BYTES;

    Xlsx(byte[] file) {
        this.file = file;
    }

    Sheet read() {
        byte @Nullable [] sheet = null;
        byte @Nullable [] strings = null;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
            int entries = 0;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > MOST_ENTRIES) {
                    throw new SheetException("more than " + MOST_ENTRIES + " parts (expected: an XLSX workbook)");
                }
                byte[] content = inflated(zip);
                sheet = entry.getName().equals(SHEET) ? content : sheet;
                strings = entry.getName().equals(STRINGS) ? content : strings;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new SheetException("not readable as XLSX (likely cause: the file is damaged)", e);
        }
        if (sheet == null) {
            throw new SheetException("no first sheet in it (expected: an XLSX workbook)");
        }
        try {
            return Sheet.of(lines(sheet, strings == null ? List.of() : strings(strings)));
        } catch (XMLStreamException | NumberFormatException e) {
            throw new SheetException("not readable as XLSX (likely cause: the file is damaged)", e);
        }
    }

    /** Nothing inflates beyond the bound, whatever the file says. */
    private byte[] inflated(InputStream zip) throws IOException {
        byte[] content = zip.readNBytes(left + 1);
        left -= content.length;
        if (left < 0) {
            throw new SheetException(
                    "inflates to more than " + (MOST_BYTES >> 20) + " MiB (expected: a list of people)");
        }
        return content;
    }

    private static XMLStreamReader reader(byte[] xml) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory.createXMLStreamReader(new ByteArrayInputStream(xml));
    }

    private static List<String> strings(byte[] xml) throws XMLStreamException {
        List<String> strings = new ArrayList<>();
        XMLStreamReader reader = reader(xml);
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("si")) {
                strings.add(textOf(reader, "si"));
            }
        }
        return strings;
    }

    /** All text runs of an element; phonetic hints (rPh) are none. */
    private static String textOf(XMLStreamReader reader, String element) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        boolean hint = false;
        while (reader.hasNext()) {
            int event = reader.next();
            String name = event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
                    ? reader.getLocalName()
                    : "";
            if (event == XMLStreamConstants.END_ELEMENT && name.equals(element)) {
                return text.toString();
            }
            if (name.equals("rPh")) {
                hint = event == XMLStreamConstants.START_ELEMENT;
            } else if (event == XMLStreamConstants.CHARACTERS && !hint) {
                text.append(reader.getText());
            }
        }
        return text.toString();
    }

    private static List<List<String>> lines(byte[] xml, List<String> strings) throws XMLStreamException {
        List<List<String>> lines = new ArrayList<>();
        XMLStreamReader reader = reader(xml);
        List<String> line = new ArrayList<>();
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (reader.getLocalName().equals("row")) {
                line = row(lines, reader.getAttributeValue(null, "r"));
            } else if (reader.getLocalName().equals("c")) {
                cell(reader, line, strings);
            }
        }
        return lines;
    }

    /** Rows that are empty may be left out of the file. */
    private static List<String> row(List<List<String>> lines, @Nullable String number) {
        int row = number == null ? lines.size() + 1 : Integer.parseInt(number);
        if (row <= lines.size() || row > 2 * Sheet.MOST_ROWS) {
            throw new SheetException("row " + row + " (expected: rows in order, up to " + Sheet.MOST_ROWS + ")");
        }
        while (lines.size() < row) {
            lines.add(new ArrayList<>());
        }
        return lines.get(row - 1);
    }

    private static void cell(XMLStreamReader reader, List<String> line, List<String> strings)
            throws XMLStreamException {
        String reference = reader.getAttributeValue(null, "r");
        String type = reader.getAttributeValue(null, "t");
        int column = reference == null ? line.size() : column(reference);
        if (column < line.size() || column >= Sheet.MOST_COLUMNS) {
            throw new SheetException(
                    "cell " + reference + " (expected: in order, up to " + Sheet.MOST_COLUMNS + " columns)");
        }
        String raw = valueOf(reader);
        while (line.size() < column) {
            line.add("");
        }
        line.add(Sheet.cell("s".equals(type) ? strings.get(checked(raw, strings.size())) : raw));
    }

    private static int checked(String index, int size) {
        int place = Integer.parseInt(index.strip());
        if (place < 0 || place >= size) {
            throw new SheetException("a text that is not there (likely cause: the file is damaged)");
        }
        return place;
    }

    /** Of a formula only the result. */
    private static String valueOf(XMLStreamReader reader) throws XMLStreamException {
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            int event = reader.next();
            if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("v")) {
                text.append(reader.getElementText());
            } else if (event == XMLStreamConstants.START_ELEMENT
                    && reader.getLocalName().equals("is")) {
                text.append(textOf(reader, "is"));
            } else if (event == XMLStreamConstants.END_ELEMENT
                    && reader.getLocalName().equals("c")) {
                return text.toString();
            }
        }
        return text.toString();
    }

    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isUpperCase(reference.charAt(i)) && i < 3; i++) {
            column = column * 26 + (reference.charAt(i) - 'A' + 1);
        }
        return column - 1;
    }
}
