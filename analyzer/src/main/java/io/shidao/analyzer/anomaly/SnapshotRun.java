package io.shidao.analyzer.anomaly;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.EvidenceRef;
import java.time.Instant;
import java.util.List;

/**
 * Successive snapshots at one log-in with the same trouble.
 *
 * @param longest in a row
 * @param total of the session
 * @param since first of the longest run
 */
public record SnapshotRun(
        SubjectId claimant, int longest, int total, Instant since, Instant lastAt, List<EvidenceRef> evidence) {}
