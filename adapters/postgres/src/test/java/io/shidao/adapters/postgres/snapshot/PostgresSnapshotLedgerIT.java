package io.shidao.adapters.postgres.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.ingest.snapshot.Snapshot;
import io.shidao.ingest.snapshot.SnapshotLedger.Remembered;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresSnapshotLedgerIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Snapshot SNAPSHOT = snapshot("client-1", 1);

    private final PostgresSnapshotLedger ledger = new PostgresSnapshotLedger(DATABASE.database(), Clock.systemUTC());

    @BeforeEach
    void empty() {
        DATABASE.database().useTransaction(handle -> handle.execute("TRUNCATE snapshot_receipt"));
    }

    @Test
    void remembersTheFirstAndReturnsItForLaterOnes() {
        assertThat(ledger.remember(SNAPSHOT, NOW)).isEqualTo(new Remembered(SNAPSHOT, false, false));
        assertThat(ledger.remember(SNAPSHOT, NOW)).isEqualTo(new Remembered(SNAPSHOT, false, true));
        assertThat(ledger.remember(snapshot("client-1", 2), NOW)).isEqualTo(new Remembered(SNAPSHOT, false, true));
        assertThat(ledger.remember(snapshot("client-2", 1), NOW).repeated()).isFalse();
    }

    @Test
    void knowsWhatTheBusHas() {
        ledger.remember(SNAPSHOT, NOW);

        ledger.acknowledge(SNAPSHOT.session(), SNAPSHOT.clientId());
        ledger.acknowledge(SNAPSHOT.session(), SNAPSHOT.clientId());

        assertThat(ledger.remember(SNAPSHOT, NOW)).isEqualTo(new Remembered(SNAPSHOT, true, true));
    }

    @Test
    void remembersOneOfManyAtTheSameTime() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Remembered>> answers =
                    callers.invokeAll(Stream.<Callable<Remembered>>generate(() -> () -> ledger.remember(SNAPSHOT, NOW))
                            .limit(40)
                            .toList());

            int first = 0;
            for (Future<Remembered> answer : answers) {
                first += answer.get().repeated() ? 0 : 1;
            }
            assertThat(first).isEqualTo(1);
        } finally {
            callers.shutdownNow();
        }
    }

    private static Snapshot snapshot(String clientId, int picture) {
        return new Snapshot(
                new SessionId("session-1"), clientId, new SubjectId("subject-1"), Sha256.of(new byte[] {(byte) picture
                }));
    }
}
