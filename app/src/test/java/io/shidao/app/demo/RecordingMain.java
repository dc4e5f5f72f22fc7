package io.shidao.app.demo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.adapters.blob.DirectoryBlobStore;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.DatabaseConfig;
import io.shidao.adapters.postgres.recording.PostgresSegmentIndex;
import io.shidao.ingest.record.RecordingConfig;
import io.shidao.ingest.record.RecordingPolicy;
import io.shidao.ingest.record.Recordings;
import io.shidao.ingest.record.SourceRecorder;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.AccessUnit;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A process that records one source continuously, ten times as fast as a camera films, until it is killed or done. */
final class RecordingMain {
    static final Duration SEGMENT = Duration.ofSeconds(2);

    private RecordingMain() {}

    static RecordingConfig config() {
        return new RecordingConfig(
                SEGMENT, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), 16, 16, 100, Duration.ofDays(1), 1, 1);
    }

    /** URL, user and password of the database, folder, key, source, session, film, first picture's time, pictures. */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> film = read(Path.of(arguments[7]));
        SessionId session = new SessionId(arguments[6]);
        Instant start = Instant.parse(arguments[8]);
        int pictures = Integer.parseInt(arguments[9]);
        DataKey key = DataKey.of(HexFormat.of().parseHex(arguments[4]));
        try (Database database = Database.open(DatabaseConfig.of(arguments[0], arguments[1], arguments[2]));
                Recordings recordings = Recordings.start(
                        config(),
                        DirectoryBlobStore.open(Path.of(arguments[3]), key, Clock.systemUTC()),
                        new PostgresSegmentIndex(database),
                        Clock.systemUTC(),
                        new SimpleMeterRegistry())) {
            SourceRecorder recorder = recordings.recorder(
                    new SourceId(arguments[5]), RecordingPolicy.CONTINUOUS, time -> Optional.of(session));
            for (int number = 0; number < pictures; number++) {
                recorder.accessUnit(new AccessUnit(
                        Codec.H264,
                        number % RecordingIT.GROUP == 0,
                        start.plus(RecordingIT.PICTURE.multipliedBy(number)),
                        number * RecordingIT.PICTURE.toNanos() / 1000,
                        Payload.wrap(film.get(number % film.size()))));
                LockSupport.parkNanos(RecordingIT.PICTURE.toNanos() / 10);
            }
            recorder.closed();
        }
    }

    private static List<byte[]> read(Path film) throws IOException {
        List<byte[]> units = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(film))) {
            for (int left = in.readInt(); left > 0; left--) {
                units.add(in.readNBytes(in.readInt()));
            }
        }
        return units;
    }
}
