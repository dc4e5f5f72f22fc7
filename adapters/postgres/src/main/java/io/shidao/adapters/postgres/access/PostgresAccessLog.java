package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.AccessLog;
import io.shidao.api.gate.Principal;
import java.time.Clock;

/** Who looked at what, in PostgreSQL. Thread-safe. */
public final class PostgresAccessLog implements AccessLog {
    private static final String INSERT = """
            WITH place AS (
                SELECT CASE :scope::text
                       WHEN 'INSTITUTION' THEN :scope_id
                       WHEN 'PLATFORM' THEN (SELECT institution_id FROM source WHERE source_id = :scope_id)
                       WHEN 'SUBJECT' THEN (SELECT institution_id FROM subject WHERE subject_id = :scope_id)
                       END AS institution_id)
            INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, prefecture_id, what,
                                    object_id, why)
            SELECT :at, :id, :name, :role, place.institution_id,
                   CASE :scope::text WHEN 'PREFECTURE' THEN :scope_id ELSE i.prefecture_id END, :what, :object, :why
              FROM place LEFT JOIN institution i USING (institution_id)
            """;

    private final Database database;
    private final Clock clock;

    public PostgresAccessLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void record(Principal who, String what, String object, String why) {
        database.useTransaction(handle -> ScopeSql.bind(handle.createUpdate(INSERT), who.scope())
                .bind("at", Sql.time(clock.instant()))
                .bind("id", who.caller().id())
                .bind("name", who.caller().name())
                .bind("role", who.caller().role().name())
                .bind("what", what)
                .bind("object", object)
                .bind("why", why)
                .execute());
    }
}
