package io.shidao.adapters.postgres.spotcheck;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.spotcheck.SpotStore;
import io.shidao.api.spotcheck.proof.Candidate;
import io.shidao.api.spotcheck.proof.Commitment;
import io.shidao.api.spotcheck.proof.DrawProof;
import io.shidao.api.spotcheck.proof.RiskRule;
import io.shidao.api.spotcheck.proof.Urn;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.SpotCandidate;
import io.shidao.proto.api.v1.SpotCheck;
import io.shidao.proto.api.v1.SpotDraw;
import io.shidao.proto.api.v1.SpotDrawState;
import io.shidao.proto.api.v1.SpotEvent;
import io.shidao.proto.api.v1.SpotOutcome;
import io.shidao.proto.api.v1.SpotWay;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Draws and checks in PostgreSQL. Thread-safe. */
public final class PostgresSpotStore implements SpotStore {
    /** One plan at a time in the region: each draw names the one before. */
    private static final long PLANNING = 0x5350_4f54L;

    private static final String DRAW = """
            SELECT d.*, p.name AS prefecture,
                   (SELECT count(*) FROM spot_check k WHERE k.draw_id = d.draw_id AND k.outcome IS NOT NULL) AS recorded
              FROM spot_draw d LEFT JOIN prefecture p USING (prefecture_id)
             WHERE
            """ + ScopeSql.ofSupervision("d.prefecture_id");

    private static final String CHECK = """
            SELECT k.*, d.number, n.lots, c.class_id, c.name AS class_name, i.name AS institution_name,
                   s.starts_at AS session_starts_at, s.ends_at AS session_ends_at,
                   s.cancelled_at IS NOT NULL AS session_cancelled
              FROM spot_check k
              JOIN spot_draw d USING (draw_id)
              JOIN spot_candidate n USING (draw_id, session_id)
              JOIN training_session s USING (session_id)
              JOIN training_class c ON c.class_id = s.class_id
              JOIN institution i ON i.institution_id = k.institution_id
             WHERE (:scope::text <> 'INSTITUTION' OR k.outcome IS NOT NULL) AND
            """ + ScopeSql.ofInstitution("k.institution_id");

    private final Database database;

    public PostgresSpotStore(Database database) {
        this.database = database;
    }

    @Override
    public Planned plan(Plan plan) {
        return database.inTransaction(handle -> {
            handle.execute("SELECT pg_advisory_xact_lock(?)", PLANNING);
            Optional<Planned> before = before(handle, plan);
            if (before.isPresent()) {
                return before.get();
            }
            List<Candidate> candidates = Population.read(handle, plan);
            if (candidates.size() < plan.count() || candidates.size() > MOST_CANDIDATES) {
                return new Planned.Unfit(candidates.size());
            }
            Commitment commitment = commitment(handle, plan, candidates);
            insert(handle, plan, commitment);
            Population.freeze(handle, plan.draw(), candidates);
            enter(handle, plan.draw(), "", "PLANNED", commitment.digest(), plan.by());
            return new Planned.Made(plan.draw());
        });
    }

    private static Optional<Planned> before(Handle handle, Plan plan) {
        return handle.createQuery(
                        "SELECT draw_id, request_digest FROM spot_draw WHERE planned_by = :by AND request_id = :request")
                .bind("by", plan.by().caller().id())
                .bind("request", plan.requestId())
                .<Planned>map((row, context) -> row.getString("request_digest").equals(plan.digest())
                        ? new Planned.Made(row.getString("draw_id"))
                        : new Planned.RequestTaken())
                .findOne();
    }

    private static Commitment commitment(Handle handle, Plan plan, List<Candidate> candidates) {
        record Last(long number, String commitment) {}
        Last last = handle.createQuery("SELECT number, commitment_sha256 FROM spot_draw ORDER BY number DESC LIMIT 1")
                .map((row, context) -> new Last(row.getLong("number"), row.getString("commitment_sha256")))
                .findOne()
                .orElse(new Last(0, ""));
        return new Commitment(
                plan.draw(),
                last.number() + 1,
                last.commitment(),
                plan.title(),
                plan.prefecture() == null ? "" : plan.prefecture(),
                plan.from(),
                plan.to(),
                plan.drawAt(),
                plan.count(),
                RiskRule.VERSION,
                plan.beacon(),
                plan.seedSha256(),
                Commitment.digestOf(candidates),
                candidates.size(),
                plan.by().at(),
                plan.by().caller().id());
    }

