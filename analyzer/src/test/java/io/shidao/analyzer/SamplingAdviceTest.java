package io.shidao.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.analyzer.testing.Classroom;
import io.shidao.analyzer.testing.ScriptedVision;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.session.SessionKind;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplingAdviceTest {
    private final Classroom room = new Classroom(7, SessionKind.THEORY);
    private final ScriptedBus bus = new ScriptedBus();

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
                                ports.meters()))
                .worker();
        handler.assigned(0);
        return handler;
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
