package io.shidao.analyzer.store;

import io.shidao.analyzer.picture.SourceViewState;
import io.shidao.kernel.id.SampleId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Port: what the analyzer concluded and how far it read, in one transaction. Thread-safe.
 *
 * <p>Every method throws a {@code StoreException}: UNAVAILABLE when the store does not answer.
 */
public interface AnalysisStore {
    /** Takes a partition of the topic {@code samples}: whoever had it before cannot commit for it any more. */
    PartitionClaim take(int partition);

    /** Those of the samples that are already analysed. */
    Set<SampleId> findAnalysed(Collection<SampleId> samples);

    /** The sealed state of a session. */
    Optional<byte[]> findCheckpoint(SessionId session);

    /** What a source usually shows, as far as earlier sessions have taught it; {@code none} when nothing is kept. */
    SourceViewState getView(SourceId source);

    /** Sessions of a partition that are not concluded. */
    List<SessionId> listOpenSessions(int partition);

    /**
     * Sessions whose inputs were changed and that were not judged since, longest waiting first. A commit that folds such a
     * session at the revision of the change, or a later one, takes it off.
     *
     * @param unseen also those without a checkpoint, which belong to no partition: nothing ever came of them, or it is erased
     */
    default List<SessionId> listDue(int partition, boolean unseen, int limit) {
        return List.of();
    }

    /**
     * What a session was last folded from whose state retention has erased: what people change of it is folded from that.
     * Empty while the state is kept.
     *
     * @throws io.shidao.kernel.store.StoreException NOT_FOUND when it was erased and nothing was kept beside it
     */
    default Optional<FoldedSession> findErased(SessionId session) {
        return Optional.empty();
    }

    /** @throws io.shidao.kernel.store.StoreException FENCED when the partition was taken by somebody else */
    void commit(AnalysisCommit commit);

    /** Events of a partition that have not been removed yet, oldest first. */
    List<OutboxEvent> listOutbox(int partition, int limit);

    /** The bus has these. */
    void removeOutbox(Collection<String> eventIds);
}
