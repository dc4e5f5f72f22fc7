package io.shidao.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.ingest.source.AddressPolicy;
import io.shidao.ingest.source.SupervisionConfig;
import io.shidao.ingest.tap.SourceTaps;
import io.shidao.ingest.tap.UnitTap;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource.Demand;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.fake.ScriptedBus.Mood;
import io.shidao.testkit.fake.ScriptedSource;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IngestServiceTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration LENGTH = Duration.ofMinutes(45);
    private static final String ADDRESS = "rtsp://admin:secret@10.0.0.9/1";

    private final DataKey key = DataKey.of(DataKey.generate());
    private final SettableClock clock = new SettableClock(NINE.minusSeconds(600));
    private final ScriptedBus bus = new ScriptedBus();
    private final ScriptedSource source = new ScriptedSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private IngestService service;
    private PartitionHandler<SourcePlanned> partitions;
    private byte picture;

    @BeforeEach
    void start() {
        SupervisionConfig supervision = new SupervisionConfig(
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                Duration.ofMillis(20),
                Duration.ofMillis(40),
                Duration.ZERO);
        IngestConfig config = new IngestConfig(
                supervision,
                AddressPolicy.defaults(),
                Duration.ofSeconds(20),
                Duration.ofMillis(10),
                3,
                Duration.ofSeconds(1));
        service = IngestService.start(config, "node", bus, List.of(source), key, clock, meters);
        partitions = bus.handler();
        assertThat(partitions.assigned(0)).isZero();
    }

    @AfterEach
    void stop() {
        service.close();

        assertThat(source.openStreams()).isZero();
        assertThat(counted("ingest.units.received"))
                .isEqualTo(counted("ingest.units.published") + counted("ingest.units.dropped"));
    }

    @Test
    void opensShortlyBeforeTheSessionAndClosesShortlyAfterIt() {
        plan("camera-1", ADDRESS, "session-1");
        staysWithout(() -> !source.streams().isEmpty());

        clock.set(NINE.minusSeconds(59));
        await().until(() -> source.openStreams() == 1);
        assertThat(source.stream().address().uri()).isEqualTo(ADDRESS);

        clock.set(NINE.plus(LENGTH).plusSeconds(29));
        staysWithout(() -> source.openStreams() == 0);
        clock.set(NINE.plus(LENGTH).plusSeconds(30));
        await().until(() -> source.openStreams() == 0);
    }

    @Test
    void publishesOneKeyUnitPerIntervalUntouched() {
        openAt(NINE);

        AccessUnit first = key();
        source.stream().bring(first);
        source.stream().bring(notKey());
        await().until(() -> samples().size() == 1);
        clock.advance(Duration.ofSeconds(9));
        source.stream().bring(key());
        await().until(() -> counted("ingest.units.dropped", "not_due") == 1);
        clock.advance(Duration.ofSeconds(1));
        source.stream().bring(key());
        await().until(() -> samples().size() == 2);

        Sample sample = samples().get(0);
        assertThat(sample.session()).isEqualTo(new SessionId("session-1"));
        assertThat(sample.source().value()).isEqualTo("camera-1");
        assertThat(sample.claimant()).isNull();
        assertThat(sample.codec()).isEqualTo(Codec.H264);
        assertThat(sample.payload()).isEqualTo(first.payload());
        assertThat(sample.sha256()).isEqualTo(first.payload().sha256());
        assertThat(sample.capturedAt()).isEqualTo(NINE);
        assertThat(bus.keys()).containsOnly("session-1");
        assertThat(counted("ingest.units.dropped", "not_key")).isEqualTo(1);
    }

    @Test
    void givesAUnitToEverySessionThatRuns() {
        plan("camera-1", ADDRESS, "session-1", "session-2");
        clock.set(NINE);
        await().until(() -> source.openStreams() == 1);

        source.stream().bring(key());

        await().until(() -> samples().size() == 2);
        assertThat(samples()).extracting(sample -> sample.session().value()).contains("session-1", "session-2");
        await().until(() -> counted("ingest.units.published") == 1);
    }

    @Test
    void publishesNothingBeforeTheSessionRuns() {
        openAt(NINE.minusSeconds(30));

        source.stream().bring(key());

        await().until(() -> counted("ingest.units.dropped", "not_due") == 1);
        assertThat(bus.keys()).isEmpty();
    }

    @Test
    void keepsOnlyTheNewestUnitWhileTheBusIsSlow() {
        openAt(NINE);
        await().until(() -> changes().size() == 1);
        bus.set(Mood.SLOW);
        source.stream().bring(key());
        await().until(() -> bus.waiting() >= 1 && samples().size() == 1);

        for (int i = 0; i < 100; i++) {
            clock.advance(Duration.ofSeconds(10));
            source.stream().bring(key());
        }
        byte[] newest = {0, 0, 1, 0x65, picture};

        assertThat(samples()).hasSize(1);
        assertThat(counted("ingest.units.dropped", "overtaken")).isEqualTo(99);
        bus.set(Mood.READY);
        bus.answerAll();
        await().until(() -> samples().size() == 2);
        assertThat(samples().get(1).payload()).isEqualTo(Payload.wrap(newest));
        await().until(() -> counted("ingest.units.published") == 2);
    }

    @Test
    void fillsTheIntervalWithALaterUnitWhenTheBusRefused() {
        openAt(NINE);
        await().until(() -> changes().size() == 1);
        bus.set(Mood.BROKEN);
        source.stream().bring(key());
        await().until(() -> counted("ingest.units.dropped", "bus") == 1);

        bus.set(Mood.READY);
        clock.advance(Duration.ofSeconds(2));
        source.stream().bring(key());

        await().until(() -> counted("ingest.units.published") == 1);
    }

    @Test
    void tellsTheRunningSessionEveryChangeAndReconnects() {
        openAt(NINE);
        source.stream().open(Codec.H264);
        source.stream().bring(key());
        await().until(() -> states().contains(SourceState.STREAMING));

        source.stream().end(SourceState.ENDED, "rtsp://10.0.0.9: the camera closed the connection");
        await().until(() -> source.streams().size() == 2);
        source.stream().end(SourceState.UNAUTHORISED, "rtsp://10.0.0.9: 401");
        await().until(() -> source.streams().size() == 3);

        await().until(() -> states().size() == 6);
        assertThat(states())
                .containsExactly(
                        SourceState.CONNECTING,
                        SourceState.STREAMING,
                        SourceState.ENDED,
                        SourceState.CONNECTING,
                        SourceState.UNAUTHORISED,
                        SourceState.CONNECTING);
        assertThat(changes()).allSatisfy(change -> {
            assertThat(change.session().value()).isEqualTo("session-1");
            assertThat(change.at()).isEqualTo(NINE);
            assertThat(change.detail()).doesNotContain("secret");
        });
    }

    @Test
    void tellsASessionThatBeginsWhatTheSourceIsDoingAlready() {
        openAt(NINE.minusSeconds(30));
        source.stream().bring(key());
        await().until(() -> counted("ingest.units.dropped", "not_due") == 1);
        assertThat(changes()).isEmpty();

        // stays within the watchdog's time
        clock.set(NINE);

        await().until(() -> !changes().isEmpty());
        assertThat(states()).first().isEqualTo(SourceState.STREAMING);
    }

    @Test
    void tellsAgainWhatTheBusRefused() {
        bus.set(Mood.BROKEN);
        openAt(NINE);
        await().until(() -> changes().size() >= 2);

        bus.set(Mood.READY);

        await().until(() -> counted("ingest.changes.published") == 1);
    }

    @Test
    void reconnectsWhenASourceFreezes() {
        openAt(NINE);
        source.stream().bring(key());

        await().until(() -> source.streams().size() == 2);
        assertThat(source.streams().get(0).isClosed()).isTrue();
        await().until(() -> states().contains(SourceState.FROZEN));
    }

    @Test
    void callsASourceFrozenThatOpensAndSendsNothing() {
        openAt(NINE);
        source.stream().open(Codec.H264);

        await().until(() -> states().contains(SourceState.FROZEN));
        assertThat(states()).doesNotContain(SourceState.STREAMING);
    }

    @Test
    void keepsAStreamOpenWhoseUnitsNobodyWants() {
        openAt(NINE);
        source.stream().bring(key());

        // longer than the watchdog's time
        await().during(Duration.ofMillis(600))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    source.stream().bring(notKey());
                    return source.streams().size() == 1;
                });
    }

    @Test
    void isDegradedWhileManyUnitsAreDamaged_andStreamsAgainAfterwards() {
        openAt(NINE);
        source.stream().bring(key());
        await().until(() -> states().contains(SourceState.STREAMING));

        for (int i = 0; i < 30; i++) {
            source.stream().damage();
        }
        await().until(() -> states().contains(SourceState.DEGRADED));
        assertThat(changes())
                .last()
                .satisfies(change -> assertThat(change.detail()).contains("damaged", "RTSP over TCP"));
        for (int i = 0; i < 3000; i++) {
            source.stream().bring(notKey());
        }

        await().until(() -> states().get(states().size() - 1) == SourceState.STREAMING);
        assertThat(source.streams()).hasSize(1);
        assertThat(counted("ingest.units.dropped", "damaged")).isEqualTo(30);
    }

    @Test
    void tellsHowFarApartKeyUnitsCome() {
        openAt(NINE);
        source.stream().bring(key());
        source.stream().bring(key());

        await().until(() -> changes().stream().anyMatch(change -> change.keyInterval() != null));
        assertThat(states()).last().isEqualTo(SourceState.STREAMING);
    }

    @Test
    void tellsACutAndOpensAgainWithinAMomentOfTheFirstRetry() {
        openAt(NINE);
        source.stream().bring(key());
        await().until(() -> states().contains(SourceState.STREAMING));
        long cut = System.nanoTime();

        source.stream().end(SourceState.ENDED, "reset");
        await().until(() -> source.streams().size() == 2);
        source.stream().bring(key());
        await().until(() ->
                states().stream().filter(s -> s == SourceState.STREAMING).count() == 2);

        assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void ignoresWhatAnAbandonedStreamStillSays() {
        openAt(NINE);
        ScriptedSource.Stream first = source.stream();
        first.bring(key());
        await().until(() -> source.streams().size() == 2);
        await().until(() -> states().size() == 4);

        first.end(SourceState.BAD_STREAM, "late");

        staysWithout(() -> states().contains(SourceState.BAD_STREAM));
    }

    @Test
    void refusesAnAddressOfThisMachineWithoutOpeningIt() {
        plan("camera-1", "http://169.254.169.254/latest", "session-1");
        clock.set(NINE);

        await().until(() -> states().contains(SourceState.REFUSED));
        staysWithout(() -> !source.streams().isEmpty());
        assertThat(changes())
                .last()
                .satisfies(change -> assertThat(change.detail()).contains("allow-loopback-addresses"));
    }

    @Test
    void carriesOnWithTheOthersWhenAPlanIsWrong() {
        SourcePlanned good = planned("camera-2", ADDRESS, "session-2");
        partitions.handle(
                0,
                List.of(
                        record("camera-1", planned("another", ADDRESS, "session-1")),
                        record("camera-3", planned("camera-3", "gopher://10.0.0.9/1", "session-1")),
                        record("camera-4", unsealed("camera-4")),
                        record("camera-5", endless("camera-5")),
                        record("camera-2", good)));
        partitions.idle(0);
        clock.set(NINE);

        await().until(() -> source.openStreams() == 1);
        assertThat(counted("ingest.plans.received")).isEqualTo(5);
        assertThat(counted("ingest.plans.refused")).isEqualTo(4);
        assertThat(counted("ingest.plans.refused", "sealed")).isEqualTo(1);
    }

    @Test
    void refusesMoreSourcesThanItMayHave() {
        for (int i = 1; i <= 4; i++) {
            plan("camera-" + i, ADDRESS, "session-" + i);
        }

        assertThat(counted("ingest.plans.refused", "too_many")).isEqualTo(1);
    }

    @Test
    void opensNothingBeforeThePartitionWasReadToItsEnd() {
        clock.set(NINE);
        partitions.handle(0, List.of(record("camera-1", planned("camera-1", ADDRESS, "session-1"))));
        staysWithout(() -> !source.streams().isEmpty());

        partitions.handle(0, List.of(record("camera-1", null)));
        partitions.idle(0);

        staysWithout(() -> !source.streams().isEmpty());
    }

    @Test
    void tellsTheSessionsWhenAPlanIsWithdrawn() {
        openAt(NINE);

        partitions.handle(0, List.of(record("camera-1", null)));

        await().until(() -> states().contains(SourceState.CLOSED));
        assertThat(source.openStreams()).isZero();
    }

    @Test
    void closesTheSourcesOfARevokedPartitionWithoutAWord() {
        openAt(NINE);
        await().until(() -> states().contains(SourceState.CONNECTING));

        partitions.revoked(0);

        assertThat(source.openStreams()).isZero();
        staysWithout(() -> states().contains(SourceState.CLOSED));
    }

    @Test
    void opensTheNewAddressWhenItChanges() {
        openAt(NINE);

        plan("camera-1", "rtsp://10.0.0.10/2", "session-1");

        await().until(() -> source.streams().size() == 2);
        assertThat(source.streams().get(0).isClosed()).isTrue();
        assertThat(source.stream().address().uri()).isEqualTo("rtsp://10.0.0.10/2");
    }

    @Test
    void keepsTheStreamWhenOnlySessionsChange() {
        openAt(NINE);

        plan("camera-1", ADDRESS, "session-1", "session-2");

        await().until(() ->
                changes().stream().anyMatch(change -> change.session().value().equals("session-2")));
        assertThat(source.streams()).hasSize(1);
    }

    @Test
    void samplesMoreOftenWhileTheAnalyzerWishes() {
        openAt(NINE);
        wish(Duration.ofSeconds(2));

        bring(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(samples()).hasSize(2);
        wish(null);
        bring(Duration.ofSeconds(6), Duration.ofSeconds(2));

        assertThat(samples())
                .extracting(Sample::capturedAt)
                .containsExactly(NINE, NINE.plusSeconds(2), NINE.plusSeconds(10));
    }

    @Test
    void neverSamplesMoreSeldomThanPlanned_norOnAnOldWish() {
        openAt(NINE);
        wish(Duration.ofSeconds(60));

        bring(Duration.ZERO, Duration.ofSeconds(10));
        assertThat(samples()).hasSize(2);
        wish(Duration.ofMillis(200));
        bring(Duration.ofMillis(500), Duration.ofMillis(500));
        assertThat(samples()).hasSize(3);
        bring(Duration.ofSeconds(299), Duration.ofSeconds(2));

        assertThat(samples()).hasSize(4);
    }

    @Test
    void asksForEveryUnitOnlyWhileSomebodyTaps() {
        openAt(NINE);
        source.stream().bring(notKey());
        RecordingTap tap = new RecordingTap();

        SourceTaps.Registration registration =
                service.tap(new SourceId("camera-1"), tap).orElseThrow();
        AccessUnit key = key();
        AccessUnit other = notKey();
        source.stream().bring(key);
        source.stream().bring(other);
        assertThat(tap.units).containsExactly(key, other);
        assertThat(counted("ingest.units.dropped", "not_key")).isEqualTo(2);

        registration.close();
        await().until(() -> source.stream().demand() == Demand.KEY_FRAMES);
        source.stream().bring(key());
        assertThat(tap.units).hasSize(2);
    }

    @Test
    void tellsATapThatTheStreamBrokeOffAndGoesOnWithEveryUnit() {
        openAt(NINE);
        RecordingTap tap = new RecordingTap();
        assertThat(service.tap(new SourceId("camera-1"), tap)).isPresent();
        source.stream().bring(key());
        await().until(() -> states().contains(SourceState.STREAMING));

        source.stream().end(SourceState.ENDED, "the camera closed the connection");
        await().until(() -> source.streams().size() == 2);
        assertThat(tap.interruptions).containsExactly(SourceState.ENDED);
        assertThat(source.stream().demand()).isEqualTo(Demand.ALL);

        partitions.revoked(0);
        assertThat(tap.closed).isTrue();
    }

    @Test
    void hasNothingToTapOfASourceOfAnotherNode() {
        assertThat(service.tap(new SourceId("camera-9"), new RecordingTap())).isEmpty();
    }

    private static final class RecordingTap implements UnitTap {
        private final List<AccessUnit> units = new CopyOnWriteArrayList<>();
        private final List<SourceState> interruptions = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public void accessUnit(AccessUnit unit) {
            units.add(unit);
        }

        @Override
        public void interrupted(SourceState why) {
            interruptions.add(why);
        }

        @Override
        public void closed() {
            closed = true;
        }
    }

    @Test
    void ignoresWishesThatMakeNoSense() {
        openAt(NINE);
        wishes().handle(
                        0,
                        List.of(
                                wish("session-9", Duration.ofSeconds(2)),
                                wish("session-1", Duration.ZERO),
                                wish("no such id!", Duration.ofSeconds(2))));

        bring(Duration.ZERO, Duration.ofSeconds(5));

        assertThat(samples()).hasSize(1);
    }

    private void wish(@Nullable Duration interval) {
        wishes().handle(0, List.of(wish("session-1", interval)));
    }

    private PartitionHandler<SamplingAsked> wishes() {
        return bus.handler(Topics.SAMPLING);
    }

    private BusRecord<SamplingAsked> wish(String session, @Nullable Duration interval) {
        SamplingAsked wish = interval == null
                ? null
                : SamplingAsked.newBuilder()
                        .setSessionId(session)
                        .setSourceId("camera-1")
                        .setInterval(Times.duration(interval))
                        .setAskedAt(Times.timestamp(clock.instant()))
                        .build();
        return new BusRecord<>(0, 0, session, wish);
    }

    /** Key units, each so long after the one before; returns when all have met their fate. */
    private void bring(Duration... steps) {
        for (Duration step : steps) {
            clock.advance(step);
            double done = done();
            source.stream().bring(key());
            await().until(() -> done() > done);
        }
    }

    private double done() {
        return counted("ingest.units.published") + counted("ingest.units.dropped");
    }

    private void openAt(Instant now) {
        plan("camera-1", ADDRESS, "session-1");
        clock.set(now);
        await().until(() -> source.openStreams() == 1);
    }

    private void plan(String id, String address, String... sessions) {
        partitions.handle(0, List.of(record(id, planned(id, address, sessions))));
        partitions.idle(0);
    }

    private SourcePlanned planned(String id, String address, String... sessions) {
        byte[] sealed = key.seal(address.getBytes(StandardCharsets.UTF_8), "source:" + id);
        SourcePlanned.Builder plan =
                SourcePlanned.newBuilder().setSourceId(id).setSealedAddress(ByteString.copyFrom(sealed));
        for (String session : sessions) {
            plan.addSessions(SourcePlanned.PlannedSession.newBuilder()
                    .setSessionId(session)
                    .setStartsAt(Times.timestamp(NINE))
                    .setEndsAt(Times.timestamp(NINE.plus(LENGTH)))
                    .setSamplingInterval(Times.duration(Duration.ofSeconds(10))));
        }
        return plan.build();
    }

    private static SourcePlanned unsealed(String id) {
        return SourcePlanned.newBuilder()
                .setSourceId(id)
                .setSealedAddress(ByteString.copyFromUtf8(ADDRESS))
                .build();
    }

    private SourcePlanned endless(String id) {
        SourcePlanned.Builder plan = planned(id, ADDRESS, "session-1").toBuilder();
        plan.getSessionsBuilder(0).setEndsAt(Times.timestamp(Instant.MAX));
        return plan.build();
    }

    private static BusRecord<SourcePlanned> record(String planKey, @Nullable SourcePlanned plan) {
        return new BusRecord<>(0, 0, planKey, plan);
    }

    private AccessUnit key() {
        picture++;
        return new AccessUnit(Codec.H264, true, clock.instant(), 0, Payload.wrap(new byte[] {0, 0, 1, 0x65, picture}));
    }

    private AccessUnit notKey() {
        return new AccessUnit(Codec.H264, false, clock.instant(), 0, Payload.wrap(new byte[] {0, 0, 1, 0x41, 1}));
    }

    private List<Sample> samples() {
        return bus.published(Sample.class);
    }

    private List<SourceChange> changes() {
        return bus.published(SourceChange.class);
    }

    private List<SourceState> states() {
        return changes().stream().map(SourceChange::state).toList();
    }

    private double counted(String name) {
        return meters.find(name).counters().stream().mapToDouble(Counter::count).sum();
    }

    private double counted(String name, String reason) {
        return meters.find(name).tag("reason", reason).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** For what must not happen: long enough for several looks of the loop. */
    private static void staysWithout(Callable<Boolean> what) {
        await().during(Duration.ofMillis(80)).until(() -> !what.call());
    }
}
