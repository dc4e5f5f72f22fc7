package io.shidao.app.evaluate;

import org.jspecify.annotations.Nullable;

/**
 * What was measured on one folder at one face height.
 *
 * @param singleLooks null when sessions started from pictures, where looks do not come alone
 */
record SessionFigures(
        String folder,
        int pixels,
        SessionOutcome outcome,
        @Nullable SingleLooks singleLooks) {}
