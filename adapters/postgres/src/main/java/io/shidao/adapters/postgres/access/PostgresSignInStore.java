package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.account.Act;
import io.shidao.api.account.SignInStore;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.SignInEntry;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Sign-ins in PostgreSQL. Thread-safe. */
public final class PostgresSignInStore implements SignInStore {
    private static final String FIND = """
            SELECT a.account_id, a.username, a.display_name, a.role, a.institution_id, a.prefecture_id, a.subject_id,
                   a.password_hash, a.must_change_password AND s.method = 'PASSWORD' AS must_change_password, a.created_at, a.revision, a.disabled_at, a.disabled_reason,
                   a.issuer_subject, s.expires_at, s.used_at
              FROM sign_in s JOIN account a USING (account_id)
             WHERE s.token_hash = :hash AND s.ended_at IS NULL AND a.disabled_at IS NULL
            """;
    private static final String LIST = """
            SELECT s.sign_in_id, s.account_id, a.username, s.method, s.address, s.agent, s.created_at, s.used_at,
                   s.expires_at, s.ended_at, s.end_reason, s.token_hash = :current AS current
              FROM sign_in s JOIN account a USING (account_id)
             WHERE (:account::text IS NULL OR s.account_id = :account)
               AND (NOT :open OR (s.ended_at IS NULL AND s.expires_at > :now))
               AND (:after::text IS NULL
                    OR (s.created_at, s.sign_in_id) < (SELECT created_at, sign_in_id FROM sign_in
                                                        WHERE sign_in_id = :after))
             ORDER BY s.created_at DESC, s.sign_in_id DESC LIMIT :limit
            """;

    private final Database database;

    public PostgresSignInStore(Database database) {
        this.database = database;
    }

    @Override
    public void add(Fresh signIn, Instant forgetBefore) {
        database.useTransaction(handle -> {
            handle.createUpdate("DELETE FROM sign_in WHERE expires_at < :before")
                    .bind("before", Sql.time(forgetBefore))
                    .execute();
            handle.createUpdate("""
                            INSERT INTO sign_in (sign_in_id, token_hash, account_id, method, address, agent, created_at,
                                                 expires_at)
                            VALUES (:id, :hash, :account, :method, :address, :agent, :at, :expires)
                            """)
                    .bind("id", signIn.id())
                    .bind("hash", signIn.tokenHash())
                    .bind("account", signIn.account())
                    .bind("method", signIn.method().name().substring("METHOD_".length()))
                    .bind("address", signIn.origin().address())
                    .bind("agent", signIn.origin().agent())
                    .bind("at", Sql.time(signIn.at()))
                    .bind("expires", Sql.time(signIn.expiresAt()))
                    .execute();
        });
    }

    @Override
    public Optional<SignIn> find(String tokenHash) {
        return database.withHandle(handle -> handle.createQuery(FIND)
                .bind("hash", tokenHash)
                .map((row, context) -> new SignIn(
                        PostgresAccountStore.account(row),
                        Sql.instant(row, "expires_at"),
                        Sql.nullableInstant(row, "used_at")))
                .findOne());
    }

    @Override
    public void touch(String tokenHash, Instant now) {
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE sign_in SET used_at = :now
                         WHERE token_hash = :hash AND (used_at IS NULL OR used_at < :now)
                        """)
                .bind("hash", tokenHash)
                .bind("now", Sql.time(now))
                .execute());
    }

    @Override
    public void signOut(String tokenHash, Instant now) {
        database.useTransaction(handle -> handle.createUpdate("""
                        UPDATE sign_in SET ended_at = :now, end_reason = 'SIGNED_OUT'
                         WHERE token_hash = :hash AND ended_at IS NULL
                        """)
                .bind("hash", tokenHash)
                .bind("now", Sql.time(now))
                .execute());
    }

    @Override
    public int end(String account, @Nullable String signIn, @Nullable String except, Act act) {
        return database.inTransaction(handle -> {
            if (signIn != null && !isOf(handle, signIn, account)) {
                return -1;
            }
            int ended = handle.createUpdate("""
                            UPDATE sign_in SET ended_at = :at, end_reason = 'ENDED'
                             WHERE account_id = :account AND ended_at IS NULL AND expires_at > :at
                               AND (:one::text IS NULL OR sign_in_id = :one)
                               AND (:except::text IS NULL OR token_hash <> :except)
                            """)
                    .bind("account", account)
                    .bind("one", signIn)
                    .bind("except", except)
                    .bind("at", Sql.time(act.at()))
                    .execute();
            if (ended > 0) {
                AccountHistory.enter(handle, account, "SIGN_INS_ENDED", Integer.toString(ended), act);
            }
            return ended;
        });
    }

    private static boolean isOf(Handle handle, String signIn, String account) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM sign_in WHERE sign_in_id = :id AND account_id = :account)
                        """)
                .bind("id", signIn)
                .bind("account", account)
                .mapTo(Boolean.class)
                .one();
    }

    /** Within the transaction that is the reason. */
    static void endAll(Handle handle, String account, String reason, Act act) {
        handle.createUpdate("""
                        UPDATE sign_in SET ended_at = :at, end_reason = :reason
                         WHERE account_id = :account AND ended_at IS NULL AND expires_at > :at
                        """)
                .bind("account", account)
                .bind("reason", reason)
                .bind("at", Sql.time(act.at()))
                .execute();
    }

    @Override
    public Page<SignInEntry> list(
            @Nullable String account, boolean open, String current, Instant now, PageRequest page) {
        List<SignInEntry> read = database.withHandle(handle -> handle.createQuery(LIST)
                .bind("account", account)
                .bind("open", open)
                .bind("current", current)
                .bind("now", Sql.time(now))
                .bind("after", page.after())
                .bind("limit", page.size() + 1)
                .map((row, context) -> entry(row, now))
                .list());
        return Page.of(read, page, SignInEntry::getSignInId);
    }

    private static SignInEntry entry(ResultSet row, Instant now) throws SQLException {
        Instant expires = Sql.instant(row, "expires_at");
        SignInEntry.Builder entry = SignInEntry.newBuilder()
                .setSignInId(row.getString("sign_in_id"))
                .setAccountId(row.getString("account_id"))
                .setUsername(row.getString("username"))
                .setMethod(SignInEntry.Method.valueOf("METHOD_" + row.getString("method")))
                .setAddress(row.getString("address"))
                .setAgent(row.getString("agent"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .setExpiresAt(Times.timestamp(expires))
                .setCurrent(row.getBoolean("current"));
        Instant used = Sql.nullableInstant(row, "used_at");
        if (used != null) {
            entry.setUsedAt(Times.timestamp(used));
        }
        Instant ended = Sql.nullableInstant(row, "ended_at");
        if (ended != null) {
            entry.setEndedAt(Times.timestamp(ended))
                    .setEnd(SignInEntry.End.valueOf("END_" + row.getString("end_reason")));
        } else if (!expires.isAfter(now)) {
            entry.setEndedAt(Times.timestamp(expires)).setEnd(SignInEntry.End.END_EXPIRED);
        }
        return entry.build();
    }
}
