package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import java.time.Duration;
import java.time.Instant;

/**
 * Port: remembers which snapshots came, so that a repeated call never makes a second sample. Thread-safe, durable, and
 * shared by all nodes.
 */
public interface SnapshotLedger {
    /**
     * Remembers the snapshot unless its client id came before in the session; returns what is remembered then: this
     * snapshot or the earlier one.
     *
     * @throws io.shidao.kernel.store.StoreException when it cannot be remembered
     */
    Remembered remember(Snapshot snapshot, Instant receivedAt);

    /** The bus has the sample durably. */
    void acknowledge(SessionId session, String clientId);

    /**
     * Notes that a platform handed in a snapshot of a trainee in a session of its own that does not take place, because it
     * was cancelled or its class is suspended. One entry for each trainee, however often it tries. Nothing of the picture
     * is kept.
     *
     * @param grace before and after the session
     * @return false when it is no such session, or none of now, or the subject is no trainee of it
     */
    boolean noteBarred(SessionId session, SourceId platform, SubjectId subject, Instant at, Duration grace);

    /**
     * What stands in the ledger.
     *
     * @param snapshot that came first under its client id
     * @param acknowledged whether the bus has it durably
     * @param repeated whether it stood there before this call
     */
    record Remembered(Snapshot snapshot, boolean acknowledged, boolean repeated) {}
}
