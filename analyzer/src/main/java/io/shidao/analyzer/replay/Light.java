package io.shidao.analyzer.replay;

/**
 * Gain and lift between two pictures of one view, by least squares in which cells that changed weigh little.
 *
 * @param deviation of the cells that have not changed, levels
 */
record Light(double gain, double lift, double deviation) {
    private static final int PASSES = 3;
    private static final double LEAST_DEVIATION = 0.5;

    static Light between(float[] seen, float[] wanted) {
        Light light = new Light(1, 0, 1e6);
        for (int pass = 0; pass < PASSES; pass++) {
            light = light.better(seen, wanted);
        }
        return light;
    }

    private Light better(float[] seen, float[] wanted) {
        double weights = 0;
        double sumSeen = 0;
        double sumWanted = 0;
        double squares = 0;
        double products = 0;
        for (int i = 0; i < seen.length; i++) {
            double error = (wanted[i] - gain * seen[i] - lift) / deviation;
            double weight = 1 / (1 + error * error);
            weights += weight;
            sumSeen += weight * seen[i];
            sumWanted += weight * wanted[i];
            squares += weight * seen[i] * seen[i];
            products += weight * seen[i] * wanted[i];
        }
        double spread = squares - sumSeen * sumSeen / weights;
        double newGain = spread < 1e-6 ? 1 : (products - sumSeen * sumWanted / weights) / spread;
        double newLift = (sumWanted - newGain * sumSeen) / weights;
        return new Light(newGain, newLift, deviation(seen, wanted, newGain, newLift));
    }

    /** About the median of the errors, from a histogram of eighths of a level, and a half more. */
    private static double deviation(float[] seen, float[] wanted, double gain, double lift) {
        int[] counts = new int[512];
        for (int i = 0; i < seen.length; i++) {
            double error = Math.abs(wanted[i] - gain * seen[i] - lift);
            counts[(int) Math.min(counts.length - 1, 8 * error)]++;
        }
        int bin = 0;
        int left = seen.length / 2;
        while (bin < counts.length - 1 && (left -= counts[bin]) > 0) {
            bin++;
        }
        return LEAST_DEVIATION + 1.5 * bin / 8;
    }

    float[] applied(float[] seen) {
        float[] result = new float[seen.length];
        for (int i = 0; i < seen.length; i++) {
            result[i] = (float) (gain * seen[i] + lift);
        }
        return result;
    }
}
