package io.shidao.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.shidao.kernel.bus.Topic;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.proto.bus.v1.SamplingAsked;
import io.shidao.proto.bus.v1.SessionEvent;
import io.shidao.proto.bus.v1.SourcePlanned;
import java.util.List;

/** All topics, in flow order. */
public final class Topics {
    /** api → ingest: what to open. Key: source id. */
    public static final Topic<SourcePlanned> SOURCES =
            new Topic<>("sources", true, MessageLite::toByteArray, bytes -> parse(SourcePlanned.parser(), bytes));

    /** ingest → analyzer: what was seen. Key: session id. */
    public static final Topic<SessionInput> SAMPLES = new Topic<>(
            "samples",
            false,
            input -> SessionInputs.toMessage(input).toByteArray(),
            bytes -> SessionInputs.fromMessage(parse(io.shidao.proto.bus.v1.SessionInput.parser(), bytes)));

    /** analyzer → ingest: how often to sample. Advice only. Key: session id. */
    public static final Topic<SamplingAsked> SAMPLING =
            new Topic<>("sampling", true, MessageLite::toByteArray, bytes -> parse(SamplingAsked.parser(), bytes));

    /** analyzer → api: what was concluded. Key: session id. */
    public static final Topic<SessionEvent> EVENTS =
            new Topic<>("events", false, MessageLite::toByteArray, bytes -> parse(SessionEvent.parser(), bytes));

    private Topics() {}

    public static List<Topic<?>> all() {
        return List.of(SOURCES, SAMPLES, SAMPLING, EVENTS);
    }

    private static <M> M parse(Parser<M> parser, byte[] bytes) {
        try {
            return parser.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("bus event of " + bytes.length + " bytes: not the expected message", e);
        }
    }
}
