package io.shidao.analyzer.assign;

import java.util.Arrays;

/**
 * The cheapest one-to-one assignment of rows to columns, where a row may also stay alone.
 *
 * <p>Among all ways to give each row at most one column and each column at most one row, the one with the least sum of
 * {@code cost[row][column]} over the assigned rows and {@code unassigned[row]} over the others. Shortest augmenting
 * paths with potentials (R. Jonker, A. Volgenant, Computing 38, 1987), rows added one by one; each row has a column of its
 * own that stands for staying alone, so there always is an answer. O(rows² · (rows + columns)): well below a millisecond for 60 by 60.
 *
 * <p>Between answers of equal cost the choice is the same for equal input, but may depend on the order of rows.
 */
public final class OptimalAssignment {
    /** Of a row that stays alone. */
    public static final int NONE = -1;

    private final double[][] cost;
    private final double[] unassigned;
    private final int columns;
    private final double[] rowPotential;
    private final double[] columnPotential;
    /** Row of each column; {@link #NONE} while it is free. The last {@code rows} columns stand for staying alone. */
    private final int[] rowOf;

    private OptimalAssignment(double[][] cost, double[] unassigned, int columns) {
        this.cost = cost;
        this.unassigned = unassigned;
        this.columns = columns;
        this.rowPotential = new double[cost.length];
        this.columnPotential = new double[columns + cost.length];
        this.rowOf = new int[columns + cost.length];
        Arrays.fill(rowOf, NONE);
    }

    /** As {@link #solve(double[][], double[])} with the same cost of staying alone for every row. */
    public static int[] solve(double[][] cost, double unassigned) {
        double[] same = new double[cost.length];
        Arrays.fill(same, unassigned);
        return solve(cost, same);
    }

    /**
     * Finds the cheapest assignment.
     *
     * @param cost rows of equal length; {@link Double#POSITIVE_INFINITY} forbids a pair; may be negative
     * @param unassigned finite cost of leaving each row without a column
     * @return the column of each row, or {@link #NONE}
     */
    public static int[] solve(double[][] cost, double[] unassigned) {
        int columns = cost.length == 0 ? 0 : cost[0].length;
        check(cost, unassigned, columns);
        OptimalAssignment assignment = new OptimalAssignment(cost, unassigned, columns);
        for (int row = 0; row < cost.length; row++) {
            assignment.add(row);
        }
        return assignment.columnOfEachRow();
    }

    private static void check(double[][] cost, double[] unassigned, int columns) {
        if (unassigned.length != cost.length) {
            throw new IllegalArgumentException(
                    "unassigned: " + unassigned.length + " costs (expected: " + cost.length + ", one for each row)");
        }
        for (int row = 0; row < cost.length; row++) {
            if (cost[row].length != columns) {
                throw new IllegalArgumentException(
                        "cost of row " + row + ": " + cost[row].length + " columns (expected: " + columns + ")");
            }
            if (!Double.isFinite(unassigned[row])) {
                throw new IllegalArgumentException(
                        "unassigned cost of row " + row + ": " + unassigned[row] + " (expected: finite)");
            }
            for (double value : cost[row]) {
                if (!(value > Double.NEGATIVE_INFINITY)) {
                    throw new IllegalArgumentException(
                            "cost of row " + row + ": " + value + " (expected: finite, or +∞ for a forbidden pair)");
                }
            }
        }
    }

    /** Gives the row a column, moving others along the cheapest path of exchanges. */
    private void add(int row) {
        int[] before = new int[rowOf.length];
        int last = reach(row, before);
        while (last != NONE) {
            int previous = before[last];
            rowOf[last] = previous == NONE ? row : rowOf[previous];
            last = previous;
        }
    }

    /**
     * Dijkstra's search for the nearest free column.
     *
     * @param before filled with the column from whose row each reached column was found; {@link #NONE} from {@code row}
     */
    private int reach(int row, int[] before) {
        double[] distance = new double[rowOf.length];
        boolean[] done = new boolean[rowOf.length];
        Arrays.fill(distance, Double.POSITIVE_INFINITY);
        Arrays.fill(before, NONE);
        int from = NONE;
        int nearest = relax(row, from, 0, distance, done, before);
        while (rowOf[nearest] != NONE) {
            done[nearest] = true;
            from = nearest;
            nearest = relax(rowOf[from], from, distance[from], distance, done, before);
        }
        shiftPotentials(row, distance, done, distance[nearest]);
        return nearest;
    }

    /** Looks from one row at all columns that are not done, and returns the nearest of those. */
    private int relax(int row, int from, double soFar, double[] distance, boolean[] done, int[] before) {
        int nearest = NONE;
        for (int column = 0; column < distance.length; column++) {
            if (!done[column]) {
                double way = soFar + cost(row, column) - rowPotential[row] - columnPotential[column];
                if (way < distance[column]) {
                    distance[column] = way;
                    before[column] = from;
                }
                if (nearest == NONE || distance[column] < distance[nearest]) {
                    nearest = column;
                }
            }
        }
        return nearest;
    }

    private void shiftPotentials(int row, double[] distance, boolean[] done, double length) {
        rowPotential[row] += length;
        for (int column = 0; column < distance.length; column++) {
            if (done[column]) {
                rowPotential[rowOf[column]] += length - distance[column];
                columnPotential[column] -= length - distance[column];
            }
        }
    }

    private double cost(int row, int column) {
        if (column < columns) {
            return cost[row][column];
        }
        return column - columns == row ? unassigned[row] : Double.POSITIVE_INFINITY;
    }

    private int[] columnOfEachRow() {
        int[] columnOf = new int[cost.length];
        Arrays.fill(columnOf, NONE);
        for (int column = 0; column < columns; column++) {
            if (rowOf[column] != NONE) {
                columnOf[rowOf[column]] = column;
            }
        }
        return columnOf;
    }
}
