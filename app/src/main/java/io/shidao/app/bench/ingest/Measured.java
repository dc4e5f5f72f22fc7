package io.shidao.app.bench.ingest;

/**
 * What one stream cost.
 *
 * @param cpuMillis per second of the stream
 * @param rssMegabytes more resident memory per stream beyond the first
 * @param threads more threads per stream beyond the first
 * @param delivered share of the frames that arrived; below about 0.99 the machine was too slow for the cameras
 * @param samplesPerSecond published, all streams together
 */
record Measured(double cpuMillis, double rssMegabytes, double threads, double delivered, double samplesPerSecond) {
    static Measured parse(String[] words) {
        return new Measured(number(words, 0), number(words, 1), number(words, 2), number(words, 3), number(words, 4));
    }

    private static double number(String[] words, int index) {
        return Double.parseDouble(words[index]);
    }
}