    private static void insert(Handle handle, Plan plan, Commitment commitment) {
        handle.createUpdate("""
                        INSERT INTO spot_draw (draw_id, number, request_id, request_digest, previous_sha256, title,
                                               prefecture_id, from_at, to_at, draw_at, count, rule, beacon, beacon_name,
                                               beacon_round, seed_sha256, population_sha256, population, planned_at,
                                               planned_by, planned_by_name, commitment_sha256, sealed_seed)
                        VALUES (:draw, :number, :request, :digest, :previous, :title, :prefecture, :from, :to, :drawAt,
                                :count, :rule, :beacon, :name, :round, :seed, :populationSha256, :population, :at, :by,
                                :byName, :commitment, :sealed)
                        """)
                .bind("draw", plan.draw())
                .bind("number", commitment.number())
                .bind("request", plan.requestId())
                .bind("digest", plan.digest())
                .bind("previous", commitment.previous())
                .bind("title", plan.title())
                .bind("prefecture", plan.prefecture())
                .bind("from", Sql.time(plan.from()))
                .bind("to", Sql.time(plan.to()))
                .bind("drawAt", Sql.time(plan.drawAt()))
                .bind("count", plan.count())
                .bind("rule", commitment.rule())
                .bind("beacon", plan.beacon().kind().name())
                .bind("name", plan.beacon().name())
                .bind("round", plan.beacon().round())
                .bind("seed", plan.seedSha256())
                .bind("populationSha256", commitment.populationSha256())
                .bind("population", commitment.population())
                .bind("at", Sql.time(plan.by().at()))
                .bind("by", plan.by().caller().id())
                .bind("byName", plan.by().caller().name())
                .bind("commitment", commitment.digest())
                .bind("sealed", plan.sealedSeed().toByteArray())
                .execute();
    }

    private static void enter(Handle handle, String draw, String check, String act, String detail, By by) {
        handle.createUpdate("""
                        INSERT INTO spot_event (draw_id, check_id, act, detail, at, actor_id, actor_name, actor_role)
                        VALUES (:draw, :check, :act, :detail, :at, :id, :name, :role)
                        """)
                .bind("draw", draw)
                .bind("check", check)
                .bind("act", act)
                .bind("detail", detail)
                .bind("at", Sql.time(by.at()))
                .bind("id", by.caller().id())
                .bind("name", by.caller().name())
                .bind("role", by.caller().role().name())
                .execute();
    }

