package io.shidao.adapters.postgres.policy;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.policy.Policies;
import io.shidao.api.policy.PolicyStore;
import io.shidao.kernel.session.AttendancePolicy;
import io.shidao.kernel.session.AttendancePresets;
import io.shidao.kernel.session.PolicyVersion;
import io.shidao.proto.api.v1.Policy;
import io.shidao.proto.api.v1.PolicyAssignment;
import io.shidao.proto.api.v1.PolicyScopeKind;
import io.shidao.proto.api.v1.PolicySetting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Attendance policies in PostgreSQL. Thread-safe. */
public final class PostgresPolicyStore implements PolicyStore {
    private static final String VERSIONS = """
            SELECT p.policy_id, p.name, v.version, v.rules::text AS rules, v.reason, v.created_at, v.created_by_name
              FROM attendance_policy p JOIN attendance_policy_version v USING (policy_id)
            """;
    private static final String ASSIGNMENT = """
            SELECT assignment_id, place, scope_kind, scope_id, setting, policy_id, version, valid_from, reason, assigned_at,
                   assigned_by_name
              FROM attendance_policy_assignment
            """;
    private static final String APPLICABLE = """
            SELECT a.policy_id, a.version
              FROM unnest(:at::timestamptz[]) WITH ORDINALITY AS asked(at, n)
              LEFT JOIN LATERAL (
                    SELECT policy_id, version FROM attendance_policy_assignment
                     WHERE setting = :setting AND valid_from <= asked.at
                       AND (scope_kind = 'REGION' OR (scope_kind = 'PROGRAMME' AND scope_id = :programme)
                            OR (scope_kind = 'INSTITUTION' AND scope_id = :institution))
                     ORDER BY array_position(ARRAY['INSTITUTION', 'PROGRAMME', 'REGION'], scope_kind), valid_from DESC,
                              place DESC
                     LIMIT 1) a ON true
             ORDER BY asked.n
            """;

    private final Database database;

    public PostgresPolicyStore(Database database) {
        this.database = database;
    }

    @Override
    public List<Policy> list() {
        return database.withHandle(handle -> grouped(handle.createQuery(VERSIONS + """
                         WHERE v.version = (SELECT max(n.version) FROM attendance_policy_version n
                                             WHERE n.policy_id = p.policy_id)
                         ORDER BY p.policy_id
                        """)
                .map((row, context) -> policy(row))
                .list()));
    }

    @Override
    public Optional<Policy> find(String policy) {
        return database.withHandle(handle -> grouped(
                        handle.createQuery(VERSIONS + " WHERE p.policy_id = :policy ORDER BY v.version DESC")
                                .bind("policy", policy)
                                .map((row, context) -> policy(row))
                                .list())
                .stream()
                .findFirst());
    }

    private static List<Policy> grouped(List<Policy> versions) {
        Map<String, Policy.Builder> policies = new LinkedHashMap<>();
        for (Policy one : versions) {
            policies.computeIfAbsent(one.getPolicyId(), id -> one.toBuilder().clearVersions())
                    .addAllVersions(one.getVersionsList());
        }
        return policies.values().stream().map(Policy.Builder::build).toList();
    }

    private static Policy policy(ResultSet row) throws SQLException {
        String id = row.getString("policy_id");
        return Policy.newBuilder()
                .setPolicyId(id)
                .setName(row.getString("name"))
                .setPreset(AttendancePresets.all().containsKey(id))
                .addVersions(io.shidao.proto.api.v1.PolicyVersion.newBuilder()
                        .setPolicyId(id)
                        .setVersion(row.getInt("version"))
                        .setRules(Policies.toMessage(PolicyJson.read(row.getString("rules"))))
                        .setReason(row.getString("reason"))
                        .setCreatedAt(Sql.timestamp(row, "created_at"))
                        .setCreatedByName(row.getString("created_by_name")))
                .build();
    }

    @Override
    public Optional<AttendancePolicy> findRules(PolicyVersion version) {
        return database.withHandle(handle -> rules(handle, version));
    }

