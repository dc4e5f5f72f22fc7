package io.shidao.ingest.source;

import com.google.protobuf.Timestamp;
import io.shidao.ingest.record.RecordingPolicy;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.SourceAddress;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.bus.v1.SourcePlanned;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;

/** What the api wants from one source. The sessions may be in any order and may overlap. */
public record SourcePlan(
        SourceId source, SourceAddress address, List<PlannedSession> sessions, RecordingPolicy recording) {
    public SourcePlan {
        sessions = List.copyOf(sessions);
    }

    /**
     * Opens the seal of the address.
     *
     * @throws IllegalArgumentException on a plan that makes no sense, without credentials in the message
     * @throws StoreException CORRUPT when the seal does not open
     */
    public static SourcePlan from(SourcePlanned message, DataKey key) {
        SourceId source = new SourceId(message.getSourceId());
        byte[] address = key.open(message.getSealedAddress().toByteArray(), "source:" + source);
        return new SourcePlan(
                source,
                new SourceAddress(new String(address, StandardCharsets.UTF_8)),
                message.getSessionsList().stream().map(SourcePlan::session).toList(),
                recording(message.getRecording()));
    }

    /** What this node does not understand is not recorded. */
    private static RecordingPolicy recording(SourcePlanned.Recording recording) {
        return switch (recording) {
            case RECORDING_AROUND_ANOMALIES -> RecordingPolicy.AROUND_ANOMALIES;
            case RECORDING_CONTINUOUS -> RecordingPolicy.CONTINUOUS;
            case RECORDING_UNSPECIFIED, RECORDING_OFF, UNRECOGNIZED -> RecordingPolicy.OFF;
        };
    }

    private static PlannedSession session(SourcePlanned.PlannedSession message) {
        try {
            return new PlannedSession(
                    new SessionId(message.getSessionId()),
                    time(message.getStartsAt()),
                    time(message.getEndsAt()),
                    Times.duration(message.getSamplingInterval()));
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("session " + message.getSessionId() + ": a time out of range", e);
        }
    }

    private static Instant time(Timestamp timestamp) {
        return Times.instant(timestamp);
    }
}
