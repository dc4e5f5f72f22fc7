package io.shidao.kernel.bus;

import org.jspecify.annotations.Nullable;

/**
 * An event as it stands on the bus.
 *
 * @param partition from 0
 * @param offset position in the partition, increasing
 * @param key what keeps it in order with its like
 * @param value null on a compacted topic: the key was removed
 */
public record BusRecord<T>(
        int partition, long offset, String key, @Nullable T value) {}
