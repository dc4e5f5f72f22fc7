package io.shidao.api.sheet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A table with a head.
 *
 * @param head names of the columns
 * @param rows without empty ones
 */
public record Sheet(List<String> head, List<Row> rows) {
    static final int MOST_ROWS = 10_000;
    static final int MOST_COLUMNS = 50;
    static final int MOST_CHARACTERS = 500;

    public Sheet {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param line of the file as people count: the head is 1
     */
    public record Row(int line, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        /** Empty when the row is shorter, or the column is not there. */
        public String cell(Optional<Integer> column) {
            return column.filter(place -> place < cells.size()).map(cells::get).orElse("");
        }
    }

    /**
     * Reads a file: XLSX (its first sheet) by its first bytes, else CSV in UTF-8 or GB 18030, separated by commas,
     * semicolons or tabs.
     *
     * @throws SheetException with what is wrong; nothing of the content is in it
     */
    public static Sheet read(byte[] file) {
        return file.length > 3 && file[0] == 'P' && file[1] == 'K' ? new Xlsx(file).read() : new Csv(file).read();
    }

    /** The column that has one of the names; case and blanks do not matter. */
    public Optional<Integer> column(Set<String> names) {
        for (int i = 0; i < head.size(); i++) {
            if (names.contains(head.get(i).replaceAll("[\\s_]", "").toLowerCase(Locale.ROOT))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The first line that is not empty is the head. */
    static Sheet of(List<List<String>> lines) {
        int top = 0;
        while (top < lines.size() && isEmpty(lines.get(top))) {
            top++;
        }
        if (top == lines.size()) {
            throw new SheetException("the table is empty (expected: a head and rows)");
        }
        List<Row> rows = new java.util.ArrayList<>();
        for (int i = top + 1; i < lines.size(); i++) {
            if (!isEmpty(lines.get(i))) {
                rows.add(new Row(i + 1, lines.get(i)));
            }
        }
        if (rows.size() > MOST_ROWS) {
            throw new SheetException(rows.size() + " rows (expected: up to " + MOST_ROWS + ")");
        }
        return new Sheet(lines.get(top), rows);
    }

    private static boolean isEmpty(List<String> cells) {
        return cells.stream().allMatch(String::isEmpty);
    }

    static String cell(String text) {
        String clean = text.strip();
        if (clean.length() > MOST_CHARACTERS) {
            throw new SheetException(
                    "a cell of " + clean.length() + " characters (expected: up to " + MOST_CHARACTERS + ")");
        }
        return clean;
    }
}