    private static Optional<AttendancePolicy> rules(Handle handle, PolicyVersion version) {
        return handle.createQuery("SELECT rules::text FROM attendance_policy_version"
                        + " WHERE policy_id = :policy AND version = :version")
                .bind("policy", version.policy())
                .bind("version", version.number())
                .mapTo(String.class)
                .findOne()
                .map(PolicyJson::read);
    }

    @Override
    public Made add(Draft draft, Instant at, Author by) {
        return database.inTransaction(handle -> {
            if (draft.after() == 0 && !addPolicy(handle, draft, at, by)) {
                return known(handle, draft, by).orElse(nameTaken(handle, draft) ? Made.NAME_TAKEN : Made.STALE);
            }
            // whoever makes the next version at the same time waits here
            Integer newest = handle.createQuery("""
                            SELECT (SELECT coalesce(max(version), 0) FROM attendance_policy_version v
                                     WHERE v.policy_id = p.policy_id)
                              FROM attendance_policy p WHERE policy_id = :policy FOR UPDATE
                            """)
                    .bind("policy", draft.policy())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(-1);
            if (newest != draft.after()) {
                return known(handle, draft, by).orElse(Made.STALE);
            }
            insert(handle, draft, at, by);
            return Made.MADE;
        });
    }

    private static boolean addPolicy(Handle handle, Draft draft, Instant at, Author by) {
        return handle.createUpdate("""
                                INSERT INTO attendance_policy (policy_id, name, created_at, created_by)
                                VALUES (:policy, :name, :at, :by) ON CONFLICT DO NOTHING
                                """)
                        .bind("policy", draft.policy())
                        .bind("name", draft.name())
                        .bind("at", Sql.time(at))
                        .bind("by", by.id())
                        .execute()
                == 1;
    }

