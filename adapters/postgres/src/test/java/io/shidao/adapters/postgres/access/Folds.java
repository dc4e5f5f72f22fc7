package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.analysis.PostgresAnalysisStore;
import io.shidao.adapters.postgres.registry.PostgresSessionDirectory;
import io.shidao.analyzer.attendance.AttendanceConfig;
import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.analyzer.attendance.Members;
import io.shidao.analyzer.attendance.Sighting;
import io.shidao.analyzer.store.AnalysisCommit;
import io.shidao.analyzer.store.FoldedSession;
import io.shidao.analyzer.store.PartitionClaim;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.record.EvidenceRef;
import io.shidao.kernel.record.Interval;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.store.DataKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds and commits records as the analyzer does, of what was never seen. */
final class Folds {
    private static final AttendanceFold FOLD = new AttendanceFold(AttendanceConfig.defaults(), "model/shipped", 0.2);

    final PostgresAnalysisStore store;
    private final PostgresSessionDirectory directory;
    private PartitionClaim partition;

    Folds(Database database, DataKey key, Clock clock) {
        this.store = new PostgresAnalysisStore(database, clock);
        this.directory = new PostgresSessionDirectory(database, key);
        this.partition = store.take(0);
    }

    /** The session is over, and the trainee was seen for its first minutes. */
    void judge(String session, String subject, int minutes) {
        SessionId id = new SessionId(session);
        long revision = directory.revision(id);
        SessionPlan plan = directory.findSession(id).orElseThrow();
        AttendanceFacts facts = new AttendanceFacts(
                plan,
                Members.of(directory.getRoster(id), one -> true),
                directory.listClaims(id),
                List.of(new Interval(plan.startsAt(), plan.endsAt())),
                minutes == 0 ? List.of() : List.of(seen(plan, new SubjectId(subject), minutes)),
                Set.of(),
                Map.of(),
                directory.listStatements(id),
                directory.listAdjudications(id),
                plan.endsAt(),
                true);
        partition = partition.at(partition.nextOffset() + 1);
        FoldedSession folded = new FoldedSession(revision, facts, FOLD);
        store.commit(AnalysisCommit.of(partition)
                .attendance(folded.records())
                .folds(List.of(folded))
                .build());
    }

    private static Sighting seen(SessionPlan plan, SubjectId trainee, int minutes) {
        EvidenceRef face = new EvidenceRef(
                EvidenceRef.Purpose.ENROLLED_FACE, Sha256.of(new byte[0]), null, plan.startsAt(), null, trainee);
        Interval time = new Interval(plan.startsAt(), plan.startsAt().plus(Duration.ofMinutes(minutes)));
        return new Sighting(trainee, List.of(time), 1e-5, List.of(face));
    }
}
