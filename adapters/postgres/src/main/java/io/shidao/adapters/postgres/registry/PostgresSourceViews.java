package io.shidao.adapters.postgres.registry;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.view.SourceViews;
import io.shidao.proto.api.v1.SourceView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** Usual views in table source_view, which the analyzer writes. Thread-safe. */
public final class PostgresSourceViews implements SourceViews {
    private static final String RESET = """
            INSERT INTO source_view (source_id, generation, view, reset_at) VALUES (:source, 1, NULL, :at)
            ON CONFLICT (source_id) DO UPDATE SET generation = source_view.generation + 1, view = NULL,
                reset_at = excluded.reset_at
            """;
    /** So that the analyzer looks again at the sessions that it has in memory. */
    private static final String LOOK_AGAIN = """
            UPDATE training_session SET revision = revision + 1 WHERE source_id = :source AND ends_at > :at
            """;

    private final Database database;

    public PostgresSourceViews(Database database) {
        this.database = database;
    }

    @Override
    public SourceView get(String source) {
        return database.withHandle(handle -> handle.createQuery(
                        "SELECT view IS NOT NULL AS learnt, learnt_at, reset_at FROM source_view WHERE source_id = :source")
                .bind("source", source)
                .map((row, context) -> view(source, row))
                .findOne()
                .orElseGet(() -> SourceView.newBuilder().setSourceId(source).build()));
    }

    private static SourceView view(String source, ResultSet row) throws SQLException {
        SourceView.Builder view = SourceView.newBuilder().setSourceId(source);
        if (row.getBoolean("learnt")) {
            view.setLearntAt(Sql.timestamp(row, "learnt_at"));
        }
        if (Sql.nullableInstant(row, "reset_at") != null) {
            view.setResetAt(Sql.timestamp(row, "reset_at"));
        }
        return view.build();
    }

    @Override
    public SourceView reset(String source, Instant at) {
        database.useTransaction(handle -> {
            handle.createUpdate(RESET)
                    .bind("source", source)
                    .bind("at", Sql.time(at))
                    .execute();
            handle.createUpdate(LOOK_AGAIN)
                    .bind("source", source)
                    .bind("at", Sql.time(at))
                    .execute();
        });
        return get(source);
    }
}
