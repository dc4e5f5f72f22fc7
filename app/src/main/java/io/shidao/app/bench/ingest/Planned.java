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

/**
 * Plans cameras as the api does: by the bus, each with a session of its own.
 *
 * @param recorded how many of the first cameras are recorded continuously
 */
record Planned(Bus bus, DataKey key, int port, int mounts, int recorded) {
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
            String id = id(i);
            bus.publish(Topics.SOURCES, id, plan(id, addresses.get(i - from), i < recorded))
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Of camera number i. */
    static String id(int i) {
        return "camera-" + i;
    }

    private SourcePlanned plan(String id, String address, boolean record) {
        byte[] sealed = key.seal(address.getBytes(StandardCharsets.UTF_8), "source:" + id);
        Instant starts = Instant.now().minusSeconds(1);
        return SourcePlanned.newBuilder()
                .setSourceId(id)
                .setRecording(
                        record ? SourcePlanned.Recording.RECORDING_CONTINUOUS : SourcePlanned.Recording.RECORDING_OFF)
                .setSealedAddress(ByteString.copyFrom(sealed))
                .addSessions(SourcePlanned.PlannedSession.newBuilder()
                        .setSessionId("session-of-" + id)
                        .setStartsAt(Times.timestamp(starts))
                        .setEndsAt(Times.timestamp(starts.plus(LENGTH)))
                        .setSamplingInterval(Times.duration(EVERY)))
                .build();
    }
}
