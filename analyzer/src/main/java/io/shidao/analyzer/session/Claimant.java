package io.shidao.analyzer.session;

/** Online: how the snapshots at one log-in have fared. Not thread-safe. */
final class Claimant {
    TroubleRun noFace = TroubleRun.NONE;
    TroubleRun severalFaces = TroubleRun.NONE;
    TroubleRun repeated = TroubleRun.NONE;
    final SnapshotMemory snapshots = new SnapshotMemory();
    /** Of the newest snapshot; 0 when it showed not exactly one face. */
    long lastTrack;
    /** Every snapshot, in order of time. */
    final SnapshotLog log = new SnapshotLog();
}
