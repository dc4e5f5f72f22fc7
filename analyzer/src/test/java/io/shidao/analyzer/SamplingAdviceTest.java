package io.shidao.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.ScriptedVision;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.store.RoomPictures;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SamplingAdviceTest {
    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final ScriptedBus bus = new ScriptedBus();

    /** Of the bus and of the worker: real, and not the class's. */
    private final SettableClock realTime = new SettableClock(Instant.parse("2026-03-02T01:00:00Z"));

    private static final Duration FRESH = Duration.ZERO;
    private static final Duration LATE = Duration.ofSeconds(3);
    private static final Duration VERY_LATE = Duration.ofSeconds(10);

    private long nanos() {
        return Duration.between(Instant.EPOCH, realTime.instant()).toNanos();
    }

    private PartitionHandler<SessionInput> handler() {
        AnalyzerPorts ports = room.ports();
        SamplesHandler handler = new AnalyzerService(
                        Classroom.config(16),
                        new AnalyzerPorts(
                                bus,
                                ports.directory(),
                                ports.store(),
                                ports.blobs(),
                                ports.footage(),
                                ports.vision(),
                                ports.calibration(),
                                ports.rooms(),
                                ports.key(),
                                ports.clock(),
                                ports.meters()),
                        realTime)
                .worker(0, this::nanos);
        handler.assigned(0);
        return handler;
    }

    /** A sample that had waited on the bus, and whose analysis takes a whole window. */
    private void takesLong(PartitionHandler<SessionInput> handler, SessionInput input, Duration waited) {
        room.vision.whileDecoding = () -> realTime.advance(Backlog.WINDOW);
        Instant publishedAt = realTime.instant().minus(waited);
        handler.handle(0, List.of(new BusRecord<>(0, offset++, input.session().value(), input, publishedAt)));
        room.vision.whileDecoding = () -> {};
    }

    /** Nothing comes for so many windows. */
    private void rests(PartitionHandler<SessionInput> handler, int windows) {
        for (int i = 0; i < windows; i++) {
            realTime.advance(Backlog.WINDOW);
            handler.idle(0);
        }
    }

    /** The sessions that are to be sampled quickly now, by what ingest was told last. */
    private Set<String> quick() {
        return bus.held(Topics.SAMPLING).keySet();
    }

    @Test
    void takesWishesBackWhenTheWorkerIsBehind_andAsksAgainWhenItHasCaughtUp() {
        PartitionHandler<SessionInput> handler = handler();

        takesLong(handler, newcomerIn(Classroom.SESSION), VERY_LATE);
        assertThat(bus.published(SamplingAsked.class)).hasSize(1);
        assertThat(quick()).isEmpty();
        handler.handle(0, List.of(newcomer(1)));
        assertThat(quick()).as("also when more of it comes").isEmpty();

        rests(handler, 16);
        assertThat(quick()).containsExactly(Classroom.SESSION.value());
        assertThat(bus.published(SamplingAsked.class).get(1).getInterval())
                .isEqualTo(bus.published(SamplingAsked.class).get(0).getInterval());
    }

    @Test
    void takesBackWhatAWorkerBeforeMayHaveAskedFor() {
        PartitionHandler<SessionInput> handler = handler();
        takesLong(handler, newcomerIn(Classroom.SESSION), VERY_LATE);

        handler.handle(0, List.of(Classroom.record(0, newcomerIn(room.alsoPlanned("from-elsewhere")))));

        assertThat(bus.removed(Topics.SAMPLING)).contains("from-elsewhere");
    }

    @Test
    void whereSomebodyIsUndecidedOrLookedAtComesFirst() {
        SessionId settled = room.alsoPlanned("settled");
        SessionId watched = room.alsoPlanned("watched");
        new RoomPictures(room.live, room.key).want(watched);
        PartitionHandler<SessionInput> handler = handler();
        takesLong(handler, emptyRoom(settled), FRESH);
        takesLong(handler, emptyRoom(watched), FRESH);
        assertThat(quick()).as("pictures are looked at").containsExactlyInAnyOrder("settled", "watched");

        takesLong(handler, newcomerIn(Classroom.SESSION), LATE);

        assertThat(quick()).containsExactlyInAnyOrder(Classroom.SESSION.value(), "watched");
    }

    @Test
    void asksForMoreAndMoreSessionsWhileItCatchesUp() {
        PartitionHandler<SessionInput> handler = handler();
        tenSessions(handler);
        takesLong(handler, emptyRoom(room.alsoPlanned("another")), VERY_LATE);

        for (int step = 1; step <= 8; step++) {
            rests(handler, 1);
            // of those that come first two sixteenths at a time
            assertThat(quick().size()).isBetween((int) (1.25 * step) - 1, (int) (1.25 * step) + 2);
        }

        assertThat(quick()).hasSize(10);
    }

    @Test
    void everySessionHasItsTurn_howeverLongTheWorkerHasItsHandsFull() {
        PartitionHandler<SessionInput> handler = handler();
        tenSessions(handler);
        SessionId another = room.alsoPlanned("another");
        takesLong(handler, emptyRoom(another), VERY_LATE);
        rests(handler, 2);
        Set<String> hadTurn = new TreeSet<>();

        for (Duration gone = Duration.ZERO;
                gone.compareTo(SamplingAdvice.ROUND) <= 0;
                gone = gone.plus(Backlog.WINDOW)) {
            takesLong(handler, emptyRoom(another), FRESH);
            hadTurn.addAll(quick());
            assertThat(quick().size()).as("a quarter").isBetween(1, 4);
        }

        assertThat(hadTurn).hasSize(10);
    }

    private void tenSessions(PartitionHandler<SessionInput> handler) {
        takesLong(handler, newcomerIn(Classroom.SESSION), FRESH);
        for (int i = 1; i < 10; i++) {
            takesLong(handler, newcomerIn(room.alsoPlanned("session-1" + i)), FRESH);
        }
        assertThat(quick()).hasSize(10);
    }

    private int offset = 100;

    private Sample newcomerIn(SessionId session) {
        return sampleOf(session, List.of(ScriptedVision.face(12, 60, 60, 48)));
    }

    private Sample emptyRoom(SessionId session) {
        return sampleOf(session, List.of());
    }

    private Sample sampleOf(SessionId session, List<String> faces) {
        Sample one = Classroom.sample("sample-" + offset++, null, Classroom.START, ScriptedVision.payload(faces));
        return new Sample(
                one.id(),
                session,
                one.source(),
                null,
                one.codec(),
                one.capturedAt(),
                one.receivedAt(),
                one.sha256(),
                one.payload());
    }

    @Test
    void asksForQuickSamplingWhileSomebodyIsNew_onceAMinute() {
        PartitionHandler<SessionInput> handler = handler();

        handler.handle(0, List.of(newcomer(0)));
        handler.handle(0, List.of(newcomer(1)));

        assertThat(bus.published(SamplingAsked.class)).singleElement().satisfies(asked -> {
            assertThat(Times.duration(asked.getInterval())).isEqualTo(Duration.ofSeconds(2));
            assertThat(asked.getSessionId()).isEqualTo(Classroom.SESSION.value());
            assertThat(asked.getSourceId()).isEqualTo("source-1");
        });
        room.clock.set(Classroom.START.plusSeconds(61));
        handler.handle(0, List.of(newcomer(2)));
        assertThat(bus.published(SamplingAsked.class)).hasSize(2);
    }

    @Test
    void takesTheWishBackWhenTheSessionIsOver() {
        PartitionHandler<SessionInput> handler = handler();

        handler.handle(0, List.of(newcomer(0)));
        room.clock.set(Classroom.START.plus(Classroom.LENGTH).plusSeconds(120));
        handler.idle(0);

        assertThat(bus.removed(Topics.SAMPLING)).containsExactly(Classroom.SESSION.value());
    }

    /** Somebody who is not on the roster: two looks recognise whoever is. */
    private static BusRecord<SessionInput> newcomer(int number) {
        return Classroom.record(
                number,
                Classroom.sample(
                        "frame-" + number,
                        null,
                        Classroom.START.plusSeconds(20L * number),
                        ScriptedVision.payload(List.of(ScriptedVision.face(12, 60, 60, 48)))));
    }

    @Test
    void asksNothingOfAnOnlineCourse() {
        Classroom online = new Classroom(7, SessionKind.ONLINE);
        SamplesHandler handler = new AnalyzerService(Classroom.config(16), online.ports()).worker();
        handler.assigned(0);

        handler.handle(0, List.of(Classroom.record(0, online.snapshot(0, 1, Classroom.START.plusSeconds(60), 1))));

        assertThat(online.bus.published).noneMatch(SamplingAsked.class::isInstance);
    }
}
