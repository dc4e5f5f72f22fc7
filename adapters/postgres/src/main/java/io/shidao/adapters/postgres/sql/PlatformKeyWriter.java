package io.shidao.adapters.postgres.sql;

import io.shidao.api.platform.PlatformKeys;
import io.shidao.proto.api.v1.PlatformKeyKind;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/** Inserts keys of platforms: the first one together with its platform. */
public final class PlatformKeyWriter {
    private static final String INSERT = """
            INSERT INTO platform_key (key_id, platform_id, kind, bearer_hash, sealed_secret, public_key, created_at,
                                      created_by, created_name)
            VALUES (:key, :platform, :kind, :bearer::text, :secret::bytea, :public::bytea, :at, :by, :name)
            """;

    private PlatformKeyWriter() {}

    /** Within the caller's transaction. */
    public static void insert(Handle handle, String platform, PlatformKeys.Fresh key) {
        byte[] material = key.material().toByteArray();
        PlatformKeyKind kind = key.kind();
        handle.createUpdate(INSERT)
                .bind("key", key.id())
                .bind("platform", platform)
                .bind("kind", name(kind))
                .bind(
                        "bearer",
                        kind == PlatformKeyKind.PLATFORM_KEY_KIND_BEARER
                                ? new String(material, StandardCharsets.US_ASCII)
                                : null)
                .bind("secret", kind == PlatformKeyKind.PLATFORM_KEY_KIND_HMAC_SHA256 ? material : null)
                .bind("public", kind == PlatformKeyKind.PLATFORM_KEY_KIND_ED25519 ? material : null)
                .bind("at", Sql.time(key.at()))
                .bind("by", key.by().id())
                .bind("name", key.by().name())
                .execute();
    }

    /** As the column kind has it. */
    public static String name(PlatformKeyKind kind) {
        return kind.name().substring("PLATFORM_KEY_KIND_".length());
    }
}
