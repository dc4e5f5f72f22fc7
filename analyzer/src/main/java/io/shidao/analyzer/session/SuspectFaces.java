package io.shidao.analyzer.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shidao.analyzer.store.SealedSuspect;
import io.shidao.analyzer.track.Appearance;
import io.shidao.analyzer.track.Track;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.record.Anomaly;
import io.shidao.kernel.record.AnomalyKind;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** What suspects look like, sealed for as long as their case is open. Thread-safe. */
public final class SuspectFaces {
    private final DataKey key;

    public SuspectFaces(DataKey key) {
        this.key = key;
    }

    /** Of those of the session's cases that are about a substitute whose look is known. */
    public List<SealedSuspect> of(SessionState state, Collection<Anomaly> anomalies) {
        List<SealedSuspect> suspects = new ArrayList<>();
        for (Anomaly anomaly : anomalies) {
            Double track = anomaly.numbers().get("track");
            if (anomaly.kind() == AnomalyKind.IMPERSONATION && track != null) {
                state.tracks().tracks().stream()
                        .filter(candidate -> candidate.id() == track.longValue())
                        .map(Track::appearance)
                        .filter(Objects::nonNull)
                        .forEach(look -> suspects.add(suspect(anomaly, look)));
            }
        }
        return suspects;
    }

    private SealedSuspect suspect(Anomaly anomaly, Appearance look) {
        List<EvidenceRef> captured = anomaly.evidence().stream()
                .filter(ref -> ref.purpose() == EvidenceRef.Purpose.CAPTURED_FACE)
                .toList();
        return new SealedSuspect(anomaly.id(), anomaly.session(), anomaly.since(), seal(anomaly.id(), look), captured);
    }

    private byte[] seal(AnomalyId anomaly, Appearance appearance) {
        return key.seal(CheckpointWriter.appearance(appearance).toByteArray(), purpose(anomaly));
    }

    /** @throws StoreException CORRUPT when it is not what was sealed */
    public Appearance open(AnomalyId anomaly, byte[] sealed) {
        try {
            return CheckpointReader.appearance(
                    io.shidao.proto.state.v1.Appearance.parseFrom(key.open(sealed, purpose(anomaly))));
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException(StoreException.ErrorCode.CORRUPT, "suspect of " + anomaly + ": cannot be read", e);
        }
    }

    private static String purpose(AnomalyId anomaly) {
        return "suspect:" + anomaly.value();
    }
}
