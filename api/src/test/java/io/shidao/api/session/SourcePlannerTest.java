package io.shidao.api.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.testkit.fake.MemoryLiveState;
import io.shidao.testkit.fake.RecordingBus;
import io.shidao.testkit.time.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourcePlannerTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final PlannerConfig CONFIG =
            new PlannerConfig(Duration.ofMillis(100), Duration.ofHours(24), Duration.ofSeconds(15));

    private final SettableClock clock = new SettableClock(NOW);
    private final RecordingBus bus = new RecordingBus();
    private final MemoryLiveState live = new MemoryLiveState(clock);
    private final OneCamera store = new OneCamera();
    private final SourcePlanner planner =
            SourcePlanner.start(store, bus, live, CONFIG, clock, new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        planner.close();
    }

    @Test
    void publishesAChangeAndRemembersWhenItEndsByItself() {
        store.plan(NOW.plusSeconds(60), NOW.plusSeconds(120));

        awaitPublished(1);

        SourcePlanned plan =
                (SourcePlanned) Objects.requireNonNull(bus.published().get(0).value());
        assertThat(plan.getSessions(0).getSessionId()).isEqualTo("session");
        await().until(() -> store.settled());
        assertThat(store.replanAt).isEqualTo(NOW.plusSeconds(120));
    }

    @Test
    void removesThePlanWhenItsLastSessionIsOver() {
        store.plan(NOW.plusSeconds(60), NOW.plusSeconds(120));
        awaitPublished(1);
        await().until(() -> store.settled());

        clock.advance(Duration.ofMinutes(2));

        awaitPublished(2);
        assertThat(bus.published().get(1).value()).isNull();
    }

    @Test
    void goesOnTryingWhileTheBusIsDown() {
        bus.setDown(true);
        store.plan(NOW.plusSeconds(60), NOW.plusSeconds(120));
        await().until(() -> store.asked > 2);
        assertThat(store.settled()).isFalse();

        bus.setDown(false);

        awaitPublished(1);
    }

    private void awaitPublished(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(bus.published()).hasSizeGreaterThanOrEqualTo(count));
    }

    /** A store with one camera and at most one session. */
    private static final class OneCamera implements PlanStore {
        private long revision;
        private long publishedRevision;
        private @Nullable Instant replanAt;
        private int asked;
        private final List<Planned> sessions = new ArrayList<>();

        synchronized void plan(Instant startsAt, Instant endsAt) {
            sessions.add(new Planned("session", startsAt, endsAt, Duration.ofSeconds(10)));
            revision++;
        }

        synchronized boolean settled() {
            return revision == publishedRevision;
        }

        @Override
        public synchronized List<Due> listDue(Instant now, Duration horizon, int limit) {
            asked++;
            if (settled() && (replanAt == null || replanAt.isAfter(now))) {
                return List.of();
            }
            List<Planned> running =
                    sessions.stream().filter(one -> one.endsAt().isAfter(now)).toList();
            return List.of(new Due(
                    "camera", ByteString.EMPTY, revision, running, null, SourcePlanned.Recording.RECORDING_OFF));
        }

        @Override
        public synchronized void published(String source, long published, @Nullable Instant at) {
            publishedRevision = published;
            replanAt = at;
        }

        @Override
        public void replanAll(Instant now) {}
    }
}
