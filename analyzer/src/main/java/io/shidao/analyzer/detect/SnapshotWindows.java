package io.shidao.analyzer.detect;

import io.shidao.kernel.face.SearchWindow;
import java.util.ArrayList;
import java.util.List;

/** The whole and, where it is wider than 4:3, windows of its height that overlap by at least an eighth of their width. */
final class SnapshotWindows {
    private static final double LEAST_OVERLAP = 0.125;

    private SnapshotWindows() {}

    static List<SearchWindow> of(int width, int height) {
        List<SearchWindow> windows = new ArrayList<>();
        windows.add(SearchWindow.whole(width, height));
        int w = Math.min(width, height * 4 / 3);
        int steps = (int) Math.ceil((width - w) / (w * (1 - LEAST_OVERLAP)));
        for (int i = 0; i <= steps && steps > 0; i++) {
            windows.add(new SearchWindow((width - w) * i / steps, 0, w, height));
        }
        return windows;
    }
}
