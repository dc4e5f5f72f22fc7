package io.shidao.analyzer.store;

/**
 * The right to write for a partition, until somebody else takes it.
 *
 * @param nextOffset where to read on
 * @param fence grows with every claim; an older one cannot commit any more
 */
public record PartitionClaim(int partition, long nextOffset, long fence) {
    public PartitionClaim at(long offset) {
        return new PartitionClaim(partition, offset, fence);
    }
}
