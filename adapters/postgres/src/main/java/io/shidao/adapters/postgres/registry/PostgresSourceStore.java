package io.shidao.adapters.postgres.registry;

import com.google.protobuf.ByteString;
import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.PlatformKeyWriter;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.platform.PlatformKeys;
import io.shidao.api.registry.SourceStore;
import io.shidao.proto.api.v1.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cameras and platforms in PostgreSQL. Thread-safe. */
public final class PostgresSourceStore implements SourceStore {
    private static final String SOURCE =
            "SELECT source_id, institution_id, name, sealed_address, created_at FROM source";
    // a source without sessions is nothing that ingest has to know: its first revision counts as published
    private static final String INSERT = """
            INSERT INTO source (source_id, institution_id, kind, name, sealed_address, revision, published_revision,
                                created_at)
            VALUES (:id, :institution, :kind, :name, :address::bytea, 1, 1, :at)
            """;

    private final Database database;

    public PostgresSourceStore(Database database) {
        this.database = database;
    }

    @Override
    public void addCamera(Source source, ByteString sealedAddress) {
        database.useTransaction(handle -> handle.createUpdate(INSERT)
                .bind("id", source.getSourceId())
                .bind("institution", source.getInstitutionId())
                .bind("kind", "CAMERA")
                .bind("name", source.getName())
                .bind("address", sealedAddress.toByteArray())
                .bind("at", Sql.time(source.getCreatedAt()))
                .execute());
    }

    @Override
    public void addPlatform(String id, String institution, String name, PlatformKeys.Fresh key) {
        database.useTransaction(handle -> {
            handle.createUpdate(INSERT)
                    .bind("id", id)
                    .bind("institution", institution)
                    .bind("kind", "PLATFORM")
                    .bind("name", name)
                    .bind("address", (byte[]) null)
                    .bind("at", Sql.time(key.at()))
                    .execute();
            handle.createUpdate("INSERT INTO platform (platform_id, created_at) VALUES (:id, :at)")
                    .bind("id", id)
                    .bind("at", Sql.time(key.at()))
                    .execute();
            PlatformKeyWriter.insert(handle, id, key);
        });
    }

    @Override
    public Optional<Stored> find(String id, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(SOURCE + " WHERE source_id = :id AND "
                                + ScopeSql.ofInstitution("source.institution_id")),
                        scope)
                .bind("id", id)
                .map((row, context) -> stored(row))
                .findOne());
    }

    @Override
    public Page<Stored> list(Scope scope, @Nullable String institution, PageRequest page) {
        List<Stored> read = database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery(SOURCE + " WHERE " + ScopeSql.ofInstitution("source.institution_id") + """
                           AND (:institution::text IS NULL OR institution_id = :institution)
                           AND (:after::text IS NULL OR source_id > :after)
                         ORDER BY source_id LIMIT :limit
                        """),
                        scope)
                .bind("institution", institution)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> stored(row))
                .list());
        return Page.of(read, page, stored -> stored.source().getSourceId());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("sealed_address");
        Source source = Source.newBuilder()
                .setSourceId(row.getString("source_id"))
                .setInstitutionId(row.getString("institution_id"))
                .setName(row.getString("name"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .build();
        return new Stored(source, sealed == null ? null : ByteString.copyFrom(sealed));
    }
}
