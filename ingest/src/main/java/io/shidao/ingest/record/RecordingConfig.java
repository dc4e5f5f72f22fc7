package io.shidao.ingest.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How sources are recorded whose recording is switched on.
 *
 * @param segment a segment ends with the first key frame after so long, 1 s to 1 min
 * @param preRoll kept from before an anomaly began, 0 s to 2 min; held in memory
 * @param reach an anomaly that began earlier is kept from its beginning, if that is not longer ago than this and no more
 *     than half of the memory is used; otherwise the pre-roll is all there is; pre-roll to 10 min
 * @param postRoll kept from after it was raised, 1 s to 10 min
 * @param bufferMegabytes memory for all sources together; what does not fit is a named gap, 16 to 65536
 * @param segmentMegabytes a segment ends before it grows larger, 1 to 64
 * @param maxWaiting segments that wait for the disk, 1 to 10000
 * @param keepFor after that a segment is erased, 1 h to 3650 days
 * @param keepGigabytes of all sources together; the oldest go first, 1 to 1000000
 * @param keepGigabytesPerSource of each source, 1 to 1000000
 */
public record RecordingConfig(
        Duration segment,
        Duration preRoll,
        Duration reach,
        Duration postRoll,
        int bufferMegabytes,
        int segmentMegabytes,
        int maxWaiting,
        Duration keepFor,
        int keepGigabytes,
        int keepGigabytesPerSource) {
    public RecordingConfig {
        List<String> problems = new ArrayList<>();
        between(problems, "segment", segment, Duration.ofSeconds(1), Duration.ofMinutes(1));
        between(problems, "pre-roll", preRoll, Duration.ZERO, Duration.ofMinutes(2));
        between(problems, "reach", reach, preRoll, Duration.ofMinutes(10));
        between(problems, "post-roll", postRoll, Duration.ofSeconds(1), Duration.ofMinutes(10));
        between(problems, "keep-for", keepFor, Duration.ofHours(1), Duration.ofDays(3650));
        between(problems, "buffer-megabytes", bufferMegabytes, 16, 65_536);
        between(problems, "segment-megabytes", segmentMegabytes, 1, 64);
        between(problems, "max-waiting", maxWaiting, 1, 10_000);
        between(problems, "keep-gigabytes", keepGigabytes, 1, 1_000_000);
        between(problems, "keep-gigabytes-per-source", keepGigabytesPerSource, 1, 1_000_000);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("recording: " + String.join("; ", problems));
        }
    }

    /** Segments of 10 s; 15 s before and 30 s after an anomaly, or since it began; 256 MB of memory; a week, 200 GB, 20 GB a source. */
    public static RecordingConfig defaults() {
        return new RecordingConfig(
                Duration.ofSeconds(10),
                Duration.ofSeconds(15),
                Duration.ofMinutes(5),
                Duration.ofSeconds(30),
                256,
                32,
                100,
                Duration.ofDays(7),
                200,
                20);
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void between(List<String> problems, String name, int value, int least, int most) {
        if (value < least || value > most) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }
}
