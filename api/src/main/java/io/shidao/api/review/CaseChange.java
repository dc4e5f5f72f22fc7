package io.shidao.api.review;

import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one act does to a case: written as one transaction, or not at all.
 *
 * @param after the case as it is then
 * @param entries of the history, in order; none when nothing happens
 * @param paper what was handed in with it
 */
public record CaseChange(
        CaseFile after, List<Entry> entries, @Nullable NewPaper paper) {
    public CaseChange {
        entries = List.copyOf(entries);
    }

    /** One line of the history. */
    public record Entry(
            Instant at,
            Actor actor,
            CaseAct act,
            CaseState from,
            CaseState to,
            long revision,
            CaseReason reason,
            String note,
            String digest,
            @Nullable String requestId) {}

    /**
     * A letter of the institution.
     *
     * @param kind EXPLANATION or APPEAL
     * @param sealedText for the purpose {@code paper:<id>}
     */
    public record NewPaper(String id, String kind, Payload sealedText, List<NewFile> files) {
        public NewPaper {
            files = List.copyOf(files);
        }
    }

    /** An attachment that the blob store has. */
    public record NewFile(String id, String name, String mediaType, int bytes, String sha256) {}

    static CaseChange none(CaseFile file) {
        return new CaseChange(file, List.of(), null);
    }
}
