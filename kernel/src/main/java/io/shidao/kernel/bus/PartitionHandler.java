package io.shidao.kernel.bus;

import java.util.List;

/**
 * Consumes whole partitions and keeps the offsets itself, so that what it stores and how far it read are one
 * transaction. All calls for one subscription come from one thread. An exception from any call gives the partitions
 * back; the subscription backs off, joins again, and the handler resumes from the offset it last stored.
 */
public interface PartitionHandler<T> {
    /** The partition is now ours. Returns the offset to start from; 0 stands for the beginning of what is kept. */
    long assigned(int partition);

    /** Next events of one partition, in order, never empty. */
    void handle(int partition, List<BusRecord<T>> records);

    /** Called between polls, at least every second, for every assigned partition that has nothing more to read now. */
    void idle(int partition);

    /** The partition goes to somebody else (or we stop): forget its state. */
    void revoked(int partition);
}
