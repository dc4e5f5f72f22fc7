package io.shidao.kernel.face;

import java.util.List;

/** Port: finds faces. Without memory: where to search is the caller's plan. Thread-safe. */
public interface FaceDetector {
    /** All faces, best score first; boxes may reach over the picture's edge. The same as searching all windows. */
    List<DetectedFace> detect(Picture picture);

    /**
     * The faces that show in these windows, each face once, best score first, in the picture's pixels. A face that an
     * inner edge of a window cuts may be missing. The default searches everything, which costs more and finds more.
     */
    default List<DetectedFace> detect(Picture picture, List<SearchWindow> windows) {
        return detect(picture).stream()
                .filter(face -> windows.stream().anyMatch(window -> window.holdsCentreOf(face.box())))
                .toList();
    }

    /** The windows that {@link #detect(Picture)} searches in a picture of this size: first the whole, then its tiles. */
    default List<SearchWindow> windows(int width, int height) {
        return List.of(SearchWindow.whole(width, height));
    }

    /**
     * Height of a face, as a share of its window's height, from which it is found there about as surely as in a tile.
     * 0 to 1.
     */
    default float leastFaceShare() {
        return 18f / 240;
    }
}