    private static boolean nameTaken(Handle handle, Draft draft) {
        return handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM attendance_policy WHERE name = :name AND policy_id <> :policy)")
                .bind("name", draft.name())
                .bind("policy", draft.policy())
                .mapTo(Boolean.class)
                .one();
    }

    /** The same person has made the same version before. */
    private static Optional<Made> known(Handle handle, Draft draft, Author by) {
        boolean known = handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM attendance_policy_version
                                        WHERE policy_id = :policy AND version = :version AND created_by = :by
                                          AND reason = :reason AND rules = :rules::jsonb)
                        """)
                .bind("policy", draft.policy())
                .bind("version", draft.after() + 1)
                .bind("by", by.id())
                .bind("reason", draft.reason())
                .bind("rules", PolicyJson.write(draft.rules()))
                .mapTo(Boolean.class)
                .one();
        return known ? Optional.of(Made.KNOWN) : Optional.empty();
    }

    private static void insert(Handle handle, Draft draft, Instant at, Author by) {
        handle.createUpdate("""
                        INSERT INTO attendance_policy_version (policy_id, version, rules, reason, created_at, created_by,
                                                               created_by_name)
                        VALUES (:policy, :version, :rules::jsonb, :reason, :at, :by, :name)
                        """)
                .bind("policy", draft.policy())
                .bind("version", draft.after() + 1)
                .bind("rules", PolicyJson.write(draft.rules()))
                .bind("reason", draft.reason())
                .bind("at", Sql.time(at))
                .bind("by", by.id())
                .bind("name", by.name())
                .execute();
    }

    @Override
    public List<Optional<PolicyVersion>> applicable(
            @Nullable String institution, String programme, boolean online, List<Instant> at) {
        return database.withHandle(handle -> handle.createQuery(APPLICABLE)
                .bind("setting", online ? "ONLINE" : "CLASSROOM")
                .bindArray(
                        "at", String.class, at.stream().map(Instant::toString).toList())
                .bind("programme", programme)
                .bind("institution", institution == null ? "" : institution)
                .map((row, context) -> version(row))
                .list());
    }

    private static Optional<PolicyVersion> version(ResultSet row) throws SQLException {
        String policy = row.getString("policy_id");
        return policy == null ? Optional.empty() : Optional.of(new PolicyVersion(policy, row.getInt("version")));
    }

    @Override
    public boolean assign(PolicyAssignment assignment, Author by) {
        return database.inTransaction(handle -> {
            int added = handle.createUpdate("""
                            INSERT INTO attendance_policy_assignment (assignment_id, scope_kind, scope_id, setting, policy_id,
                                version, valid_from, reason, assigned_at, assigned_by, assigned_by_name)
                            VALUES (:id, :kind, :scope, :setting, :policy, :version, :from, :reason, :at, :by, :name)
                            ON CONFLICT (assignment_id) DO NOTHING
                            """)
                    .bind("id", assignment.getAssignmentId())
                    .bind("kind", kind(assignment.getScopeKind()))
                    .bind("scope", assignment.getScopeId())
                    .bind("setting", setting(assignment.getSetting()))
                    .bind("policy", assignment.getPolicyId())
                    .bind("version", assignment.getVersion())
                    .bind("from", Sql.time(assignment.getValidFrom()))
                    .bind("reason", assignment.getReason())
                    .bind("at", Sql.time(assignment.getAssignedAt()))
                    .bind("by", by.id())
                    .bind("name", by.name())
                    .execute();
            return added == 1 || isSame(handle, assignment);
        });
    }

    private static boolean isSame(Handle handle, PolicyAssignment asked) {
        PolicyAssignment known = handle.createQuery(ASSIGNMENT + " WHERE assignment_id = :id")
                .bind("id", asked.getAssignmentId())
                .map((row, context) -> assignment(row).assignment())
                .one();
        return known.toBuilder()
                .clearAssignedAt()
                .clearAssignedByName()
                .setValidFrom(asked.getValidFrom())
                .build()
                .equals(asked.toBuilder()
                        .clearAssignedAt()
                        .clearAssignedByName()
                        .build());
    }

    private record Placed(PolicyAssignment assignment, long place) {}

    @Override
    public Page<PolicyAssignment> listAssignments(Scope scope, PageRequest page) {
        List<Placed> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(ASSIGNMENT + " WHERE (scope_kind <> 'INSTITUTION' OR "
                                + ScopeSql.ofInstitution("attendance_policy_assignment.scope_id") + """
                         ) AND (:after::bigint IS NULL OR place < :after)
                         ORDER BY place DESC LIMIT :limit
                        """),
                        scope)
                .bind("after", Sql.number(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> assignment(row))
                .list());
        Page<Placed> placed = Page.of(read, page, one -> Long.toString(one.place()));
        return new Page<>(placed.items().stream().map(Placed::assignment).toList(), placed.nextToken());
    }

    private static Placed assignment(ResultSet row) throws SQLException {
        return new Placed(
                PolicyAssignment.newBuilder()
                        .setAssignmentId(row.getString("assignment_id"))
                        .setScopeKind(PolicyScopeKind.valueOf("POLICY_SCOPE_KIND_" + row.getString("scope_kind")))
                        .setScopeId(row.getString("scope_id"))
                        .setSetting(PolicySetting.valueOf("POLICY_SETTING_" + row.getString("setting")))
                        .setPolicyId(row.getString("policy_id"))
                        .setVersion(row.getInt("version"))
                        .setValidFrom(Sql.timestamp(row, "valid_from"))
                        .setReason(row.getString("reason"))
                        .setAssignedAt(Sql.timestamp(row, "assigned_at"))
                        .setAssignedByName(row.getString("assigned_by_name"))
                        .build(),
                row.getLong("place"));
    }

    private static String kind(PolicyScopeKind kind) {
        return kind.name().substring("POLICY_SCOPE_KIND_".length());
    }

    private static String setting(PolicySetting setting) {
        return setting.name().substring("POLICY_SETTING_".length());
    }

    @Override
    public boolean hasProgramme(String programme) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM training_class WHERE programme = :programme)")
                .bind("programme", programme)
                .mapTo(Boolean.class)
                .one());
    }
}
