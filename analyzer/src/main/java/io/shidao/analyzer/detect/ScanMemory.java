package io.shidao.analyzer.detect;

import io.shidao.kernel.face.SearchWindow;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When each tile of a camera's picture was searched, and how bright it was then. Belongs to a session and lives in
 * memory: without it, after a restart, everything is searched. Not thread-safe.
 */
public final class ScanMemory {
    /** How dark or bright the tiles' blocks were when searched. */
    float[] levels = new float[0];
    /** The tile in which a block lies deepest. */
    int[] owners = new int[0];

    @Nullable
    Instant[] searchedAt = new Instant[0];

    @Nullable
    Instant lastAt;

    int fullScans;
    private List<SearchWindow> tiles = List.of();

    /** Forgets everything when the picture is another one, which other tiles tell. */
    void use(List<SearchWindow> newTiles, Brightness brightness) {
        if (!newTiles.equals(tiles) || levels.length != brightness.blocks()) {
            tiles = List.copyOf(newTiles);
            levels = new float[brightness.blocks()];
            owners = owners(newTiles, brightness);
            searchedAt = new Instant[newTiles.size()];
            fullScans = 0;
            lastAt = null;
        }
    }

    void searched(int tile, Brightness brightness, Instant at) {
        searchedAt[tile] = at;
        for (int block = 0; block < owners.length; block++) {
            if (owners[block] == tile) {
                levels[block] = brightness.level(block);
            }
        }
    }

    private static int[] owners(List<SearchWindow> tiles, Brightness brightness) {
        int[] owners = new int[brightness.blocks()];
        Arrays.setAll(
                owners,
                block -> owner(tiles, middle(block % brightness.columns()), middle(block / brightness.columns())));
        return owners;
    }

    private static float middle(int block) {
        return (block + 0.5f) * Brightness.BLOCK_PIXELS;
    }

    private static int owner(List<SearchWindow> tiles, float x, float y) {
        int deepest = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < tiles.size(); i++) {
            SearchWindow tile = tiles.get(i);
            float depth = Math.min(
                    tile.width() / 2f - Math.abs(x - tile.centreX()),
                    tile.height() / 2f - Math.abs(y - tile.centreY()));
            if (depth > most) {
                most = depth;
                deepest = i;
            }
        }
        return deepest;
    }
}
