package io.shidao.analyzer.detect;

import io.shidao.kernel.face.SearchWindow;
import java.util.ArrayList;
import java.util.List;

/** The whole, and windows of three quarters of its height that overlap by at least an eighth of their width. */
final class SnapshotWindows {
    private static final double HEIGHT_SHARE = 0.75;
    private static final double LEAST_OVERLAP = 0.125;

    private SnapshotWindows() {}

    static List<SearchWindow> of(int width, int height) {
        int h = (int) Math.ceil(height * HEIGHT_SHARE);
        int w = Math.min(width, h * 4 / 3);
        int columns = w == width ? 1 : (int) Math.ceil((width - w) / (w * (1 - LEAST_OVERLAP))) + 1;
        List<SearchWindow> windows = new ArrayList<>();
        windows.add(SearchWindow.whole(width, height));
        for (int y : new int[] {0, height - h}) {
            for (int i = 0; i < columns; i++) {
                windows.add(new SearchWindow(columns == 1 ? 0 : (width - w) * i / (columns - 1), y, w, h));
            }
        }
        return windows;
    }
}
