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
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.fake.ScriptedBus.Mood;
import io.shidao.testkit.fake.ScriptedSource;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Whatever happens to a source, its viewers and the bus: every access unit meets exactly one fate. */
class ConservationProperties {
    /** What can happen, in any order. */
    enum Step {
        KEY,
        KEYS_IN_A_ROW,
        NOT_KEY,
        DAMAGED,
        NEXT_INTERVAL,
        BUS_READY,
        BUS_SLOW,
        BUS_BROKEN,
        BUS_ANSWERS,
        TAP,
        UNTAP,
        CUT,
        LATE_UNIT,
        ANOTHER_ADDRESS,
        WITHDRAW,
        HAND_OVER
    }

    @Property(tries = 60)
    void everyUnitMeetsExactlyOneFate(@ForAll @Size(max = 60) List<Step> steps) {
        World world = new World();
        steps.forEach(world::take);
        world.end();
    }

    /** One source of one session in an ingest service of its own. */
    private static final class World {
        private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
        private static final SourceId CAMERA = new SourceId("camera-1");

        private final DataKey key = DataKey.of(DataKey.generate());
        private final SettableClock clock = new SettableClock(NINE);
        private final ScriptedBus bus = new ScriptedBus();
        private final ScriptedSource source = new ScriptedSource();
        private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
        private final Deque<SourceTaps.Registration> taps = new ArrayDeque<>();
        private final IngestService service;
        private final PartitionHandler<SourcePlanned> partitions;
        private int brought;
        private int samplers = 1;
        private int addresses;

        World() {
            SupervisionConfig supervision = new SupervisionConfig(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(10),
                    Duration.ofMillis(11),
                    Duration.ZERO);
            IngestConfig config = new IngestConfig(
                    supervision,
                    AddressPolicy.defaults(),
                    Duration.ofMinutes(1),
                    Duration.ofMillis(10),
                    3,
                    Duration.ofSeconds(1));
            service = IngestService.start(config, "node", bus, List.of(source), key, clock, meters);
            partitions = bus.handler();
            partitions.assigned(0);
            plan();
        }

        void take(Step step) {
            switch (step) {
                case KEY -> bring(true);
                case KEYS_IN_A_ROW -> {
                    for (int i = 0; i < 20; i++) {
                        bring(true);
                    }
                }
                case NOT_KEY -> bring(false);
                case DAMAGED -> {
                    brought++;
                    source.stream().damage();
                }
                case NEXT_INTERVAL -> clock.advance(Duration.ofSeconds(10));
                case BUS_READY -> bus.set(Mood.READY);
                case BUS_SLOW -> bus.set(Mood.SLOW);
                case BUS_BROKEN -> bus.set(Mood.BROKEN);
                case BUS_ANSWERS -> bus.answerAll();
                case TAP -> service.tap(CAMERA, new Viewer()).ifPresent(taps::add);
                case UNTAP -> {
                    if (!taps.isEmpty()) {
                        taps.remove().close();
                    }
                }
                case CUT -> {
                    source.stream().end(SourceState.ENDED, "cut");
                    awaitStream();
                }
                case LATE_UNIT -> {
                    // an abandoned stream may still say something
                    brought++;
                    source.streams().get(0).bring(unit(true));
                }
                case ANOTHER_ADDRESS -> {
                    addresses++;
                    plan();
                }
                case WITHDRAW -> {
                    partitions.handle(0, List.of(new BusRecord<>(0, 0, CAMERA.value(), null)));
                    samplers++;
                    plan();
                }
                case HAND_OVER -> {
                    partitions.revoked(0);
                    partitions.assigned(0);
                    samplers++;
                    plan();
                }
            }
            // each sampler holds one unit on its way to the bus, and the newest that waits
            assertThat(brought - fates()).isBetween(0.0, 2.0 * samplers);
        }

        void end() {
            service.close();
            brought++;
            source.stream().bring(unit(true));
            bus.set(Mood.READY);
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> {
                        bus.answerAll();
                        return fates() == brought;
                    });
            assertThat(counted("ingest.units.received")).isEqualTo(brought);
            assertThat(counted("ingest.units.published"))
                    .isLessThanOrEqualTo(bus.published(Sample.class).size());
            assertThat(source.openStreams()).isZero();
        }

        private void bring(boolean isKey) {
            brought++;
            source.stream().bring(unit(isKey));
        }

        private double fates() {
            return counted("ingest.units.published") + counted("ingest.units.dropped");
        }

        private double counted(String name) {
            return meters.find(name).counters().stream()
                    .mapToDouble(Counter::count)
                    .sum();
        }

        private void plan() {
            String address = "rtsp://10.0.0.9/" + addresses;
            byte[] sealed = key.seal(address.getBytes(StandardCharsets.UTF_8), "source:" + CAMERA);
            SourcePlanned plan = SourcePlanned.newBuilder()
                    .setSourceId(CAMERA.value())
                    .setSealedAddress(ByteString.copyFrom(sealed))
                    .addSessions(SourcePlanned.PlannedSession.newBuilder()
                            .setSessionId("session-1")
                            .setStartsAt(Times.timestamp(NINE))
                            .setEndsAt(Times.timestamp(NINE.plus(Duration.ofHours(2))))
                            .setSamplingInterval(Times.duration(Duration.ofSeconds(10))))
                    .build();
            partitions.handle(0, List.of(new BusRecord<>(0, 0, CAMERA.value(), plan)));
            partitions.idle(0);
            awaitStream();
        }

        private void awaitStream() {
            await().pollInterval(Duration.ofMillis(1)).until(() -> source.openStreams() == 1);
        }

        private AccessUnit unit(boolean isKey) {
            byte type = (byte) (isKey ? 0x65 : 0x41);
            return new AccessUnit(
                    Codec.H264, isKey, clock.instant(), 0, Payload.wrap(new byte[] {0, 0, 1, type, (byte) brought}));
        }

        private static final class Viewer implements UnitTap {
            @Override
            public void accessUnit(AccessUnit unit) {}

            @Override
            public void interrupted(SourceState why) {}

            @Override
            public void closed() {}
        }
    }
}
