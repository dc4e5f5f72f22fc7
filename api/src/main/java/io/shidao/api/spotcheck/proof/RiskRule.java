package io.shidao.api.spotcheck.proof;

import io.shidao.api.spotcheck.proof.RiskRule.Factor.Kind;
import java.util.List;

/**
 * Makes lots of risk, in whole numbers. Each session has {@link #FLOOR} lots, so that every one can be drawn, and no more
 * than {@link #CAP}, so that none is as good as certain: nobody has more than six times the lots of another. A rule that
 * is changed gets another version, and the old one stays for old proofs.
 */
public final class RiskRule {
    /** The one rule there is. */
    public static final String VERSION = "2026-1";

    public static final int FLOOR = 4;
    public static final int CAP = 24;
    public static final int RECENT_DAYS = 90;
    public static final int HISTORY_DAYS = 365;

    private RiskRule() {}

    /**
     * One part of the lots.
     *
     * @param figure what the records say
     */
    public record Factor(Kind kind, long figure, int lots) {
        /** What the figure counts. */
        public enum Kind {
            FLOOR,
            CLASS_OPEN,
            CLASS_CONFIRMED,
            INSTITUTION_CONFIRMED,
            UNCHECKED
        }
    }

    /** Every factor; their lots add up to {@link #lots}, unless the cap is reached. */
    public static List<Factor> factors(Risk risk) {
        // per 100 sessions, so that an institution does not stand out by its size
        long per100 = risk.institutionHeld() == 0 ? 0 : 100 * risk.institutionConfirmed() / risk.institutionHeld();
        return List.of(
                new Factor(Kind.FLOOR, FLOOR, FLOOR),
                new Factor(Kind.CLASS_OPEN, risk.classOpen(), upTo(4, risk.classOpen())),
                new Factor(Kind.CLASS_CONFIRMED, risk.classConfirmed(), upTo(9, 3 * risk.classConfirmed())),
                new Factor(Kind.INSTITUTION_CONFIRMED, per100, upTo(6, per100)),
                new Factor(Kind.UNCHECKED, risk.daysUnchecked(), upTo(8, risk.daysUnchecked() / 30)));
    }

    /** @return {@link #FLOOR} to {@link #CAP} */
    public static int lots(Risk risk) {
        return upTo(CAP, factors(risk).stream().mapToInt(Factor::lots).sum());
    }

    private static int upTo(int most, long lots) {
        return (int) Math.min(most, lots);
    }
}
