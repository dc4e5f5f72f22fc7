package io.shidao.api.spotcheck.proof;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;

/**
 * Draws sessions without putting them back, each with a chance by its lots. Every lot has a number of 256 bits,
 * HMAC-SHA-256 of the session's id and the lot's place under the draw's key; a session counts by its smallest number, and
 * the smallest are drawn.
 *
 * <p>The smallest of w independent uniform numbers is what Efraimidis and Spirakis (Weighted random sampling with a
 * reservoir, 2006) make with u^(1/w): so the first is drawn with chance w / Σw, the next with w / Σw of those that remain,
 * and so on. There is no logarithm in it, so every language comes to the same result.
 */
public final class Urn {
    private static final String LABEL = "shidao-spot-draw-1\n";

    private Urn() {}

    /**
     * What was drawn.
     *
     * @param lot place of the smallest lot, from 1
     * @param number of that lot, 64 hexadecimal digits
     */
    public record Drawn(String session, int lot, String number) {}

    /**
     * The smallest first.
     *
     * @param commitment its digest
     * @param value the beacon's, {@linkplain Beacon#normal normal}
     * @param count how many; all of them when there are fewer
     */
    public static List<Drawn> draw(
            byte[] seed, String commitment, String value, List<Candidate> candidates, int count) {
        Mac keyed = Digests.hmac(
                Digests.hmac(seed).doFinal((LABEL + commitment + '\n' + value).getBytes(StandardCharsets.UTF_8)));
        return candidates.stream()
                .map(candidate -> smallest(keyed, candidate))
                .sorted(Comparator.comparing(Drawn::number).thenComparing(Drawn::session))
                .limit(count)
                .toList();
    }

    private static Drawn smallest(Mac keyed, Candidate candidate) {
        int best = 1;
        byte[] least = number(keyed, candidate, 1);
        for (int lot = 2; lot <= candidate.lots(); lot++) {
            byte[] number = number(keyed, candidate, lot);
            if (Arrays.compareUnsigned(number, least) < 0) {
                best = lot;
                least = number;
            }
        }
        return new Drawn(candidate.session(), best, HexFormat.of().formatHex(least));
    }

    private static byte[] number(Mac keyed, Candidate candidate, int lot) {
        return keyed.doFinal((candidate.session() + '\n' + lot).getBytes(StandardCharsets.UTF_8));
    }
}
