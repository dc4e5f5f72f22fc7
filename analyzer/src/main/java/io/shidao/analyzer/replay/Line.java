package io.shidao.analyzer.replay;

/**
 * The agreement of the last minute with one footage at one lag.
 *
 * @param agreed blocks
 * @param blocks that were compared
 * @param pairs of a print and the look that is nearest to its lag
 * @param agreeing pairs of which enough blocks agree
 * @param sumOfShares of the single pairs
 * @param squaresOfShares of the single pairs
 * @param lag that the agreeing pairs have, milliseconds
 * @param since of the first of these looks, milliseconds
 */
record Line(
        int agreed,
        int blocks,
        int pairs,
        int agreeing,
        double sumOfShares,
        double squaresOfShares,
        long lag,
        long since) {
    /** Share of the blocks compared that agreed, 0 to 1. */
    double share() {
        return blocks == 0 ? 0 : (double) agreed / blocks;
    }
}
