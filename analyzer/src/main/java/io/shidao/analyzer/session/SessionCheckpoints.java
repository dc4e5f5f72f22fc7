package io.shidao.analyzer.session;

import com.google.protobuf.InvalidProtocolBufferException;
import io.shidao.analyzer.evidence.EvidenceConfig;
import io.shidao.analyzer.store.Checkpoint;
import io.shidao.analyzer.track.TrackConfig;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import io.shidao.proto.state.v1.SessionCheckpoint;
import java.util.List;

/** Session states as sealed bytes and back; a state that was read goes on exactly as the one that was written. */
public final class SessionCheckpoints {
    private final DataKey key;
    private final TrackConfig tracks;
    private final EvidenceConfig pictures;

    public SessionCheckpoints(DataKey key, TrackConfig tracks, EvidenceConfig pictures) {
        this.key = key;
        this.tracks = tracks;
        this.pictures = pictures;
    }

    public Checkpoint write(SessionState state) {
        byte[] plain = message(state).toByteArray();
        return new Checkpoint(
                state.plan().id(),
                !state.isConcluded(),
                key.seal(plain, purpose(state.plan().id())));
    }

    static SessionCheckpoint message(SessionState state) {
        return new CheckpointWriter().write(state);
    }

    /** @throws StoreException CORRUPT when it cannot be opened or read */
    public SessionState read(byte[] sealed, SessionPlan plan, Roster roster, List<Claim> claims) {
        try {
            SessionCheckpoint message = SessionCheckpoint.parseFrom(key.open(sealed, purpose(plan.id())));
            return new CheckpointReader(message, tracks, pictures).read(plan, roster, claims);
        } catch (InvalidProtocolBufferException e) {
            throw new StoreException(
                    StoreException.ErrorCode.CORRUPT,
                    "checkpoint of session " + plan.id() + ": not readable (likely cause: written by a newer version)",
                    e);
        }
    }

    private static String purpose(SessionId session) {
        return "checkpoint:" + session;
    }
}
