package io.shidao.analyzer.detect;

import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.SearchWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** The faces of a picture that are worth a second look. Thread-safe; a {@link ScanMemory} belongs to one session. */
public final class FaceFinder {
    /** A known face further away than this, in its heights, was not found where it was. */
    private static final double STAYED = 0.7;

    private final FaceDetector detector;
    private final DetectConfig config;
    private final ScanPlanner planner;

    public FaceFinder(FaceDetector detector, DetectConfig config) {
        this.detector = detector;
        this.config = config;
        this.planner = new ScanPlanner(config);
    }

    /** Searches everything. Best score first. */
    public List<DetectedFace> find(Picture picture) {
        return worthwhile(detector.detect(picture), picture);
    }

    /**
     * Searches a snapshot: for faces from a thirteenth of its height on, which is somebody three metres behind the
     * trainee, whatever the camera's resolution; everywhere when there is none.
     */
    public List<DetectedFace> findInSnapshot(Picture picture) {
        List<SearchWindow> windows = SnapshotWindows.of(picture.width(), picture.height());
        List<DetectedFace> faces = worthwhile(detector.detect(picture, windows), picture);
        return faces.isEmpty() ? find(picture) : faces;
    }

    /**
     * Searches the next picture of a camera where people are known to sit, where something has changed, and now and then
     * elsewhere; a known face that does not show in its window is searched for in a tile before it is believed gone.
     *
     * @param known faces of those who were seen lately
     * @return best score first
     */
    public List<DetectedFace> find(Picture picture, ScanMemory memory, List<Box> known, Instant at) {
        List<SearchWindow> grid = detector.windows(picture.width(), picture.height());
        List<SearchWindow> tiles = grid.subList(1, grid.size());
        if (tiles.isEmpty()) {
            return find(picture);
        }
        Brightness brightness = Brightness.of(picture);
        memory.use(tiles, brightness);
        BitSet due = planner.tiles(memory, brightness, known, at);
        List<DetectedFace> faces =
                due.cardinality() == tiles.size() ? detector.detect(picture, grid) : search(picture, grid, due, known);
        planner.searched(memory, due, brightness, at);
        return worthwhile(faces, picture);
    }

    private List<DetectedFace> search(Picture picture, List<SearchWindow> grid, BitSet due, List<Box> known) {
        List<SearchWindow> tiles = due.stream().mapToObj(i -> grid.get(i + 1)).toList();
        SearchWindow shape = grid.get(1);
        WindowCover tile = new WindowCover(picture.width(), picture.height(), shape, 1);
        WindowCover window = new WindowCover(picture.width(), picture.height(), shape, detector.leastFaceShare());
        List<SearchWindow> windows = new ArrayList<>(List.of(grid.get(0)));
        windows.addAll(tiles);
        windows.addAll(window.of(
                known.stream().filter(face -> !tile.isShownBy(tiles, face)).toList()));
        List<DetectedFace> faces = detector.detect(picture, windows);
        List<Box> missed = known.stream()
                .filter(face -> !tile.isShownBy(tiles, face))
                .filter(face -> faces.stream().noneMatch(found -> stayed(found.box(), face)))
                .toList();
        return missed.isEmpty() ? faces : merge(faces, detector.detect(picture, tile.of(missed)));
    }

    private static boolean stayed(Box found, Box face) {
        double distance = Math.hypot(found.centreX() - face.centreX(), found.centreY() - face.centreY());
        return distance < STAYED * face.height();
    }

    private static List<DetectedFace> merge(List<DetectedFace> faces, List<DetectedFace> more) {
        List<DetectedFace> all = new ArrayList<>(faces);
        more.stream()
                .filter(face -> faces.stream().noneMatch(known -> same(known.box(), face.box())))
                .forEach(all::add);
        all.sort(Comparator.comparing(DetectedFace::score).reversed());
        return all;
    }

    private static boolean same(Box a, Box b) {
        return a.intersection(b) > 0.5f * Math.min(a.area(), b.area());
    }

    private List<DetectedFace> worthwhile(List<DetectedFace> faces, Picture picture) {
        SearchWindow whole = SearchWindow.whole(picture.width(), picture.height());
        return faces.stream()
                .filter(face -> face.box().height() >= config.leastHeightPixels())
                .filter(face -> whole.holdsCentreOf(face.box()))
                .limit(config.mostFaces())
                .toList();
    }
}
