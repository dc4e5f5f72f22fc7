package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import java.util.ArrayList;
import java.util.List;

/** A part of a picture that is searched by itself. */
record Tile(int x, int y, int width, int height) {
    /** Larger faces are better seen in the whole picture, and in a tile are often two or half of one. */
    private static final float LARGEST_FACE = .45f;

    /** Covers the picture with tiles of one size, evenly spread; nothing when the picture is not larger than a tile. */
    static List<Tile> cover(int pictureWidth, int pictureHeight, int tileWidth, int tileHeight, float overlap) {
        List<Tile> tiles = new ArrayList<>();
        if (pictureWidth <= tileWidth && pictureHeight <= tileHeight) {
            return tiles;
        }
        for (int y : starts(pictureHeight, tileHeight, overlap)) {
            for (int x : starts(pictureWidth, tileWidth, overlap)) {
                tiles.add(new Tile(x, y, Math.min(tileWidth, pictureWidth), Math.min(tileHeight, pictureHeight)));
            }
        }
        return tiles;
    }

    private static int[] starts(int length, int tile, float overlap) {
        if (length <= tile) {
            return new int[] {0};
        }
        int count = (int) Math.ceil((length - tile) / (tile * (1 - overlap))) + 1;
        int[] starts = new int[count];
        for (int i = 0; i < count; i++) {
            starts[i] = Math.round((length - tile) * (float) i / (count - 1));
        }
        return starts;
    }

    /**
     * Whether a box found here is to be believed: not cut by an edge behind which the picture goes on, and not too
     * large. The box is in picture pixels.
     */
    boolean trusts(Box box, int pictureWidth, int pictureHeight) {
        int margin = Math.max(2, width / 80);
        boolean cut = (x > 0 && box.x() < x + margin)
                || (y > 0 && box.y() < y + margin)
                || (x + width < pictureWidth && box.x() + box.width() > x + width - margin)
                || (y + height < pictureHeight && box.y() + box.height() > y + height - margin);
        return !cut && Math.max(box.width(), box.height()) <= LARGEST_FACE * width;
    }
}
