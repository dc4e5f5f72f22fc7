package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.account.AccountStore;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Accounts, sign-ins and platform keys in PostgreSQL. Thread-safe. */
public final class PostgresAccountStore implements AccountStore {
    private static final String ACCOUNT = """
            SELECT a.account_id, a.username, a.display_name, a.role, a.institution_id, a.prefecture_id, a.subject_id,
                   a.password_hash, a.must_change_password, a.created_at
              FROM account a
            """;
    private static final String INSERT = """
            INSERT INTO account (account_id, username, display_name, role, institution_id, prefecture_id, subject_id,
                                 password_hash, must_change_password, created_at)
            VALUES (:id, :username, :display, :role, :institution::text, :prefecture::text, :subject::text, :hash, :must,
                    :at)
            ON CONFLICT (username) DO NOTHING
            """;

    private final Database database;

    public PostgresAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public boolean addFirst(Account account, String passwordHash) {
        return database.inTransaction(handle -> {
            // two nodes may start at once
            handle.execute("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE");
            boolean there = handle.createQuery(
                            "SELECT EXISTS (SELECT 1 FROM account WHERE role = 'AUTHORITY_SUPERVISOR')")
                    .mapTo(Boolean.class)
                    .one();
            return !there && insert(handle, account, passwordHash);
        });
    }

    @Override
    public boolean add(Account account, String passwordHash) {
        return database.withHandle(handle -> insert(handle, account, passwordHash));
    }

    @Override
    public Optional<Stored> findByUsername(String username) {
        return database.withHandle(handle -> handle.createQuery(ACCOUNT + " WHERE a.username = :username")
                .bind("username", username)
                .map((row, context) -> new Stored(account(row), row.getString("password_hash")))
                .findOne());
    }

    @Override
    public Optional<Stored> findById(String account) {
        return database.withHandle(handle -> handle.createQuery(ACCOUNT + " WHERE a.account_id = :id")
                .bind("id", account)
                .map((row, context) -> new Stored(account(row), row.getString("password_hash")))
                .findOne());
    }

    @Override
    public Page<Account> list(PageRequest page) {
        List<Account> read = database.withHandle(handle -> handle.createQuery(ACCOUNT + """
                         WHERE (:after::text IS NULL OR a.account_id > :after) ORDER BY a.account_id LIMIT :limit
                        """)
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> account(row))
                .list());
        return Page.of(read, page, Account::getAccountId);
    }

    @Override
    public void changePassword(String account, String passwordHash) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE account SET password_hash = :hash, must_change_password = false
                             WHERE account_id = :id
                            """)
                    .bind("hash", passwordHash)
                    .bind("id", account)
                    .execute();
            handle.createUpdate("DELETE FROM sign_in WHERE account_id = :id")
                    .bind("id", account)
                    .execute();
        });
    }

    @Override
    public void addSignIn(String tokenHash, String account, Instant now, Instant expiresAt) {
        database.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM sign_in WHERE expires_at <= :now")
                    .bind("now", Sql.time(now))
                    .execute();
            handle.createUpdate("""
                            INSERT INTO sign_in (token_hash, account_id, created_at, expires_at)
                            VALUES (:hash, :account, :now, :expires)
                            """)
                    .bind("hash", tokenHash)
                    .bind("account", account)
                    .bind("now", Sql.time(now))
                    .bind("expires", Sql.time(expiresAt))
                    .execute();
        });
    }

    @Override
    public Optional<SignIn> findSignIn(String tokenHash) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT a.account_id, a.username, a.display_name, a.role, a.institution_id,
                               a.prefecture_id, a.subject_id, a.must_change_password, a.created_at, s.expires_at
                          FROM sign_in s JOIN account a USING (account_id) WHERE s.token_hash = :hash
                        """)
                .bind("hash", tokenHash)
                .map((row, context) -> new SignIn(account(row), Sql.instant(row, "expires_at")))
                .findOne());
    }

    @Override
    public void endSignIn(String tokenHash) {
        database.useTransaction(handle -> handle.createUpdate("DELETE FROM sign_in WHERE token_hash = :hash")
                .bind("hash", tokenHash)
                .execute());
    }

    @Override
    public Optional<Platform> findPlatform(String keyPrefix) {
        return database.withHandle(handle -> handle.createQuery("""
                        SELECT p.platform_id, s.name, s.institution_id, p.key_hash
                          FROM platform p JOIN source s ON s.source_id = p.platform_id
                         WHERE p.key_prefix = :prefix AND p.revoked_at IS NULL
                        """)
                .bind("prefix", keyPrefix)
                .map((row, context) -> new Platform(
                        row.getString("platform_id"),
                        row.getString("name"),
                        row.getString("institution_id"),
                        row.getString("key_hash")))
                .findOne());
    }

    private static boolean insert(Handle handle, Account account, String passwordHash) {
        return handle.createUpdate(INSERT)
                        .bind("id", account.getAccountId())
                        .bind("username", account.getUsername())
                        .bind("display", account.getDisplayName())
                        .bind("role", account.getRole().name().substring("ROLE_".length()))
                        .bind("institution", orNull(account.getInstitutionId()))
                        .bind("prefecture", orNull(account.getPrefectureId()))
                        .bind("subject", orNull(account.getSubjectId()))
                        .bind("hash", passwordHash)
                        .bind("must", account.getMustChangePassword())
                        .bind("at", Sql.time(account.getCreatedAt()))
                        .execute()
                > 0;
    }

    private static @Nullable String orNull(String id) {
        return id.isEmpty() ? null : id;
    }

    private static Account account(ResultSet row) throws SQLException {
        return Account.newBuilder()
                .setAccountId(row.getString("account_id"))
                .setUsername(row.getString("username"))
                .setDisplayName(row.getString("display_name"))
                .setRole(Role.valueOf("ROLE_" + row.getString("role")))
                .setInstitutionId(Sql.text(row, "institution_id"))
                .setPrefectureId(Sql.text(row, "prefecture_id"))
                .setSubjectId(Sql.text(row, "subject_id"))
                .setMustChangePassword(row.getBoolean("must_change_password"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .build();
    }
}
