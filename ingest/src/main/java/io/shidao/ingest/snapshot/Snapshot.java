package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.Ids;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A snapshot as the ledger knows it.
 *
 * @param clientId chosen by the platform, unique within the session
 * @param sha256 of the picture
 */
public record Snapshot(SessionId session, String clientId, SubjectId subject, Sha256 sha256) {
    public Snapshot {
        Ids.check("client_id", clientId);
    }

    /** The same for the same session and client id, on every node and after every restart. */
    public SampleId sampleId() {
        byte[] name = ("snapshot\n" + session + "\n" + clientId).getBytes(StandardCharsets.UTF_8);
        return new SampleId(Sha256.of(name).hex().substring(0, 40));
    }
}
