package io.shidao.app.bench.ingest;

import com.google.protobuf.ByteString;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.wire.Times;
import io.shidao.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Plans cameras as the api does: by the bus, each with a session of its own. */
record Planned(Bus bus, DataKey key, int port, int mounts) {
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration LENGTH = Duration.ofHours(12);

    /** Of the cameras in this range. */
    static List<String> addresses(int port, int mounts, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "rtsp://127.0.0.1:" + port + "/camera" + i % mounts)
                .toList();
    }

    void plan(int from, int to) {
        List<String> addresses = addresses(port, mounts, from, to);
        for (int i = from; i < to; i++) {
            String id = "camera-" + i;
            bus.publish(Topics.SOURCES, id, plan(id, addresses.get(i - from)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private SourcePlanned plan(String id, String address) {
        byte[] sealed = key.seal(address.getBytes(StandardCharsets.UTF_8), "source:" + id);
        Instant starts = Instant.now().minusSeconds(1);
        return SourcePlanned.newBuilder()
                .setSourceId(id)
                .setSealedAddress(ByteString.copyFrom(sealed))
                .addSessions(SourcePlanned.PlannedSession.newBuilder()
                        .setSessionId("session-of-" + id)
                        .setStartsAt(Times.timestamp(starts))
                        .setEndsAt(Times.timestamp(starts.plus(LENGTH)))
                        .setSamplingInterval(Times.duration(EVERY)))
                .build();
    }
}
