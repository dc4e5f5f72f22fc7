package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.policy.PolicyJson;
import io.shidao.adapters.postgres.policy.SessionChecks;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.id.AnomalyId;
import io.shidao.kernel.id.ClassId;
import io.shidao.kernel.id.InstitutionId;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.session.Adjudication;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Claim;
import io.shidao.kernel.session.ClaimKind;
import io.shidao.kernel.session.PersonStatement;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.kernel.session.Roster;
import io.shidao.kernel.session.RosterEntry;
import io.shidao.kernel.session.Seat;
import io.shidao.kernel.session.SessionDirectory;
import io.shidao.kernel.session.SessionKind;
import io.shidao.kernel.session.SessionPlan;
import io.shidao.kernel.session.SubjectPair;
import io.shidao.kernel.session.SubjectRole;
import io.shidao.kernel.store.DataKey;
import io.shidao.kernel.store.StoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** The planned sessions as analyzer and ingest see them. Opens the sealed templates. Thread-safe. */
public final class PostgresSessionDirectory implements SessionDirectory {
    private static final String SESSION = """
            SELECT s.session_id, s.class_id, c.institution_id, s.kind, s.source_id, s.starts_at, s.ends_at,
                   s.policy::text AS policy, s.policy_id, s.policy_version, s.check_seed,
                   s.check_moments
              FROM training_session s JOIN training_class c USING (class_id)
             WHERE s.session_id = :session AND %s
            """.formatted(HeldSessions.HELD);
    private static final String REVISION = """
            SELECT s.revision + c.revision
              FROM training_session s JOIN training_class c USING (class_id)
             WHERE s.session_id = :session AND %s
            """.formatted(HeldSessions.HELD);
    private static final String PLANNED = "SELECT 1 FROM training_session WHERE session_id = :session";
    private static final String ENTRIES = """
            SELECT e.subject_id, e.role, e.seat_x, e.seat_y, p.consented_at IS NULL AS alternative
              FROM training_session s JOIN roster_entry e USING (class_id) JOIN subject p USING (subject_id)
             WHERE s.session_id = :session
             ORDER BY e.subject_id
            """;
    private static final String REFERENCES = """
            SELECT r.reference_id, r.subject_id, r.model_id, r.sealed_template, r.image_sha256
              FROM training_session s JOIN roster_entry e USING (class_id) JOIN biometric_reference r USING (subject_id)
              JOIN subject p USING (subject_id)
             WHERE s.session_id = :session AND p.consented_at IS NOT NULL
             ORDER BY r.reference_id
            """;
    private static final String INSEPARABLE = """
            SELECT l.subject_a, l.subject_b
              FROM training_session s JOIN roster_entry a USING (class_id) JOIN roster_entry b USING (class_id)
              JOIN lookalike l ON l.subject_a = a.subject_id AND l.subject_b = b.subject_id
             WHERE s.session_id = :session AND l.resolved_at IS NULL
            """;
    private static final String CLAIMS = """
            SELECT claim_id, subject_id, kind, made_at FROM claim
             WHERE session_id = :session ORDER BY made_at, claim_id
            """;

    private static final String STATEMENTS = """
            SELECT statement_id, subject_id, kind, stands_since, check_number FROM attendance_statement
             WHERE session_id = :session AND stands_since IS NOT NULL AND ended_at IS NULL
             ORDER BY stands_since, statement_id
            """;

    private static final String ADJUDICATIONS = """
            SELECT anomaly_id, finding, subject_id, track, decided_at FROM adjudication
             WHERE session_id = :session ORDER BY decided_at, anomaly_id
            """;

    private final Database database;
    private final DataKey key;

    public PostgresSessionDirectory(Database database, DataKey key) {
        this.database = database;
        this.key = key;
    }

    @Override
    public Optional<SessionPlan> findSession(SessionId session) {
        return database.withHandle(handle -> handle.createQuery(SESSION)
                .bind("session", session.value())
                .map((row, context) -> plan(row))
                .findOne());
    }

