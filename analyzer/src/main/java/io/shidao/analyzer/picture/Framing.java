package io.shidao.analyzer.picture;

/**
 * Where the cells of a view lie in a picture that was cropped, shifted or scaled: both are measured in cells, the middle
 * of the picture stays in the middle but for the shift.
 *
 * @param scale of the view in the picture: 1.03 when 1.5 % were cut off at each edge
 * @param right shift of the view, cells
 * @param down shift of the view, cells
 */
public record Framing(double scale, double right, double down) {
    /** The picture as it is. */
    public static final Framing WHOLE = new Framing(1, 0, 0);

    private static final double MIDDLE_COLUMN = Sketch.COLUMNS / 2.0;
    private static final double MIDDLE_ROW = Sketch.ROWS / 2.0;

    /** Column in the picture of a column of the view. */
    public double column(double ofView) {
        return MIDDLE_COLUMN + right + scale * (ofView - MIDDLE_COLUMN);
    }

    /** Row in the picture of a row of the view. */
    public double row(double ofView) {
        return MIDDLE_ROW + down + scale * (ofView - MIDDLE_ROW);
    }

    /** How far the cell that is moved most is moved, cells. */
    public double reach() {
        return Math.abs(scale - 1) * MIDDLE_COLUMN + Math.max(Math.abs(right), Math.abs(down));
    }
}
