package io.shidao.ingest.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.ingest.IngestConfig;
import io.shidao.ingest.IngestService;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.AnomalyRaised;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.proto.bus.v1.SourcePlanned.Recording;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.ScriptedBus;
import io.shidao.testkit.fake.ScriptedSource;
import io.shidao.testkit.time.SettableClock;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A planned source is recorded as its plan says. */
@Timeout(30)
class RecordedSourceTest {
    private final DataKey key = DataKey.of(DataKey.generate());
    private final SettableClock clock = new SettableClock(Footage.START);
    private final ScriptedBus bus = new ScriptedBus();
    private final ScriptedSource source = new ScriptedSource();
    private final MemorySegmentIndex index = new MemorySegmentIndex();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Recordings recordings =
            Recordings.start(RecordingConfig.defaults(), new MemoryBlobStore(), index, clock, meters);
    private IngestService service;
    private long offset;

    @BeforeEach
    void start() {
        service = IngestService.start(
                IngestConfig.defaults(), "node", bus, List.of(source), key, clock, meters, recordings);
        partitions().assigned(0);
    }

    @AfterEach
    void stop() {
        service.close();
        recordings.close();
    }

    @Test
    void isRecordedFromTheMomentItsPlanSaysSo() {
        plan(Recording.RECORDING_OFF);
        opened();
        bring(0, 100);
        plan(Recording.RECORDING_CONTINUOUS);
        bring(100, 250);

        await().until(() -> index.all().size() == 1);
        assertThat(index.all().get(0).from()).isEqualTo(Footage.at(100));
        assertThat(index.all().get(0).session().value()).isEqualTo("session");
        plan(Recording.RECORDING_OFF);
        await().until(() -> index.all().size() == 2);
        bring(250, 400);
        plan(Recording.RECORDING_OFF);
        assertThat(index.all().get(1).to()).isEqualTo(Footage.at(250));
    }

    @Test
    void isRecordedAroundAnAnomalyOfItsSession() {
        plan(Recording.RECORDING_AROUND_ANOMALIES);
        opened();
        bring(0, 300);
        raise("another-session", 290);
        raise("no session id", 290);
        raise("session", 290);
        bring(300, 700);

        await().until(() -> index.all().size() >= 4);
        assertThat(index.all().get(0).from()).isBetween(Footage.at(130), Footage.at(140));
    }

    @Test
    void isRecordedSinceTheAnomalyBegan_asFarAsThatIsStillInMemory() {
        plan(Recording.RECORDING_AROUND_ANOMALIES);
        opened();
        bring(0, 300);
        raise("session", 290, AnomalyRaised.newBuilder().setFrom(Times.timestamp(Footage.at(200))));
        bring(300, 500);

        await().until(() -> index.all().size() >= 4);
        assertThat(index.all().get(0).from()).isBetween(Footage.at(40), Footage.at(50));
    }

    @Test
    void namesWhatIsMissingWhileTheCameraIsAway() {
        plan(Recording.RECORDING_CONTINUOUS);
        opened();
        bring(0, 50);
        source.stream().end(SourceState.TIMED_OUT, "cut");
        await().until(() -> source.streams().size() == 2);
        source.stream().open(Codec.H264);
        bring(100, 150);
        plan(Recording.RECORDING_OFF);

        await().until(() -> index.all().size() == 2 && index.noted().size() == 1);
        assertThat(index.noted().get(0).reason()).isEqualTo(GapReason.SOURCE_LOST);
        assertThat(index.noted().get(0).from()).isEqualTo(Footage.at(50));
        assertThat(index.noted().get(0).to()).isEqualTo(Footage.at(100));
    }

    private void opened() {
        await().until(() -> source.openStreams() == 1);
        source.stream().open(Codec.H264);
    }

    private void bring(int from, int to) {
        for (int number = from; number < to; number++) {
            source.stream().bring(Footage.unit(number));
        }
    }

    /** As an analyzer of before says it. */
    private void raise(String session, int number) {
        raise(session, number, AnomalyRaised.newBuilder());
    }

    private void raise(String session, int number, AnomalyRaised.Builder anomaly) {
        SessionEvent event = SessionEvent.newBuilder()
                .setSessionId(session)
                .setAt(Times.timestamp(Footage.at(number)))
                .setAnomalyRaised(anomaly.setKind("OUTSIDER"))
                .build();
        bus.consumer(Topics.EVENTS).accept(new BusRecord<>(0, offset++, session, event));
    }

    private void plan(Recording recording) {
        byte[] address = "rtsp://10.0.0.9/1".getBytes(StandardCharsets.UTF_8);
        SourcePlanned plan = SourcePlanned.newBuilder()
                .setSourceId("source")
                .setSealedAddress(ByteString.copyFrom(key.seal(address, "source:source")))
                .setRecording(recording)
                .addSessions(SourcePlanned.PlannedSession.newBuilder()
                        .setSessionId("session")
                        .setStartsAt(Times.timestamp(Footage.START))
                        .setEndsAt(Times.timestamp(Footage.START.plusSeconds(600)))
                        .setSamplingInterval(Times.duration(Duration.ofSeconds(10))))
                .build();
        partitions().handle(0, List.of(new BusRecord<>(0, offset++, "source", plan)));
        partitions().idle(0);
    }

    private PartitionHandler<SourcePlanned> partitions() {
        return bus.handler(Topics.SOURCES);
    }
}
