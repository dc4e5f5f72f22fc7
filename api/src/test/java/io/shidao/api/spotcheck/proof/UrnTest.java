package io.shidao.api.spotcheck.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Draws by seeds that follow from a number, so that every run sees the same ones. */
class UrnTest {
    private static final int DRAWS = 6000;
    private static final int[] LOTS = {4, 4, 8, 12, 24};
    private static final int TOTAL = 52;
    /** Quantile of the chi-squared distribution with 4 degrees of freedom: a fair urn exceeds it once in 10,000 runs. */
    private static final double LIMIT = 23.51;

    @Test
    void drawsTheFirstAsOftenAsItsLotsSay() {
        double[] seen = new double[LOTS.length];
        for (int i = 0; i < DRAWS; i++) {
            seen[index(draw(i, LOTS, 1).get(0))]++;
        }

        double[] expected = new double[LOTS.length];
        for (int i = 0; i < LOTS.length; i++) {
            expected[i] = (double) DRAWS * LOTS[i] / TOTAL;
        }
        assertThat(chiSquared(seen, expected)).isLessThan(LIMIT);
    }

    @Test
    void drawsTheSecondByTheLotsThatRemain() {
        double[] seen = new double[LOTS.length];
        for (int i = 0; i < DRAWS; i++) {
            seen[index(draw(i, LOTS, 2).get(1))]++;
        }

        // first f, then s among the others: w_f / W · w_s / (W - w_f)
        double[] expected = new double[LOTS.length];
        for (int f = 0; f < LOTS.length; f++) {
            for (int s = 0; s < LOTS.length; s++) {
                expected[s] += f == s ? 0 : (double) DRAWS * LOTS[f] * LOTS[s] / TOTAL / (TOTAL - LOTS[f]);
            }
        }
        assertThat(chiSquared(seen, expected)).isLessThan(LIMIT);
    }

    @Test
    void aTestOfThisSizeWouldNoticeWeightsThatDoNotCount() {
        double[] seen = new double[LOTS.length];
        double[] expected = new double[LOTS.length];
        for (int i = 0; i < DRAWS; i++) {
            seen[index(draw(i, new int[] {4, 4, 4, 4, 4}, 1).get(0))]++;
        }
        for (int i = 0; i < LOTS.length; i++) {
            expected[i] = (double) DRAWS * LOTS[i] / TOTAL;
        }

        assertThat(chiSquared(seen, expected)).isGreaterThan(LIMIT);
    }

    @Test
    void moreLotsNeverPutASessionFurtherBack() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            int[] lots = random.ints(8, 1, RiskRule.CAP).toArray();
            int one = random.nextInt(lots.length);
            List<Urn.Drawn> before = draw(i, lots, lots.length);
            lots[one]++;
            List<Urn.Drawn> after = draw(i, lots, lots.length);

            assertThat(place(after, one)).as("draw %d", i).isLessThanOrEqualTo(place(before, one));
            assertThat(without(after, one)).as("the order of the others").isEqualTo(without(before, one));
        }
    }

    @Test
    void theOrderOfTheListMeansNothing() {
        List<Candidate> candidates = new ArrayList<>(candidates(LOTS));
        List<Urn.Drawn> drawn = Urn.draw(seed(1), "c", "v", candidates, 3);
        Collections.reverse(candidates);

        assertThat(Urn.draw(seed(1), "c", "v", candidates, 3)).isEqualTo(drawn);
        assertThat(Urn.draw(seed(1), "c", "v", candidates, 9)).hasSize(5);
    }

    @Test
    void everythingThatIsMixedCounts() {
        Map<String, List<Urn.Drawn>> results = new HashMap<>();
        results.put("as it is", Urn.draw(seed(1), "c", "v", candidates(LOTS), 5));
        results.put("seed", Urn.draw(seed(2), "c", "v", candidates(LOTS), 5));
        results.put("commitment", Urn.draw(seed(1), "d", "v", candidates(LOTS), 5));
        results.put("value", Urn.draw(seed(1), "c", "w", candidates(LOTS), 5));

        assertThat(results.values()).doesNotHaveDuplicates();
    }

    /** Computed with Python's hmac and hashlib: other languages come to the same. */
    @Test
    void givesWhatAnotherImplementationGave() {
        assertThat(Urn.draw(seed(1), "c", "v", candidates(LOTS), 2)).isEqualTo(ELSEWHERE);
    }

    private static final List<Urn.Drawn> ELSEWHERE = List.of(
            new Urn.Drawn("s-4", 24, "065ad4aaad847fa5ecf2e9af6ac0d3a03e8c26a5cc105a4c8eb89fc20f468d77"),
            new Urn.Drawn("s-2", 8, "171f8c84d01dbd8fa7da58c5c58577e032acc40196206fa016c5249c9b5aa4f0"));

    private static List<Urn.Drawn> draw(int number, int[] lots, int count) {
        return Urn.draw(seed(number), "c", "v", candidates(lots), count);
    }

    private static byte[] seed(int number) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(("seed " + number).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Candidate> candidates(int[] lots) {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < lots.length; i++) {
            candidates.add(new Candidate("s-" + i, "c", "i", Instant.EPOCH, new Risk(0, 0, 0, 0, 0), lots[i]));
        }
        return candidates;
    }

    private static int index(Urn.Drawn drawn) {
        return Integer.parseInt(drawn.session().substring(2));
    }

    private static int place(List<Urn.Drawn> drawn, int one) {
        return drawn.stream().map(UrnTest::index).toList().indexOf(one);
    }

    private static List<Integer> without(List<Urn.Drawn> drawn, int one) {
        return drawn.stream().map(UrnTest::index).filter(index -> index != one).toList();
    }

    private static double chiSquared(double[] seen, double[] expected) {
        double sum = 0;
        for (int i = 0; i < seen.length; i++) {
            sum += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
        }
        return sum;
    }
}
