package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.PlatformKeyWriter;
import io.shidao.adapters.postgres.sql.ScopeSql;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.gate.Scope;
import io.shidao.api.platform.PlatformKeys;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.PlatformKey;
import io.shidao.proto.api.v1.PlatformKeyKind;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Keys of platforms in PostgreSQL. Thread-safe. */
public final class PostgresPlatformKeys implements PlatformKeys {
    private final Database database;

    public PostgresPlatformKeys(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Stored> find(String key) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT k.key_id, k.platform_id, s.name, k.kind, k.bearer_hash, k.sealed_secret, k.public_key
                          FROM platform_key k JOIN source s ON s.source_id = k.platform_id
                         WHERE k.key_id = :key AND k.revoked_at IS NULL
                        """)
                .bind("key", key)
                .map((row, context) -> new Stored(
                        row.getString("key_id"),
                        row.getString("platform_id"),
                        row.getString("name"),
                        kind(row),
                        Payload.wrap(material(row))))
                .findOne());
    }

    @Override
    public boolean hasPlatform(String platform, Scope scope) {
        return database.withHandle(handle -> ScopeSql.bind(
                        handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM platform p JOIN source s ON s.source_id = p.platform_id
                                        WHERE p.platform_id = :platform AND
                        """ + ScopeSql.ofInstitution("s.institution_id") + ")"), scope)
                .bind("platform", platform)
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public boolean add(String platform, Fresh key) {
        return database.inTransaction(handle -> {
            lock(handle, platform);
            int good = handle.createQuery("""
                            SELECT count(*) FROM platform_key WHERE platform_id = :platform AND revoked_at IS NULL
                            """)
                    .bind("platform", platform)
                    .mapTo(Integer.class)
                    .one();
            if (good >= MOST) {
                return false;
            }
            PlatformKeyWriter.insert(handle, platform, key);
            return true;
        });
    }

    /** Two who add at once do so one after the other. */
    private static void lock(Handle handle, String platform) {
        handle.createQuery("SELECT platform_id FROM platform WHERE platform_id = :platform FOR UPDATE")
                .bind("platform", platform)
                .mapTo(String.class)
                .one();
    }

    @Override
    public Optional<PlatformKey> revoke(String platform, String key, String reason, Instant at, Caller by) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE platform_key SET revoked_at = :at, revoked_by = :by, revoked_name = :name,
                                                    reason = :reason
                             WHERE platform_id = :platform AND key_id = :key AND revoked_at IS NULL
                            """)
                    .bind("at", Sql.time(at))
                    .bind("by", by.id())
                    .bind("name", by.name())
                    .bind("reason", reason)
                    .bind("platform", platform)
                    .bind("key", key)
                    .execute();
            return handle.createQuery("SELECT * FROM platform_key WHERE platform_id = :platform AND key_id = :key")
                    .bind("platform", platform)
                    .bind("key", key)
                    .map((row, context) -> shown(row))
                    .findOne();
        });
    }

    @Override
    public List<PlatformKey> list(String platform) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM platform_key WHERE platform_id = :platform ORDER BY created_at, key_id LIMIT 500
                        """)
                .bind("platform", platform)
                .map((row, context) -> shown(row))
                .list());
    }

    private static PlatformKeyKind kind(ResultSet row) throws SQLException {
        return PlatformKeyKind.valueOf("PLATFORM_KEY_KIND_" + row.getString("kind"));
    }

    private static byte[] material(ResultSet row) throws SQLException {
        return switch (kind(row)) {
            case PLATFORM_KEY_KIND_BEARER -> row.getString("bearer_hash").getBytes(StandardCharsets.US_ASCII);
            case PLATFORM_KEY_KIND_HMAC_SHA256 -> row.getBytes("sealed_secret");
            case PLATFORM_KEY_KIND_ED25519 -> row.getBytes("public_key");
            case PLATFORM_KEY_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("platform key " + row.getString("key_id") + ": no kind");
        };
    }

    private static PlatformKey shown(ResultSet row) throws SQLException {
        PlatformKey.Builder key = PlatformKey.newBuilder()
                .setKeyId(row.getString("key_id"))
                .setKind(kind(row))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .setCreatedByName(row.getString("created_name"))
                .setRevokedByName(row.getString("revoked_name"))
                .setReason(row.getString("reason"));
        Instant revoked = Sql.nullableInstant(row, "revoked_at");
        return (revoked == null ? key : key.setRevokedAt(Times.timestamp(revoked))).build();
    }
}
