package io.shidao.analyzer.detect;

import io.shidao.kernel.face.Box;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Which tiles of a picture are searched this time: all while the session is new, later those that have changed where
 * nobody is known to sit, and, in turn, those that were not searched for longest. Stateless.
 */
final class ScanPlanner {
    /** One block alone is noise. */
    private static final int CHANGED_BLOCKS = 2;

    private final DetectConfig config;

    ScanPlanner(DetectConfig config) {
        this.config = config;
    }

    BitSet tiles(ScanMemory memory, Brightness brightness, List<Box> known, Instant at) {
        BitSet tiles = new BitSet();
        int count = memory.searchedAt.length;
        Instant last = memory.lastAt;
        if (last == null
                || memory.fullScans < config.fullScans()
                || config.rescanAfter().isZero()) {
            tiles.set(0, count);
            return tiles;
        }
        changed(memory, brightness, known, tiles);
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparing(tile -> Objects.requireNonNullElse(memory.searchedAt[tile], Instant.MIN)))
                .limit(due(count, Duration.between(last, at).abs()))
                .forEach(tiles::set);
        return tiles;
    }

    /** So many in each sample that all had their turn in time. */
    private long due(int tiles, Duration sinceLast) {
        double share = (double) sinceLast.toMillis() / config.rescanAfter().toMillis();
        return (long) Math.ceil(tiles * Math.min(1, share));
    }

    private void changed(ScanMemory memory, Brightness brightness, List<Box> known, BitSet tiles) {
        boolean[] ours = new boolean[brightness.blocks()];
        known.forEach(face -> brightness.mark(person(face), ours));
        int[] changes = new int[memory.searchedAt.length];
        for (int block = 0; block < ours.length; block++) {
            if (!ours[block] && Math.abs(brightness.level(block) - memory.levels[block]) > config.changedBy()) {
                changes[memory.owners[block]]++;
            }
        }
        IntStream.range(0, changes.length)
                .filter(tile -> changes[tile] >= CHANGED_BLOCKS)
                .forEach(tiles::set);
    }

    /** Head and chest, which move all the time; whoever comes to sit in front or beside shows outside of it. */
    private static Box person(Box face) {
        float size = face.height();
        return new Box(face.centreX() - 1.2f * size, face.centreY() - 1.1f * size, 2.4f * size, 3 * size);
    }

    void searched(ScanMemory memory, BitSet tiles, Brightness brightness, Instant at) {
        tiles.stream().forEach(tile -> memory.searched(tile, brightness, at));
        if (tiles.cardinality() == memory.searchedAt.length) {
            memory.fullScans++;
        }
        memory.lastAt = at;
    }
}
