package io.leaverwatch.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table in plain text: columns as wide as their widest cell, at most as wide as they are allowed to be. */
public final class ConsoleTable {
    private static final String GAP = "  ";
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private final List<Column> columns = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** @param limit the most characters that a cell shows; longer ones end in an ellipsis of two dots */
    private record Column(String title, int limit) {}

    private record Row(List<String> cells, String note) {}

    /** Adds a column. */
    public ConsoleTable column(String title, int limit) {
        columns.add(new Column(title, limit));
        return this;
    }

    /**
     * Adds a row.
     *
     * @param note shown under the row, indented; null for none
     * @param cells one for each column
     */
    public void row(String note, String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(new Row(List.of(cells), note));
    }

    /** How the text of a cell is dressed up, for a terminal; must not change what is visible of it. */
    @FunctionalInterface
    public interface Style {
        /** @param padded the cell's text with the blanks that fill its column */
        String dress(String title, String padded);
    }

    /** The table's lines. */
    public List<String> lines(Style style) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = shown(columns.get(i).title(), i).length();
            for (Row row : rows) {
                widths[i] = Math.max(widths[i], shown(row.cells().get(i), i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(columns.stream().map(Column::title).toList(), widths, (title, padded) -> padded));
        int total = (widths.length - 1) * GAP.length();
        for (int width : widths) {
            total += width;
        }
        lines.add("-".repeat(total));
        for (Row row : rows) {
            lines.add(line(row.cells(), widths, style));
            if (row.note() != null) {
                lines.add("    " + row.note());
            }
        }
        return lines;
    }

    private String line(List<String> cells, int[] widths, Style style) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = shown(cells.get(i), i);
            boolean isLast = i == widths.length - 1;
            String padded = isLast ? text : text + " ".repeat(widths[i] - text.length());
            line.append(style.dress(columns.get(i).title(), padded)).append(isLast ? "" : GAP);
        }
        return line.toString().stripTrailing();
    }

    private String shown(String text, int column) {
        return fitting(text, columns.get(column).limit());
    }

    /**
     * A text from a log as a terminal may show it.
     *
     * @param limit the most characters; what is longer ends in two dots
     * @return the text with a blank for each character that would not be seen but could move, hide or colour what is
     */
    static String fitting(String text, int limit) {
        String clean = UNSEEN.matcher(text).replaceAll(" ");
        return clean.length() <= limit ? clean : clean.substring(0, limit - 2) + "..";
    }
}
