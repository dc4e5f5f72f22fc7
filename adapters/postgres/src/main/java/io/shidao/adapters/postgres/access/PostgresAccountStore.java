package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.Database;
import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.account.AccountStore;
import io.shidao.api.account.Act;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.AccountEvent;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Times;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Accounts in PostgreSQL. Thread-safe. */
public final class PostgresAccountStore implements AccountStore {
    private static final String ACCOUNT = """
            SELECT a.account_id, a.username, a.display_name, a.role, a.institution_id, a.prefecture_id, a.subject_id,
                   a.password_hash, a.must_change_password, a.created_at, a.revision, a.disabled_at, a.disabled_reason,
                   a.issuer_subject
              FROM account a
            """;
    private static final String INSERT = """
            INSERT INTO account (account_id, username, display_name, role, institution_id, prefecture_id, subject_id,
                                 password_hash, must_change_password, created_at)
            VALUES (:id, :username, :display, :role, :institution::text, :prefecture::text, :subject::text, :hash::text,
                    :must, :at)
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
            return !there && insert(handle, account, passwordHash, Act.ofNobody(Times.instant(account.getCreatedAt())));
        });
    }

    @Override
    public boolean add(Account account, @Nullable String passwordHash, Act act) {
        return database.inTransaction(handle -> insert(handle, account, passwordHash, act));
    }

    @Override
    public Optional<Stored> findByUsername(String username) {
        return database.withHandle(handle -> handle.createQuery(ACCOUNT + " WHERE a.username = :username")
                .bind("username", username)
                .map((row, context) -> stored(row))
                .findOne());
    }

    @Override
    public Optional<Stored> findById(String account) {
        return database.withHandle(handle -> handle.createQuery(ACCOUNT + " WHERE a.account_id = :id")
                .bind("id", account)
                .map((row, context) -> stored(row))
                .findOne());
    }

    @Override
    public Page<Account> list(Query query, PageRequest page) {
        List<Account> read = database.withHandle(handle -> handle.createQuery(ACCOUNT + """
                         WHERE (:after::text IS NULL OR a.account_id > :after)
                           AND (:name::text IS NULL OR position(lower(:name) IN lower(a.username)) > 0
                                OR position(lower(:name) IN lower(a.display_name)) > 0)
                           AND (:role::text IS NULL OR a.role = :role)
                           AND (NOT :disabled OR a.disabled_at IS NOT NULL)
                         ORDER BY a.account_id LIMIT :limit
                        """)
                .bind("after", page.after())
                .bind("name", query.name())
                .bind("role", query.role() == null ? null : name(query.role()))
                .bind("disabled", query.disabled())
                .bind("limit", page.size() + 1)
                .map((row, context) -> account(row))
                .list());
        return Page.of(read, page, Account::getAccountId);
    }

    @Override
    public Page<AccountEvent> history(String account, PageRequest page) {
        record Numbered(long entry, AccountEvent event) {}
        List<Numbered> read = database.withHandle(handle -> handle.createQuery("""
                        SELECT * FROM account_history
                         WHERE account_id = :account AND (:after::bigint IS NULL OR entry_id < :after)
                         ORDER BY entry_id DESC LIMIT :limit
                        """)
                .bind("account", account)
                .bind("after", Sql.number(page.after()))
                .bind("limit", page.size() + 1)
                .map((row, context) -> new Numbered(row.getLong("entry_id"), event(row)))
                .list());
        Page<Numbered> numbered = Page.of(read, page, one -> Long.toString(one.entry()));
        return new Page<>(numbered.items().stream().map(Numbered::event).toList(), numbered.nextToken());
    }

    @Override
    public void changePassword(String account, String passwordHash, Act act) {
        database.useTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE account SET password_hash = :hash, must_change_password = false,
                                               revision = revision + 1
                             WHERE account_id = :id
                            """)
                    .bind("hash", passwordHash)
                    .bind("id", account)
                    .execute();
            PostgresSignInStore.endAll(handle, account, "PASSWORD_CHANGED", act);
            AccountHistory.enter(handle, account, "PASSWORD_CHANGED", "", act);
        });
    }

    @Override
    public Outcome resetPassword(String account, long expectedRevision, String passwordHash, Act act) {
        return change(account, expectedRevision, handle -> {
            handle.createUpdate("""
                            UPDATE account SET password_hash = :hash, must_change_password = true,
                                               revision = revision + 1
                             WHERE account_id = :id
                            """)
                    .bind("hash", passwordHash)
                    .bind("id", account)
                    .execute();
            PostgresSignInStore.endAll(handle, account, "PASSWORD_RESET", act);
            AccountHistory.enter(handle, account, "PASSWORD_RESET", "", act);
        });
    }

    @Override
    public Outcome disable(String account, long expectedRevision, Act act) {
        return change(account, expectedRevision, handle -> {
            handle.createUpdate("""
                            UPDATE account SET disabled_at = :at, disabled_reason = :reason, revision = revision + 1
                             WHERE account_id = :id
                            """)
                    .bind("at", Sql.time(act.at()))
                    .bind("reason", act.reason())
                    .bind("id", account)
                    .execute();
            PostgresSignInStore.endAll(handle, account, "DISABLED", act);
            AccountHistory.enter(handle, account, "DISABLED", "", act);
        });
    }

    @Override
    public Outcome enable(String account, long expectedRevision, Act act) {
        return change(account, expectedRevision, handle -> {
            handle.createUpdate("""
                            UPDATE account SET disabled_at = NULL, disabled_reason = '', revision = revision + 1
                             WHERE account_id = :id
                            """).bind("id", account).execute();
            AccountHistory.enter(handle, account, "ENABLED", "", act);
        });
    }

    @Override
    public Optional<Linked> findByProvider(String issuer, String subject) {
        return database.withHandle(
                handle -> handle.createQuery(ACCOUNT.replace("a.issuer_subject", "a.issuer_subject, a.from_claim")
                                + " WHERE a.issuer = :issuer AND a.issuer_subject = :subject")
                        .bind("issuer", issuer)
                        .bind("subject", subject)
                        .map((row, context) -> new Linked(account(row), row.getBoolean("from_claim")))
                        .findOne());
    }

    @Override
    public boolean addFromClaim(Account account, String issuer, Act act) {
        return database.inTransaction(handle -> {
            boolean added = handle.createUpdate("""
                                    INSERT INTO account (account_id, username, display_name, role, institution_id,
                                                         prefecture_id, must_change_password, created_at, issuer,
                                                         issuer_subject, from_claim)
                                    VALUES (:id, :username, :display, :role, :institution::text, :prefecture::text, false,
                                            :at, :issuer, :subject, true)
                                    ON CONFLICT DO NOTHING
                                    """)
                            .bind("id", account.getAccountId())
                            .bind("username", account.getUsername())
                            .bind("display", account.getDisplayName())
                            .bind("role", name(account.getRole()))
                            .bind("institution", orNull(account.getInstitutionId()))
                            .bind("prefecture", orNull(account.getPrefectureId()))
                            .bind("at", Sql.time(account.getCreatedAt()))
                            .bind("issuer", issuer)
                            .bind("subject", account.getProviderSubject())
                            .execute()
                    > 0;
            if (added) {
                AccountHistory.enter(handle, account.getAccountId(), "CREATED", name(account.getRole()), act);
            }
            return added;
        });
    }

    @Override
    public Account changeRole(Account wanted, Act act) {
        return database.inTransaction(handle -> {
            handle.createUpdate("""
                            UPDATE account SET role = :role, institution_id = :institution::text,
                                               prefecture_id = :prefecture::text, revision = revision + 1
                             WHERE account_id = :id AND from_claim
                            """)
                    .bind("id", wanted.getAccountId())
                    .bind("role", name(wanted.getRole()))
                    .bind("institution", orNull(wanted.getInstitutionId()))
                    .bind("prefecture", orNull(wanted.getPrefectureId()))
                    .execute();
            PostgresSignInStore.endAll(handle, wanted.getAccountId(), "ROLE_CHANGED", act);
            String scope = wanted.getInstitutionId() + wanted.getPrefectureId();
            AccountHistory.enter(
                    handle, wanted.getAccountId(), "ROLE_CHANGED", (name(wanted.getRole()) + " " + scope).strip(), act);
            return find(handle, wanted.getAccountId()).orElseThrow();
        });
    }

    @Override
    public Outcome link(String account, long expectedRevision, String issuer, String subject, Act act) {
        Optional<Linked> other = subject.isEmpty() ? Optional.empty() : findByProvider(issuer, subject);
        if (other.isPresent() && !other.get().account().getAccountId().equals(account)) {
            return new Taken();
        }
        return change(account, expectedRevision, handle -> {
            handle.createUpdate("""
                            UPDATE account SET issuer = :issuer::text, issuer_subject = :subject::text,
                                               from_claim = false, revision = revision + 1
                             WHERE account_id = :id
                            """)
                    .bind("id", account)
                    .bind("issuer", subject.isEmpty() ? null : issuer)
                    .bind("subject", orNull(subject))
                    .execute();
            if (subject.isEmpty()) {
                PostgresSignInStore.endAll(handle, account, "ROLE_CHANGED", act);
            }
            AccountHistory.enter(handle, account, subject.isEmpty() ? "UNLINKED" : "LINKED", subject, act);
        });
    }

    /** One after the other, so that two supervisors cannot disable one another. */
    private Outcome change(String account, long expectedRevision, Consumer<Handle> work) {
        return database.inTransaction(handle -> {
            handle.execute("LOCK TABLE account IN SHARE ROW EXCLUSIVE MODE");
            Optional<Account> before = find(handle, account);
            if (before.isEmpty()) {
                return new Unknown();
            }
            long revision = before.get().getRevision();
            if (expectedRevision != 0 && expectedRevision != revision) {
                return new Stale(revision);
            }
            work.accept(handle);
            if (before.get().getRole() == Role.ROLE_AUTHORITY_SUPERVISOR && !hasSupervisor(handle)) {
                handle.rollback();
                return new LastSupervisor();
            }
            return new Changed(find(handle, account).orElseThrow());
        });
    }

    private static Optional<Account> find(Handle handle, String account) {
        return handle.createQuery(ACCOUNT + " WHERE a.account_id = :id")
                .bind("id", account)
                .map((row, context) -> account(row))
                .findOne();
    }

    private static boolean hasSupervisor(Handle handle) {
        return handle.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM account
                                        WHERE role = 'AUTHORITY_SUPERVISOR' AND disabled_at IS NULL)
                        """).mapTo(Boolean.class).one();
    }

    private static boolean insert(Handle handle, Account account, @Nullable String passwordHash, Act act) {
        boolean added = handle.createUpdate(INSERT)
                        .bind("id", account.getAccountId())
                        .bind("username", account.getUsername())
                        .bind("display", account.getDisplayName())
                        .bind("role", name(account.getRole()))
                        .bind("institution", orNull(account.getInstitutionId()))
                        .bind("prefecture", orNull(account.getPrefectureId()))
                        .bind("subject", orNull(account.getSubjectId()))
                        .bind("hash", passwordHash)
                        .bind("must", account.getMustChangePassword())
                        .bind("at", Sql.time(account.getCreatedAt()))
                        .execute()
                > 0;
        if (added) {
            AccountHistory.enter(handle, account.getAccountId(), "CREATED", name(account.getRole()), act);
        }
        return added;
    }

    private static String name(Role role) {
        return role.name().substring("ROLE_".length());
    }

    private static @Nullable String orNull(String id) {
        return id.isEmpty() ? null : id;
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(account(row), row.getString("password_hash"));
    }

    /** Of a row with the columns of an account. */
    static Account account(ResultSet row) throws SQLException {
        Account.Builder account = Account.newBuilder()
                .setAccountId(row.getString("account_id"))
                .setUsername(row.getString("username"))
                .setDisplayName(row.getString("display_name"))
                .setRole(Role.valueOf("ROLE_" + row.getString("role")))
                .setInstitutionId(Sql.text(row, "institution_id"))
                .setPrefectureId(Sql.text(row, "prefecture_id"))
                .setSubjectId(Sql.text(row, "subject_id"))
                .setMustChangePassword(row.getBoolean("must_change_password"))
                .setCreatedAt(Sql.timestamp(row, "created_at"))
                .setRevision(row.getLong("revision"))
                .setDisabledReason(row.getString("disabled_reason"))
                .setProviderSubject(Sql.text(row, "issuer_subject"))
                .setWithoutPassword(row.getString("password_hash") == null);
        Instant disabled = Sql.nullableInstant(row, "disabled_at");
        return (disabled == null ? account : account.setDisabledAt(Times.timestamp(disabled))).build();
    }

    private static AccountEvent event(ResultSet row) throws SQLException {
        String role = row.getString("by_role");
        return AccountEvent.newBuilder()
                .setWhat(AccountEvent.What.valueOf("WHAT_" + row.getString("what")))
                .setDetail(row.getString("detail"))
                .setReason(row.getString("reason"))
                .setAt(Sql.timestamp(row, "at"))
                .setById(row.getString("by_id"))
                .setByName(row.getString("by_name"))
                .setByRole(role.isEmpty() ? Role.ROLE_UNSPECIFIED : Role.valueOf(role))
                .build();
    }
}
