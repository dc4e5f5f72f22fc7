package io.shidao.analyzer.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OptimalAssignmentTest {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    @Test
    void takesTheBestSum_notTheBestPairFirst() {
        double[][] cost = {{1, 2}, {1.1, 9}};

        assertThat(OptimalAssignment.solve(cost, 100)).containsExactly(1, 0);
    }

    @Test
    void leavesARowAloneWhereThatIsCheaper() {
        double[][] cost = {{5, 7}, {6, 1}};

        assertThat(OptimalAssignment.solve(cost, 4)).containsExactly(-1, 1);
        assertThat(OptimalAssignment.solve(cost, new double[] {6, 0})).containsExactly(0, -1);
    }

    @Test
    void neverTakesAForbiddenPair() {
        double[][] cost = {{NEVER, NEVER}, {NEVER, 3}};

        assertThat(OptimalAssignment.solve(cost, 1e9)).containsExactly(-1, 1);
    }

    @Test
    void takesNothingFromNothing() {
        assertThat(OptimalAssignment.solve(new double[0][], 1)).isEmpty();
        assertThat(OptimalAssignment.solve(new double[2][0], 1)).containsExactly(-1, -1);
    }

    @Test
    void refusesCostsThatAreNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimalAssignment.solve(new double[][] {{Double.NaN}}, 1))
                .withMessage("cost of row 0: NaN (expected: finite, or +∞ for a forbidden pair)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimalAssignment.solve(new double[][] {{Double.NEGATIVE_INFINITY}}, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimalAssignment.solve(new double[][] {{1, 2}, {1}}, 1))
                .withMessage("cost of row 1: 1 columns (expected: 2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimalAssignment.solve(new double[][] {{1}}, NEVER))
                .withMessage("unassigned cost of row 0: Infinity (expected: finite)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptimalAssignment.solve(new double[][] {{1}}, new double[2]))
                .withMessage("unassigned: 2 costs (expected: 1, one for each row)");
    }

    @Test
    void changesNothingThatItWasGiven() {
        double[][] cost = {{1, 2}, {1.1, NEVER}};

        OptimalAssignment.solve(cost, 3);

        assertThat(cost).isDeepEqualTo(new double[][] {{1, 2}, {1.1, NEVER}});
    }

    @Property(tries = 2000)
    void costsAsMuchAsTheBestOfAll(
            @ForAll @IntRange(max = 6) int rows,
            @ForAll @IntRange(max = 6) int columns,
            @ForAll @DoubleRange(max = 1) double forbidden,
            @ForAll long seed) {
        Random random = new Random(seed);
        double[][] cost = costs(random, rows, columns, forbidden);
        double[] alone = random.doubles(rows, -10, 10).toArray();

        int[] assignment = OptimalAssignment.solve(cost, alone);

        assertThat(sum(cost, alone, assignment)).isCloseTo(best(cost, alone, 0, new HashSet<>()), within(1e-9));
    }

    /** Whole numbers, so that there are many answers of one cost. */
    @Property(tries = 1000)
    void costsAsMuchAsTheBestOfAll_whereMuchIsEqual(
            @ForAll @IntRange(max = 6) int rows, @ForAll @IntRange(max = 6) int columns, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] cost = costs(random, rows, columns, 0.2);
        for (double[] row : cost) {
            Arrays.setAll(row, i -> Math.rint(row[i] / 5));
        }

        int[] assignment = OptimalAssignment.solve(cost, 1);

        double[] alone = new double[rows];
        Arrays.fill(alone, 1);
        assertThat(sum(cost, alone, assignment)).isCloseTo(best(cost, alone, 0, new HashSet<>()), within(1e-9));
    }

    @Property(tries = 300)
    void doesNotDependOnTheOrderOfRows(
            @ForAll @IntRange(min = 1, max = 40) int rows, @ForAll @IntRange(max = 40) int columns, @ForAll long seed) {
        Random random = new Random(seed);
        double[][] cost = costs(random, rows, columns, 0.5);
        double[] alone = random.doubles(rows, 0, 10).toArray();
        double[][] turnedCost = new double[rows][];
        double[] turnedAlone = new double[rows];
        for (int row = 0; row < rows; row++) {
            turnedCost[rows - 1 - row] = cost[row];
            turnedAlone[rows - 1 - row] = alone[row];
        }

        int[] assignment = OptimalAssignment.solve(cost, alone);
        int[] turned = OptimalAssignment.solve(turnedCost, turnedAlone);

        for (int row = 0; row < rows; row++) {
            assertThat(turned[rows - 1 - row]).isEqualTo(assignment[row]);
        }
    }

    private static double[][] costs(Random random, int rows, int columns, double forbidden) {
        double[][] cost = new double[rows][columns];
        for (double[] row : cost) {
            Arrays.setAll(row, i -> random.nextDouble() < forbidden ? NEVER : 20 * random.nextDouble() - 10);
        }
        return cost;
    }

    /** Also checks that it is an assignment. */
    private static double sum(double[][] cost, double[] alone, int[] assignment) {
        assertThat(assignment).hasSize(cost.length);
        assertThat(Arrays.stream(assignment).filter(column -> column >= 0)).doesNotHaveDuplicates();
        double sum = 0;
        for (int row = 0; row < cost.length; row++) {
            sum += assignment[row] < 0 ? alone[row] : cost[row][assignment[row]];
        }
        return sum;
    }

    private static double best(double[][] cost, double[] alone, int row, Set<Integer> taken) {
        if (row == cost.length) {
            return 0;
        }
        double best = alone[row] + best(cost, alone, row + 1, taken);
        for (int column = 0; column < cost[row].length; column++) {
            if (cost[row][column] < NEVER && taken.add(column)) {
                best = Math.min(best, cost[row][column] + best(cost, alone, row + 1, taken));
                taken.remove(column);
            }
        }
        return best;
    }
}
