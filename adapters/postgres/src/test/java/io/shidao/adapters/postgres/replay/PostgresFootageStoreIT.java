package io.shidao.adapters.postgres.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.adapters.postgres.TestDatabase;
import io.shidao.analyzer.replay.FootagePart;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresFootageStoreIT {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final SourceId CAMERA = new SourceId("camera");
    private static final SessionId TODAY = new SessionId("today");
    private static final Instant DAY = Instant.parse("2026-03-02T08:00:00Z");

    private final PostgresFootageStore store = new PostgresFootageStore(DATABASE.database());

    @BeforeEach
    void empty() {
        DATABASE.database().useTransaction(handle -> handle.execute("TRUNCATE footage_part"));
    }

    private static FootagePart part(String source, String session, int number, int day, String prints) {
        Instant from = DAY.plusSeconds(86_400L * day + 300L * number);
        return new FootagePart(
                new SourceId(source),
                new SessionId(session),
                number,
                from,
                from.plusSeconds(299),
                Payload.wrap(new byte[] {1, 2}),
                Payload.wrap(prints.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @Test
    void givesTheNewestEarlierSessionsOfTheSource_andTheSessionItself() {
        store.save(part("camera", "monday", 1, 0, "b"));
        store.save(part("camera", "monday", 0, 0, "a"));
        store.save(part("camera", "sunday", 0, -1, "too old"));
        store.save(part("camera", "today", 0, 1, "c"));
        store.save(part("elsewhere", "other", 0, 1, "of another source"));

        assertThat(store.list(CAMERA, TODAY, 1))
                .containsExactly(
                        part("camera", "monday", 0, 0, "a"),
                        part("camera", "monday", 1, 0, "b"),
                        part("camera", "today", 0, 1, "c"));
        assertThat(store.list(CAMERA, TODAY, 0)).containsExactly(part("camera", "today", 0, 1, "c"));
    }

    @Test
    void replacesAPartThatIsSavedAgain_andErasesWhatIsTooOld() {
        store.save(part("camera", "today", 0, 1, "half"));
        store.save(part("camera", "today", 0, 1, "whole"));
        store.save(part("elsewhere", "other", 0, 0, "old"));

        assertThat(store.erase(DAY.plusSeconds(86_400))).isEqualTo(1);
        assertThat(store.list(CAMERA, TODAY, 8)).containsExactly(part("camera", "today", 0, 1, "whole"));
        assertThat(store.list(new SourceId("elsewhere"), TODAY, 8)).isEmpty();
    }
}
