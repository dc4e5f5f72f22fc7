package io.shidao.analyzer.anomaly;

import java.util.List;

/**
 * Snapshots at the log-ins that did not show one face of their own time.
 *
 * @param repeatedPictures snapshots whose bits had come before
 */
public record SnapshotTroubles(
        List<SnapshotRun> noFace, List<SnapshotRun> severalFaces, List<SnapshotRun> repeatedPictures) {
    public static final SnapshotTroubles NONE = new SnapshotTroubles(List.of(), List.of(), List.of());

    public SnapshotTroubles {
        noFace = List.copyOf(noFace);
        severalFaces = List.copyOf(severalFaces);
        repeatedPictures = List.copyOf(repeatedPictures);
    }
}
