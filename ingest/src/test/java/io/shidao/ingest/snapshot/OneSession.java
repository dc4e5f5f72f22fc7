package io.shidao.ingest.snapshot;

import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A directory with one session of platform {@code platform-1}, and its trainees. */
final class OneSession implements SessionDirectory {
    static final Instant STARTS = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant ENDS = STARTS.plusSeconds(2700);

    private final SessionKind kind;
    private List<RosterEntry> entries = List.of();
    private long revision;
    private int rostersRead;

    OneSession(SessionKind kind, String... trainees) {
        this.kind = kind;
        enrol(trainees);
    }

    void enrol(String... trainees) {
        entries = List.of(trainees).stream()
                .map(id -> new RosterEntry(new SubjectId(id), SubjectRole.TRAINEE, List.of(), null))
                .toList();
        revision++;
    }

    int rostersRead() {
        return rostersRead;
    }

    @Override
    public Optional<SessionPlan> findSession(SessionId session) {
        SessionPlan plan = new SessionPlan(
                new SessionId("session-1"),
                new ClassId("class-1"),
                new InstitutionId("institution-1"),
                kind,
                new SourceId("platform-1"),
                STARTS,
                ENDS,
                AttendancePolicy.defaults());
        return Optional.of(plan).filter(found -> found.id().equals(session));
    }

    @Override
    public long revision(SessionId session) {
        return session.value().equals("session-1") ? revision : 0;
    }

    @Override
    public Roster getRoster(SessionId session) {
        rostersRead++;
        return new Roster(entries);
    }

    @Override
    public List<Claim> listClaims(SessionId session) {
        return List.of();
    }
}
