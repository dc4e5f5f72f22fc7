package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A ledger that forgets everything with the process. */
final class InMemoryLedger implements SnapshotLedger {
    private final Map<String, Snapshot> snapshots = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private boolean broken;
    private boolean forgetful;

    void breakDown() {
        broken = true;
    }

    /** From now on acknowledgements fail. */
    void forgetAcknowledgements() {
        forgetful = true;
    }

    @Override
    public Remembered remember(Snapshot snapshot, Instant receivedAt) {
        if (broken) {
            throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "ledger: broken (by the test)");
        }
        String key = snapshot.session() + "/" + snapshot.clientId();
        Snapshot before = snapshots.putIfAbsent(key, snapshot);
        return new Remembered(before == null ? snapshot : before, acknowledged.contains(key), before != null);
    }

    @Override
    public void acknowledge(SessionId session, String clientId) {
        if (forgetful) {
            throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "ledger: broken (by the test)");
        }
        acknowledged.add(session + "/" + clientId);
    }
}
