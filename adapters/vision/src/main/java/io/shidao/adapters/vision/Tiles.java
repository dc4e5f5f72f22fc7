package io.shidao.adapters.vision;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.SearchWindow;
import java.util.ArrayList;
import java.util.List;

/** The parts of a large picture that are searched by themselves. */
final class Tiles {
    /** Larger faces are better seen in the whole picture, and in a part are often two or half of one. */
    private static final float LARGEST_FACE = .45f;

    private Tiles() {}

    /** Covers the picture with tiles of one size, evenly spread; nothing when the picture is not larger than a tile. */
    static List<SearchWindow> cover(int pictureWidth, int pictureHeight, int tileWidth, int tileHeight, float overlap) {
        List<SearchWindow> tiles = new ArrayList<>();
        if (pictureWidth <= tileWidth && pictureHeight <= tileHeight) {
            return tiles;
        }
        for (int y : starts(pictureHeight, tileHeight, overlap)) {
            for (int x : starts(pictureWidth, tileWidth, overlap)) {
                tiles.add(
                        new SearchWindow(x, y, Math.min(tileWidth, pictureWidth), Math.min(tileHeight, pictureHeight)));
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
     * Whether a box found in a window is to be believed: not cut by an edge behind which the picture goes on, and not
     * too large, unless the window is the whole picture. The box is in picture pixels.
     */
    static boolean trusts(SearchWindow window, Box box, int pictureWidth, int pictureHeight) {
        int margin = margin(window);
        int right = window.x() + window.width();
        int below = window.y() + window.height();
        boolean whole = window.width() == pictureWidth && window.height() == pictureHeight;
        boolean cut = (window.x() > 0 && box.x() < window.x() + margin)
                || (window.y() > 0 && box.y() < window.y() + margin)
                || (right < pictureWidth && box.x() + box.width() > right - margin)
                || (below < pictureHeight && box.y() + box.height() > below - margin);
        return whole || (!cut && Math.max(box.width(), box.height()) <= LARGEST_FACE * window.width());
    }

    private static int margin(SearchWindow window) {
        return Math.max(2, window.width() / 80);
    }
}
