package io.shidao.adapters.postgres.access;

import io.shidao.adapters.postgres.sql.Sql;
import io.shidao.api.account.Act;
import io.shidao.proto.api.v1.Role;
import org.jdbi.v3.core.Handle;

/** Enters what is done to an account, within the transaction that does it. */
final class AccountHistory {
    private AccountHistory() {}

    static void enter(Handle handle, String account, String what, String detail, Act act) {
        Role role = act.by().role();
        handle.createUpdate("""
                        INSERT INTO account_history (account_id, what, detail, reason, at, by_id, by_name, by_role)
                        VALUES (:account, :what, :detail, :reason, :at, :by, :name, :role)
                        """)
                .bind("account", account)
                .bind("what", what)
                .bind("detail", detail)
                .bind("reason", act.reason())
                .bind("at", Sql.time(act.at()))
                .bind("by", act.by().id())
                .bind("name", act.by().name())
                .bind("role", role == Role.ROLE_UNSPECIFIED ? "" : role.name())
                .execute();
    }
}
