package io.shidao.app.bench.ingest;

import java.util.Locale;

/**
 * What one stream cost.
 *
 * @param cpuMillis per second of the stream
 * @param parts the same by what it was spent on
 * @param rssMegabytes more resident memory per stream beyond the first
 * @param heapMegabytes more heap in use after a collection, per stream beyond the first; not in rssMegabytes when the
 *     heap was touched before
 * @param threads more threads per stream beyond the first
 * @param delivered share of the frames that arrived; below about 0.99 the machine was too slow for the cameras
 * @param published samples, all streams together
 * @param dropped key units that were wanted and did not become samples, and units that came damaged
 */
record Measured(
        double cpuMillis,
        CpuParts parts,
        double rssMegabytes,
        double heapMegabytes,
        double threads,
        double delivered,
        long published,
        long dropped) {
    static Measured parse(String[] words) {
        return new Measured(
                number(words, 0),
                new CpuParts(number(words, 1), number(words, 2), number(words, 3), number(words, 4)),
                number(words, 5),
                number(words, 6),
                number(words, 7),
                number(words, 8),
                Math.round(number(words, 9)),
                Math.round(number(words, 10)));
    }

    /** For {@link #parse}, behind the word that starts the line. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%.4f %s %.3f %.3f %.3f %.4f %d %d",
                cpuMillis,
                parts.text(),
                rssMegabytes,
                heapMegabytes,
                threads,
                delivered,
                published,
                dropped);
    }

    private static double number(String[] words, int index) {
        return Double.parseDouble(words[index]);
    }
}
