package io.shidao.kernel.bus;

import java.util.function.Function;

/**
 * A named stream of events of one type. Events with the same key stay in order.
 *
 * @param name plural noun of the event, e.g. {@code samples}
 * @param compacted whether only the latest event of each key is kept, for ever; otherwise events expire by time
 * @param encode event to bytes
 * @param decode bytes to event; throws {@link IllegalArgumentException} on bytes that are no such event
 */
public record Topic<T>(String name, boolean compacted, Function<T, byte[]> encode, Function<byte[], T> decode) {
    @Override
    public String toString() {
        return name;
    }
}
