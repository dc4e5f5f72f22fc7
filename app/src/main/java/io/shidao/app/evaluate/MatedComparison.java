package io.shidao.app.evaluate;

/**
 * A look compared with its own person's references.
 *
 * @param population index of the folder
 * @param person index into the folder's people
 * @param session number that looks of one clip, enrolment and face height have in common
 * @param enrolled clips
 * @param pixels nominal height of the face
 * @param references independent ones, see {@code MatedScores}
 * @param isVideo whether the clip has several frames
 * @param score as {@code Candidate} has it
 */
record MatedComparison(
        int population,
        int person,
        int session,
        int enrolled,
        int pixels,
        double rawNorm,
        double heightPixels,
        double referenceNorm,
        double references,
        boolean isVideo,
        double score) {}
