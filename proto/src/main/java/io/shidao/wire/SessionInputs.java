package io.shidao.wire;

import com.google.protobuf.UnsafeByteOperations;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.media.SourceState;
import io.shidao.kernel.sample.Sample;
import io.shidao.kernel.sample.SessionInput;
import io.shidao.kernel.sample.SourceChange;
import io.shidao.proto.bus.v1.SampleTaken;
import io.shidao.proto.bus.v1.SourceChanged;

/** Samples and source changes as messages. */
final class SessionInputs {
    private SessionInputs() {}

    static io.shidao.proto.bus.v1.SessionInput toMessage(SessionInput input) {
        var message = io.shidao.proto.bus.v1.SessionInput.newBuilder();
        if (input instanceof Sample sample) {
            message.setSampleTaken(taken(sample));
        } else if (input instanceof SourceChange change) {
            message.setSourceChanged(changed(change));
        }
        return message.build();
    }

    static SessionInput fromMessage(io.shidao.proto.bus.v1.SessionInput message) {
        return switch (message.getInputCase()) {
            case SAMPLE_TAKEN -> sample(message.getSampleTaken());
            case SOURCE_CHANGED -> change(message.getSourceChanged());
            case INPUT_NOT_SET ->
                throw new IllegalArgumentException(
                        "session input: none set (expected: a sample or a source change; likely from a newer version)");
        };
    }

    private static SampleTaken taken(Sample sample) {
        var message = SampleTaken.newBuilder()
                .setSampleId(sample.id().value())
                .setSessionId(sample.session().value())
                .setSourceId(sample.source().value())
                .setCodec(SampleTaken.Codec.valueOf("CODEC_" + sample.codec().name()))
                .setCapturedAt(Times.timestamp(sample.capturedAt()))
                .setReceivedAt(Times.timestamp(sample.receivedAt()))
                .setSha256(sample.sha256().hex())
                .setPayload(UnsafeByteOperations.unsafeWrap(sample.payload().buffer()));
        if (sample.claimant() != null) {
            message.setClaimantId(sample.claimant().value());
        }
        if (sample.cameraTime() != null) {
            message.setCameraTime(Times.timestamp(sample.cameraTime()));
        }
        return message.build();
    }

    private static Sample sample(SampleTaken message) {
        return new Sample(
                new SampleId(message.getSampleId()),
                new SessionId(message.getSessionId()),
                new SourceId(message.getSourceId()),
                message.getClaimantId().isEmpty() ? null : new SubjectId(message.getClaimantId()),
                Codec.valueOf(withoutPrefix(message.getCodec().name(), "CODEC_")),
                Times.instant(message.getCapturedAt()),
                Times.instant(message.getReceivedAt()),
                new Sha256(message.getSha256()),
                Payload.wrap(message.getPayload().toByteArray()),
                message.hasCameraTime() ? Times.instant(message.getCameraTime()) : null);
    }

    private static SourceChanged changed(SourceChange change) {
        var message = SourceChanged.newBuilder()
                .setSessionId(change.session().value())
                .setSourceId(change.source().value())
                .setState(SourceChanged.State.valueOf("STATE_" + change.state().name()))
                .setDetail(change.detail())
                .setAt(Times.timestamp(change.at()));
        if (change.keyInterval() != null) {
            message.setKeyInterval(Times.duration(change.keyInterval()));
        }
        return message.build();
    }

    private static SourceChange change(SourceChanged message) {
        return new SourceChange(
                new SessionId(message.getSessionId()),
                new SourceId(message.getSourceId()),
                SourceState.valueOf(withoutPrefix(message.getState().name(), "STATE_")),
                message.getDetail(),
                Times.instant(message.getAt()),
                message.hasKeyInterval() ? Times.duration(message.getKeyInterval()) : null);
    }

    private static String withoutPrefix(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
