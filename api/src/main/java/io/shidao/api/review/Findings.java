package io.shidao.api.review;

import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.Adjudication;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import java.util.Optional;

/** What a decided case means for somebody's attendance. Only an impersonation means anything. */
public final class Findings {
    private Findings() {}

    /** Empty while undecided, when it means nothing, or when it cannot be told whom it is about. */
    public static Optional<Adjudication> of(CaseFile file) {
        Anomaly anomaly = file.anomaly();
        CaseFile.Verdict verdict = file.verdict();
        if (verdict == null
                || anomaly.getKind() != AnomalyKind.ANOMALY_KIND_IMPERSONATION
                || file.grounds().subject().isEmpty()) {
            return Optional.empty();
        }
        return finding(file)
                .map(finding -> new Adjudication(
                        new AnomalyId(anomaly.getAnomalyId()),
                        finding,
                        new SubjectId(file.grounds().subject()),
                        anomaly.getNumbersOrDefault("track", 0.0) > 0 ? (long) anomaly.getNumbersOrThrow("track") : 0,
                        verdict.at()));
    }

    private static Optional<Adjudication.Finding> finding(CaseFile file) {
        if (file.state() != CaseState.CASE_STATE_DISMISSED) {
            return Optional.of(Adjudication.Finding.SUBSTITUTED);
        }
        return file.grounds().reason() == CaseReason.CASE_REASON_SAME_PERSON
                ? Optional.of(Adjudication.Finding.RECOGNISED)
                : Optional.empty();
    }
}
