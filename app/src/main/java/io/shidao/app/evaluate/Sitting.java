package io.shidao.app.evaluate;

/**
 * What became of one person in one simulated session.
 *
 * @param person who it is, of the folder
 * @param clips digits of the clips that the looks come from
 * @param isHonest whether on the roster, else an outsider in somebody's place
 * @param isAccused honest, and at some time called an outsider or somebody else
 * @param end what the decision was at the end
 * @param isCalledOutsider whether that decision is "outsider"
 * @param statedError of that decision; NaN when there is none
 * @param secondsToFlag of an outsider, from sitting down until the first flag; NaN without one
 */
record Sitting(
        String person,
        String clips,
        boolean isHonest,
        boolean isAccused,
        End end,
        boolean isCalledOutsider,
        double statedError,
        double secondsToFlag) {
    /** The decision at the end of a session, beside the truth. */
    enum End {
        /** A trainee recognised, an outsider flagged. */
        RIGHT,
        /** A trainee called an outsider or somebody else, an outsider taken for a trainee. */
        WRONG,
        UNDECIDED
    }
}
