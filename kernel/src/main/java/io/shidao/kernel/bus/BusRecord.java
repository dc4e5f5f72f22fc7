package io.shidao.kernel.bus;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands on the bus.
 *
 * @param partition from 0
 * @param offset position in the partition, increasing
 * @param key what keeps it in order with its like
 * @param value null on a compacted topic: the key was removed
 * @param publishedAt when it was handed to the bus, by the publisher's machine: real time, also where class time runs
 *     fast; null when not known
 */
public record BusRecord<T>(
        int partition,
        long offset,
        String key,
        @Nullable T value,
        @Nullable Instant publishedAt) {
    /** Of which nobody knows when it was published. */
    public BusRecord(int partition, long offset, String key, @Nullable T value) {
        this(partition, offset, key, value, null);
    }
}
