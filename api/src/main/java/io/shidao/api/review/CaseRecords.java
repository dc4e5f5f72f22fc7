package io.shidao.api.review;

import io.shidao.api.gate.Scope;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.Attachment;
import io.shidao.proto.api.v1.Case;
import io.shidao.proto.api.v1.Paper;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Port: what lies around a case. Thread-safe. */
public interface CaseRecords {
    /** A letter with its text still sealed for the purpose {@code paper:<id>}. */
    record SealedPaper(Paper paper, Payload sealedText) {}

    /**
     * Fills in what the machine says later, the face's numbers, neighbours and samples around that time, claims, earlier
     * cases of the same people in the same class, and the history.
     *
     * @param around time before and after
     */
    void fill(Case.Builder builder, Anomaly anomaly, Duration around);

    /** Oldest first. */
    List<SealedPaper> listPapers(String anomaly);

    Optional<Attachment> findAttachment(String id, Scope scope);
}
