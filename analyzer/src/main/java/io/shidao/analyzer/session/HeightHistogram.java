package io.shidao.analyzer.session;

/** Heights of the faces of a session, so that a site can be told how large its faces are. Not thread-safe. */
final class HeightHistogram {
    static final int STEP_PIXELS = 4;
    static final int BINS = 80;

    private final int[] counts = new int[BINS];

    void add(float heightPixels) {
        int bin = (int) (heightPixels / STEP_PIXELS);
        counts[Math.max(0, Math.min(BINS - 1, bin))]++;
    }

    void restore(int bin, int count) {
        counts[bin] = count;
    }

    int count(int bin) {
        return counts[bin];
    }

    /** In pixels; 0 before the first face. */
    float median() {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        long below = 0;
        for (int bin = 0; bin < BINS && all > 0; bin++) {
            below += counts[bin];
            if (2 * below >= all) {
                return (bin + 0.5f) * STEP_PIXELS;
            }
        }
        return 0;
    }
}
