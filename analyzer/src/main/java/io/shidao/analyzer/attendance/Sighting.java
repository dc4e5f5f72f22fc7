package io.shidao.analyzer.attendance;

import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import java.util.List;

/**
 * A track that was decided to be a subject.
 *
 * @param errorProbability that it is somebody else
 * @param evidence its best face first
 */
public record Sighting(SubjectId subject, List<Interval> seen, double errorProbability, List<EvidenceRef> evidence) {
    public Sighting {
        seen = List.copyOf(seen);
        evidence = List.copyOf(evidence);
    }
}
