package io.shidao.analyzer.decide;

/**
 * Looks that follow each other closely count as one: they show the same moment. A window's looks are averaged, so their
 * order does not matter, and together they weigh as much as one of them.
 *
 * @param index of the window in time; the first look opens it, later looks of an earlier window go along with it
 * @param weight sum of the looks' weights
 * @param squares sum of their squares
 */
record LookWindow(long index, double weight, double squares) {
    static final LookWindow NONE = new LookWindow(Long.MIN_VALUE, 0, 0);

    boolean isEmpty() {
        return weight == 0;
    }

    LookWindow plus(double lookWeight) {
        return new LookWindow(index, weight + lookWeight, squares + lookWeight * lookWeight);
    }

    /** By which the window's sums are multiplied, so that they weigh like one look (the better ones tell its weight). */
    double discount() {
        return isEmpty() ? 0 : squares / (weight * weight);
    }
}
