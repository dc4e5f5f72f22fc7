package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.AccessLog;
import io.shidao.wire.Caller;
import java.time.Clock;

/** Who looked at what, in PostgreSQL. Thread-safe. */
public final class PostgresAccessLog implements AccessLog {
    private final Database database;
    private final Clock clock;

    public PostgresAccessLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void record(Caller caller, String what, String object, String why) {
        database.useTransaction(handle -> handle.createUpdate("""
                        INSERT INTO access_log (at, caller_id, caller_name, caller_role, institution_id, what, object_id,
                                                why)
                        VALUES (:at, :id, :name, :role, :institution::text, :what, :object, :why)
                        """)
                .bind("at", Sql.time(clock.instant()))
                .bind("id", caller.id())
                .bind("name", caller.name())
                .bind("role", caller.role().name())
                .bind("institution", caller.institution())
                .bind("what", what)
                .bind("object", object)
                .bind("why", why)
                .execute());
    }
}
