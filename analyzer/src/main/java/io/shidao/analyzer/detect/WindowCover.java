package io.shidao.analyzer.detect;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.SearchWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Few windows that show all of some faces, each large enough for the detector. Greedy: the smallest face that no window
 * shows yet gets the largest window in which it can be found, where that shows most others. Stateless.
 */
final class WindowCover {
    /** People move between two samples: as much room around a face as the face is large. */
    static final float ROOM = 2;
    /** Larger faces are left to a larger window: a detector does not believe boxes that nearly fill its picture. */
    private static final float LARGEST_SHARE = .35f;

    private final int width;
    private final int height;
    private final SearchWindow tile;
    private final float leastShare;

    /**
     * @param tile whose shape and least size the windows have
     * @param leastShare see {@link io.shidao.kernel.face.FaceDetector#leastFaceShare}; 1 makes every window a tile
     */
    WindowCover(int width, int height, SearchWindow tile, float leastShare) {
        this.width = width;
        this.height = height;
        this.tile = tile;
        this.leastShare = leastShare;
    }

    List<SearchWindow> of(List<Box> faces) {
        List<Box> left = new ArrayList<>(faces);
        left.sort(Comparator.comparingDouble(Box::height).thenComparing(Box::x).thenComparing(Box::y));
        List<SearchWindow> windows = new ArrayList<>();
        while (!left.isEmpty()) {
            SearchWindow window = best(left);
            left.remove(0);
            left.removeIf(face -> shows(window, face));
            windows.add(window);
        }
        return windows;
    }

    /** Whether a face is found there if it has not moved further than its own size. */
    private boolean shows(SearchWindow window, Box face) {
        return window.contains(roomy(face)) && Math.max(face.width(), face.height()) <= LARGEST_SHARE * window.width();
    }

    boolean isShownBy(List<SearchWindow> windows, Box face) {
        return windows.stream().anyMatch(window -> shows(window, face));
    }

    private Box roomy(Box face) {
        Box room = face.scaled(ROOM);
        float x = Math.max(0, room.x());
        float y = Math.max(0, room.y());
        float right = Math.min(width, room.x() + room.width());
        float bottom = Math.min(height, room.y() + room.height());
        return new Box(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
    }

    private SearchWindow best(List<Box> left) {
        Box first = roomy(left.get(0));
        double scale = scale(left.get(0));
        int w = (int) Math.min(width, Math.round(tile.width() * scale));
        int h = (int) Math.min(height, Math.round(tile.height() * scale));
        SearchWindow best = around(first, w, h);
        int most = 0;
        for (int x : starts(left.stream().map(face -> roomy(face).x()).toList(), first.x(), first.width(), w, width)) {
            for (int y :
                    starts(left.stream().map(face -> roomy(face).y()).toList(), first.y(), first.height(), h, height)) {
                SearchWindow window = new SearchWindow(x, y, w, h);
                int shown =
                        (int) left.stream().filter(face -> shows(window, face)).count();
                if (shown > most) {
                    most = shown;
                    best = window;
                }
            }
        }
        return best;
    }

    /** How many times as large as a tile the window of a face may be, and has to be. */
    private double scale(Box face) {
        double may = face.height() / leastShare / tile.height();
        double hasTo = Math.max(face.width(), face.height()) / LARGEST_SHARE / Math.min(tile.width(), tile.height());
        return Math.max(1, Math.max(may, hasTo));
    }

    private SearchWindow around(Box box, int w, int h) {
        return new SearchWindow(
                clamp(Math.round(box.centreX() - w / 2f), width - w),
                clamp(Math.round(box.centreY() - h / 2f), height - h),
                w,
                h);
    }

    /** Where a window may start so that it begins at some face's edge and still shows the first one. */
    private static List<Integer> starts(List<Float> edges, float first, float size, int window, int picture) {
        return edges.stream()
                .filter(edge -> edge <= first && edge + window >= first + size)
                .map(edge -> clamp((int) Math.floor(edge), picture - window))
                .distinct()
                .toList();
    }

    private static int clamp(int start, int most) {
        return Math.max(0, Math.min(most, start));
    }
}