    @Override
    public long revision(SessionId session) {
        return database.withHandle(handle -> handle.createQuery(REVISION)
                .bind("session", session.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
    }

    @Override
    public Roster getRoster(SessionId session) {
        return database.withHandle(connection ->
                connection.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
                    if (handle.createQuery(PLANNED)
                            .bind("session", session.value())
                            .mapTo(Integer.class)
                            .findOne()
                            .isEmpty()) {
                        throw new StoreException(
                                StoreException.ErrorCode.NOT_FOUND, "session: " + session + " is not planned");
                    }
                    Map<String, List<BiometricReference>> references = new HashMap<>();
                    handle.createQuery(REFERENCES)
                            .bind("session", session.value())
                            .map((row, context) -> references
                                    .computeIfAbsent(row.getString("subject_id"), subject -> new ArrayList<>())
                                    .add(reference(row)))
                            .list();
                    return new Roster(
                            handle.createQuery(ENTRIES)
                                    .bind("session", session.value())
                                    .map((row, context) -> entry(row, references))
                                    .list(),
                            handle.createQuery(INSEPARABLE)
                                    .bind("session", session.value())
                                    .map((row, context) -> pair(row))
                                    .set());
                }));
    }

    @Override
    public List<Claim> listClaims(SessionId session) {
        return database.withHandle(handle -> handle.createQuery(CLAIMS)
                .bind("session", session.value())
                .map((row, context) -> new Claim(
                        row.getString("claim_id"),
                        new SubjectId(row.getString("subject_id")),
                        ClaimKind.valueOf(row.getString("kind")),
                        Sql.instant(row, "made_at")))
                .list());
    }

    @Override
    public List<PersonStatement> listStatements(SessionId session) {
        return database.withHandle(handle -> handle.createQuery(STATEMENTS)
                .bind("session", session.value())
                .map((row, context) -> new PersonStatement(
                        row.getString("statement_id"),
                        new SubjectId(row.getString("subject_id")),
                        PersonStatement.Kind.valueOf(row.getString("kind")),
                        Sql.instant(row, "stands_since"),
                        row.getInt("check_number")))
                .list());
    }

    @Override
    public List<Adjudication> listAdjudications(SessionId session) {
        return database.withHandle(handle -> handle.createQuery(ADJUDICATIONS)
                .bind("session", session.value())
                .map((row, context) -> new Adjudication(
                        new AnomalyId(row.getString("anomaly_id")),
                        Adjudication.Finding.valueOf(row.getString("finding")),
                        new SubjectId(row.getString("subject_id")),
                        row.getLong("track"),
                        Sql.instant(row, "decided_at")))
                .list());
    }

    private static SessionPlan plan(ResultSet row) throws SQLException {
        AttendancePolicy policy = PolicyJson.read(row.getString("policy"));
        Instant startsAt = Sql.instant(row, "starts_at");
        Instant endsAt = Sql.instant(row, "ends_at");
        String policyId = row.getString("policy_id");
        return new SessionPlan(
                new SessionId(row.getString("session_id")),
                new ClassId(row.getString("class_id")),
                new InstitutionId(row.getString("institution_id")),
                SessionKind.valueOf(row.getString("kind")),
                new SourceId(row.getString("source_id")),
                startsAt,
                endsAt,
                policy,
                policyId == null ? null : new PolicyVersion(policyId, row.getInt("policy_version")),
                SessionChecks.moments(row, startsAt, endsAt, policy));
    }

    private static RosterEntry entry(ResultSet row, Map<String, List<BiometricReference>> references)
            throws SQLException {
        String subject = row.getString("subject_id");
        return new RosterEntry(
                new SubjectId(subject),
                SubjectRole.valueOf(row.getString("role")),
                references.getOrDefault(subject, List.of()),
                seat(row),
                row.getBoolean("alternative"));
    }

    private static SubjectPair pair(ResultSet row) throws SQLException {
        return SubjectPair.of(new SubjectId(row.getString("subject_a")), new SubjectId(row.getString("subject_b")));
    }

    private static @Nullable Seat seat(ResultSet row) throws SQLException {
        float x = row.getFloat("seat_x");
        return row.wasNull() ? null : new Seat(x, row.getFloat("seat_y"));
    }

    private BiometricReference reference(ResultSet row) throws SQLException {
        byte[] template = key.open(row.getBytes("sealed_template"), "template:" + row.getString("subject_id"));
        return new BiometricReference(
                row.getString("reference_id"),
                FaceTemplate.fromBytes(new ModelId(row.getString("model_id")), template),
                new Sha256(row.getString("image_sha256")));
    }
}
