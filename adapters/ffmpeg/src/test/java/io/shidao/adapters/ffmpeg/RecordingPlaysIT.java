package io.shidao.adapters.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.ingest.record.Clip;
import io.shidao.ingest.record.ClipReader;
import io.shidao.ingest.record.GapReason;
import io.shidao.ingest.record.RecordedSegment;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.record.RecordingGap;
import io.shidao.ingest.record.RecordingPolicy;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.record.SegmentIndex;
import io.shidao.ingest.record.SourceRecorder;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.AccessUnitSource;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.media.SourceState;
import io.shidao.testkit.camera.CameraServer;
import io.shidao.testkit.camera.HangUp;
import io.shidao.testkit.camera.VideoFeed;
import io.shidao.testkit.fake.MemoryBlobStore;
import io.shidao.testkit.fake.RecordingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A camera is recorded, cut, and recorded again; what was kept plays in libavformat, picture by picture. */
@Timeout(60)
class RecordingPlaysIT {
    private static final SourceId SOURCE = new SourceId("source");
    private static final Duration TIME_OUT = Duration.ofSeconds(10);

    private final MemoryBlobStore blobs = new MemoryBlobStore();
    private final KeptSegments index = new KeptSegments();
    private final LibavSource source =
            new LibavSource(new LibavConfig(TIME_OUT, TIME_OUT, TIME_OUT, 1 << 20), Clock.systemUTC());

    @Test
    void playsInLibavformatAndNamesTheCut(@TempDir Path folder) throws IOException {
        RecordingConfig config = new RecordingConfig(
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(1),
                16,
                16,
                100,
                Duration.ofDays(1),
                1,
                1);
        int recorded;
        try (CameraServer camera = CameraServer.open();
                Recordings recordings =
                        Recordings.start(config, blobs, index, Clock.systemUTC(), new SimpleMeterRegistry())) {
            camera.mount("/room", VideoFeed.loop(TestVideo.FRAMES_PER_SECOND, TestVideo.UNITS));
            SourceRecorder recorder = recordings.recorder(
                    SOURCE, RecordingPolicy.CONTINUOUS, time -> Optional.of(new SessionId("session")));
            Tapped first = watch(camera, recorder, 45);
            camera.stop(HangUp.RST);
            await().until(first::isOver);
            camera.restart();
            Tapped second = watch(camera, recorder, 25);
            camera.stop(HangUp.FIN);
            await().until(second::isOver);
            recorder.closed();
            recorded = first.units.get() + second.units.get();
        }

        assertThat(index.gaps)
                .singleElement()
                .satisfies(gap -> assertThat(gap.reason()).isEqualTo(GapReason.SOURCE_LOST));
        Clip clip = new ClipReader(blobs, index)
                .find(SOURCE, Instant.EPOCH, Instant.now().plusSeconds(10))
                .orElseThrow();
        assertThat(play(clip, folder.resolve("clip.mp4"))).isEqualTo(recorded);
    }

    /** Units that libavformat reads from the file. */
    private int play(Clip clip, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            while (clip.parts().hasNext()) {
                out.write(clip.parts().next());
            }
        }
        RecordingListener played = new RecordingListener();
        // a file ends by itself
        var unused = source.open(new SourceAddress(file.toUri().toString()), AccessUnitSource.Demand.ALL, played);
        await().atMost(Duration.ofSeconds(30)).until(() -> !played.ends().isEmpty());
        return played.units().size();
    }

    private Tapped watch(CameraServer camera, SourceRecorder recorder, int units) {
        Tapped tapped = new Tapped(recorder);
        // ends when the camera stops
        var unused = source.open(new SourceAddress(camera.url("/room")), AccessUnitSource.Demand.ALL, tapped);
        await().atMost(Duration.ofSeconds(20)).until(() -> tapped.units.get() >= units);
        return tapped;
    }

    /** What ingest does with a tap. */
    private static final class Tapped implements AccessUnitSource.Listener {
        private final SourceRecorder recorder;
        private final AtomicInteger units = new AtomicInteger();
        private volatile boolean over;

        Tapped(SourceRecorder recorder) {
            this.recorder = recorder;
        }

        boolean isOver() {
            return over;
        }

        @Override
        public void opened(Codec codec) {
            // nothing to do
        }

        @Override
        public void accessUnit(AccessUnit unit) {
            recorder.accessUnit(unit);
            units.incrementAndGet();
        }

        @Override
        public void skipped() {
            // everything is wanted
        }

        @Override
        public void ended(SourceState state, String detail) {
            recorder.interrupted(state);
            over = true;
        }
    }

    /** Keeps rows; erases nothing. */
    private static final class KeptSegments implements SegmentIndex {
        private final List<RecordedSegment> segments = new CopyOnWriteArrayList<>();
        private final List<RecordingGap> gaps = new CopyOnWriteArrayList<>();

        @Override
        public void announce(RecordedSegment segment) {
            segments.add(segment);
        }

        @Override
        public void kept(String segment) {
            // all are
        }

        @Override
        public void gap(RecordingGap gap) {
            gaps.add(gap);
        }

        @Override
        public List<RecordedSegment> list(SourceId asked, Instant from, Instant to, int limit) {
            return List.copyOf(segments);
        }

        @Override
        public List<RecordingGap> gaps(SourceId asked, Instant from, Instant to, int limit) {
            return List.copyOf(gaps);
        }

        @Override
        public List<RecordedSegment> endedBefore(Instant time, int limit) {
            return List.of();
        }

        @Override
        public Map<SourceId, Long> bytes() {
            return Map.of();
        }

        @Override
        public List<RecordedSegment> oldest(SourceId asked, int limit) {
            return List.of();
        }

        @Override
        public void erased(String segment, Instant at) {
            throw new UnsupportedOperationException("nothing is erased here");
        }

        @Override
        public boolean isShared(Sha256 content, String besides) {
            return false;
        }
    }
}
