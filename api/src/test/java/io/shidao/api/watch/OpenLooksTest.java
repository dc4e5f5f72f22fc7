package io.shidao.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.Session;
import io.shidao.proto.api.v1.Watch;
import io.shidao.proto.api.v1.WatchKind;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenLooksTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Caller ANNA = new Caller("anna", "Anna", Role.ROLE_AUTHORITY_SUPERVISOR);
    private static final Caller BEN = new Caller("ben", "Ben", Role.ROLE_AUTHORITY_SUPERVISOR);
    private static final Session SESSION = Session.newBuilder()
            .setSessionId("session-1")
            .setStartsAt(Times.timestamp(NOW))
            .setEndsAt(Times.timestamp(NOW.plus(Duration.ofHours(1))))
            .build();

    private final SettableClock clock = new SettableClock(NOW);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final Kept log = new Kept();
    private final OpenLooks looks = new OpenLooks(log, clock, nanos::get);

    /** What was entered, in order: "begin", "touch" and "end" with the reason. */
    private static final class Kept implements WatchLog {
        private final List<String> entries = new ArrayList<>();

        @Override
        public void begin(String watch, Caller viewer, Session session, WatchKind kind) {
            entries.add("begin " + viewer.id());
        }

        @Override
        public void touch(String watch) {
            entries.add("touch");
        }

        @Override
        public void end(String watch, String reason) {
            entries.add("end " + reason);
        }

        @Override
        public Page<Watch> list(Scope scope, Query query, PageRequest page) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void close() {
        looks.close();
    }

    @Test
    void entersOneLookForManyPictures() {
        for (int i = 0; i < 10; i++) {
            looks.look(ANNA, SESSION);
            pass(4);
            looks.sweep();
        }

        assertThat(log.entries).containsExactly("begin anna", "touch", "touch");
    }

    @Test
    void entersEachCallerAlone() {
        looks.look(ANNA, SESSION);
        looks.look(BEN, SESSION);

        assertThat(log.entries).containsExactly("begin anna", "begin ben");
    }

    @Test
    void endsWhenNobodyAsksAnyMore() {
        looks.look(ANNA, SESSION);
        pass(29);
        looks.sweep();
        assertThat(log.entries).containsExactly("begin anna");

        pass(2);
        looks.sweep();
        looks.look(ANNA, SESSION);

        assertThat(log.entries).containsExactly("begin anna", "end GONE", "begin anna");
    }

    @Test
    void endsWithTheSession() {
        looks.look(ANNA, SESSION);
        clock.advance(Duration.ofHours(1));

        looks.sweep();

        assertThat(log.entries).containsExactly("begin anna", "end SESSION_OVER");
    }

    @Test
    void knowsASessionOnlyForAShortWhile() {
        looks.look(ANNA, SESSION);

        assertThat(looks.known(ANNA, "session-1")).hasValue(SESSION);
        assertThat(looks.known(BEN, "session-1")).isEmpty();
        pass(16);
        assertThat(looks.known(ANNA, "session-1")).isEmpty();
    }

    private void pass(long seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
