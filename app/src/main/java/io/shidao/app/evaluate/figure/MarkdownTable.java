package io.shidao.app.evaluate.figure;

import java.util.Collections;
import java.util.List;

/** A table in Markdown. Not thread-safe. */
public final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();
    private final int columns;

    /** @param head of the columns */
    public MarkdownTable(String... head) {
        columns = head.length;
        line(List.of(head));
        line(Collections.nCopies(columns, "---"));
    }

    /** @throws IllegalArgumentException when there are more or fewer cells than columns */
    public MarkdownTable row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("row: " + cells.length + " cells (expected: " + columns + ")");
        }
        line(List.of(cells));
        return this;
    }

    private void line(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
