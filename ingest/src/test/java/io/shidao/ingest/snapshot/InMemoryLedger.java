package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.store.StoreException;
import java.time.Duration;
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

    /** Of the session that does not take place here. */
    static final String BARRED = "session-barred";

    private final Set<String> noted = new HashSet<>();

    Set<String> noted() {
        return noted;
    }

    @Override
    public boolean noteBarred(SessionId session, SourceId platform, SubjectId subject, Instant at, Duration grace) {
        return session.value().equals(BARRED) && noted.add(platform + "/" + subject + "/" + grace);
    }

    @Override
    public void acknowledge(SessionId session, String clientId) {
        if (forgetful) {
            throw new StoreException(StoreException.ErrorCode.UNAVAILABLE, "ledger: broken (by the test)");
        }
        acknowledged.add(session + "/" + clientId);
    }
}
