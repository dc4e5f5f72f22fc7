package io.shidao.api.sheet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Comma-separated values (RFC 4180), as spreadsheets write them in China, too. Used once. */
final class Csv {
    private static final Charset CHINESE = Charset.forName("GB18030");

    private final String text;
    private final char separator;
    private final List<List<String>> lines = new ArrayList<>();
    private List<String> line = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();

    Csv(byte[] file) {
        String decoded = decoded(file);
        this.text = decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
        this.separator = separator(text);
    }

    private static String decoded(byte[] file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            try {
                return CHINESE.newDecoder().decode(ByteBuffer.wrap(file)).toString();
            } catch (CharacterCodingException e) {
                throw new SheetException("neither UTF-8 nor GB 18030 (expected: CSV in one of them, or XLSX)", e);
            }
        }
    }

    /** Whatever the first line has most of. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    Sheet read() {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"' && (quoted || cell.toString().isBlank())) {
                quoted = !quoted;
            } else if (!quoted && c == separator) {
                endCell();
            } else if (!quoted && (c == '\n' || c == '\r')) {
                i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                endLine();
            } else {
                cell.append(c);
            }
        }
        if (quoted) {
            throw new SheetException("a quotation mark that does not end (expected: CSV by RFC 4180)");
        }
        endLine();
        return Sheet.of(lines);
    }

    private void endCell() {
        if (line.size() == Sheet.MOST_COLUMNS) {
            throw new SheetException("more than " + Sheet.MOST_COLUMNS + " columns (expected: fewer)");
        }
        line.add(Sheet.cell(cell.toString()));
        cell.setLength(0);
    }

    private void endLine() {
        endCell();
        if (lines.size() > 2 * Sheet.MOST_ROWS) {
            throw new SheetException("too many lines (expected: up to " + Sheet.MOST_ROWS + " rows)");
        }
        lines.add(line);
        line = new ArrayList<>();
    }
}