    @Override
    public Optional<SpotDraw> find(String draw, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(handle.createQuery(DRAW + " AND d.draw_id = :draw"), scope)
                .bind("draw", draw)
                .map((row, context) -> SpotRows.draw(row))
                .findOne());
    }

    @Override
    public Page<SpotDraw> list(Scope scope, @Nullable SpotDrawState state, PageRequest page) {
        return database.withHandle(handle -> {
            List<SpotDraw> read = ScopeSql.bind(handle.createQuery(DRAW + """
                                     AND (:state::text IS NULL OR d.state = :state)
                                     AND (:after::bigint IS NULL OR d.number < :after)
                                    ORDER BY d.number DESC LIMIT :limit
                                    """), scope)
                    .bind("state", state == null ? null : state.name().substring("SPOT_DRAW_STATE_".length()))
                    .bind("after", Sql.number(page.after()))
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> SpotRows.draw(row))
                    .list();
            return Page.of(read, page, draw -> Long.toString(draw.getNumber()));
        });
    }

    @Override
    public Page<SpotCandidate> candidates(String draw, @Nullable String institution, PageRequest page) {
        return database.withHandle(handle -> {
            List<SpotCandidate> read = handle.createQuery("""
                            SELECT n.*, c.name AS class_name, i.name AS institution_name
                              FROM spot_candidate n
                              LEFT JOIN training_class c ON c.class_id = n.class_id
                              LEFT JOIN institution i ON i.institution_id = n.institution_id
                             WHERE n.draw_id = :draw
                               AND (:institution::text IS NULL OR n.institution_id = :institution)
                               AND (:after::text IS NULL OR n.session_id > :after)
                             ORDER BY n.session_id LIMIT :limit
                            """)
                    .bind("draw", draw)
                    .bind("institution", institution)
                    .bind("after", page.after())
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> SpotRows.candidate(row))
                    .list();
            return Page.of(read, page, SpotCandidate::getSessionId);
        });
    }

    @Override
    public Page<SpotEvent> events(String draw, PageRequest page) {
        record Numbered(long id, SpotEvent event) {}
        return database.withHandle(handle -> {
            Page<Numbered> read = Page.of(
                    handle.createQuery("""
                                    SELECT * FROM spot_event
                                     WHERE draw_id = :draw AND (:after::bigint IS NULL OR event_id > :after)
                                     ORDER BY event_id LIMIT :limit
                                    """)
                            .bind("draw", draw)
                            .bind("after", Sql.number(page.after()))
                            .bind("limit", page.size() + 1)
                            .map((row, context) -> new Numbered(row.getLong("event_id"), SpotRows.event(row)))
                            .list(),
                    page,
                    one -> Long.toString(one.id()));
            return new Page<>(read.items().stream().map(Numbered::event).toList(), read.nextToken());
        });
    }

    @Override
    public DrawProof proof(String draw) {
        return database.inTransaction(handle -> {
            List<Candidate> population = Population.frozen(handle, draw);
            List<Urn.Drawn> drawn = handle.createQuery(
                            "SELECT session_id, lot, lot_number FROM spot_check WHERE draw_id = :draw ORDER BY place")
                    .bind("draw", draw)
                    .map((row, context) ->
                            new Urn.Drawn(row.getString("session_id"), row.getInt("lot"), row.getString("lot_number")))
                    .list();
            return handle.createQuery("SELECT * FROM spot_draw WHERE draw_id = :draw")
                    .bind("draw", draw)
                    .map((row, context) -> new DrawProof(
                            row.getString("commitment_sha256"), SpotRows.commitment(row), population, end(row, drawn)))
                    .one();
        });
    }

    private static DrawProof.@Nullable End end(ResultSet row, List<Urn.Drawn> drawn) throws SQLException {
        Instant ended = Sql.nullableInstant(row, "ended_at");
        return ended == null
                ? null
                : new DrawProof.End(
                        row.getString("seed"),
                        row.getString("value"),
                        row.getString("signature"),
                        ended,
                        row.getString("ended_by"),
                        row.getString("cancel_reason"),
                        drawn);
    }

    @Override
    public byte[] sealedSeed(String draw) {
        return database.withHandle(
                handle -> handle.createQuery("SELECT sealed_seed FROM spot_draw WHERE draw_id = :draw")
                        .bind("draw", draw)
                        .mapTo(byte[].class)
                        .one());
    }

    @Override
    public boolean end(String draw, DrawProof.End end, By by) {
        boolean cancelled = !end.cancelReason().isEmpty();
        return database.inTransaction(handle -> {
            int ended = handle.createUpdate("""
                            UPDATE spot_draw SET state = :state, revision = revision + 1, seed = :seed, value = :value,
                                   signature = :signature, ended_at = :at, ended_by = :by, ended_by_name = :name,
                                   cancel_reason = :reason
                             WHERE draw_id = :draw AND state = 'PLANNED'
                            """)
                    .bind("draw", draw)
                    .bind("state", cancelled ? "CANCELLED" : "DRAWN")
                    .bind("seed", end.seed())
                    .bind("value", end.value())
                    .bind("signature", end.signature())
                    .bind("at", Sql.time(end.at()))
                    .bind("by", end.by())
                    .bind("name", by.caller().name())
                    .bind("reason", end.cancelReason())
                    .execute();
            if (ended > 0) {
                addChecks(handle, draw, end.drawn());
                String detail = cancelled ? end.cancelReason() : end.value();
                enter(handle, draw, "", cancelled ? "CANCELLED" : "DRAWN", detail, by);
            }
            return ended > 0;
        });
    }

    private static void addChecks(Handle handle, String draw, List<Urn.Drawn> drawn) {
        List<Urn.Drawn> inOrder = new ArrayList<>(drawn);
        for (int place = 1; place <= inOrder.size(); place++) {
            Urn.Drawn one = inOrder.get(place - 1);
            handle.createUpdate("""
                            INSERT INTO spot_check (check_id, draw_id, place, session_id, institution_id, lot, lot_number)
                            SELECT :check, draw_id, :place, session_id, institution_id, :lot, :number
                              FROM spot_candidate WHERE draw_id = :draw AND session_id = :session
                            """)
                    .bind("check", Ids.fresh())
                    .bind("draw", draw)
                    .bind("place", place)
                    .bind("session", one.session())
                    .bind("lot", one.lot())
                    .bind("number", one.number())
                    .execute();
        }
    }

    @Override
    public Page<SpotCheck> checks(Scope scope, CheckFilter filter, PageRequest page) {
        return database.withHandle(handle -> {
            SpotOutcome outcome = filter.outcome();
            List<SpotCheck> read = ScopeSql.bind(handle.createQuery(CHECK + """
                                     AND (:draw::text IS NULL OR k.draw_id = :draw)
                                     AND (:institution::text IS NULL OR k.institution_id = :institution)
                                     AND (:outcome::text IS NULL OR k.outcome = :outcome)
                                     AND (NOT :waiting OR k.outcome IS NULL)
                                     AND (:after::text IS NULL OR k.check_id < :after)
                                    ORDER BY k.check_id DESC LIMIT :limit
                                    """), scope)
                    .bind("draw", filter.draw())
                    .bind("institution", filter.institution())
                    .bind("outcome", outcome == null ? null : outcome.name().substring("SPOT_OUTCOME_".length()))
                    .bind("waiting", filter.waiting())
                    .bind("after", page.after())
                    .bind("limit", page.size() + 1)
                    .map((row, context) -> SpotRows.check(row))
                    .list();
            return Page.of(read, page, SpotCheck::getCheckId);
        });
    }

    @Override
    public Optional<SpotCheck> findCheck(String check, Scope scope) {
        return database.withHandle(
                handle -> ScopeSql.bind(handle.createQuery(CHECK + " AND k.check_id = :check"), scope)
                        .bind("check", check)
                        .map((row, context) -> SpotRows.check(row))
                        .findOne());
    }

    @Override
    public boolean record(SpotCheck result, long expectedRevision, By by) {
        String outcome = result.getOutcome().name().substring("SPOT_OUTCOME_".length());
        String way = result.getWay() == SpotWay.SPOT_WAY_UNSPECIFIED
                ? null
                : result.getWay().name().substring("SPOT_WAY_".length());
        return database.inTransaction(handle -> {
            Optional<Boolean> first = handle.createQuery("""
                            SELECT outcome IS NULL FROM spot_check WHERE check_id = :check AND revision = :expected
                               FOR UPDATE
                            """)
                    .bind("check", result.getCheckId())
                    .bind("expected", expectedRevision)
                    .mapTo(Boolean.class)
                    .findOne();
            if (first.isEmpty()) {
                return false;
            }
            handle.createUpdate("""
                            UPDATE spot_check SET outcome = :outcome, way = :way, counted = :counted, note = :note,
                                   recorded_at = :at, recorded_by = :by, recorded_by_name = :name, revision = revision + 1
                             WHERE check_id = :check
                            """)
                    .bind("check", result.getCheckId())
                    .bind("outcome", outcome)
                    .bind("way", way)
                    .bind("counted", result.getCounted())
                    .bind("note", result.getNote())
                    .bind("at", Sql.time(by.at()))
                    .bind("by", by.caller().id())
                    .bind("name", by.caller().name())
                    .execute();
            String detail = outcome
                    + (way == null ? "" : " " + way)
                    + (result.getCounted() < 0 ? "" : " " + result.getCounted())
                    + (result.getNote().isEmpty() ? "" : ": " + result.getNote());
            enter(handle, result.getDrawId(), result.getCheckId(), first.get() ? "RECORDED" : "CORRECTED", detail, by);
            return true;
        });
    }
}
