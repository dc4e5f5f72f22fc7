package io.shidao.api.account;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.AccountEvent;
import io.shidao.proto.api.v1.Role;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: accounts with their history. Every change and its entry are one step. Thread-safe. */
public interface AccountStore {
    /**
     * An account with what proves its password.
     *
     * @param account without a password
     * @param passwordHash as {@link Passwords} made it; null when it has none
     */
    record Stored(Account account, @Nullable String passwordHash) {
        @Override
        public String toString() {
            return "Stored[" + account.getAccountId() + ", redacted]";
        }
    }

    /**
     * What to list; null for all.
     *
     * @param name part of a user name or display name, whatever the case
     * @param disabled only those
     */
    record Query(@Nullable String name, @Nullable Role role, boolean disabled) {}

    /** What became of a change. */
    sealed interface Outcome {}

    /** It was made. */
    record Changed(Account account) implements Outcome {}

    /** There is no such account. */
    record Unknown() implements Outcome {}

    /** It was changed meanwhile; now at this revision. */
    record Stale(long revision) implements Outcome {}

    /** Another account is linked with it. */
    record Taken() implements Outcome {}

    /**
     * An account that signs in with the identity provider.
     *
     * @param fromClaim its role comes from there
     */
    record Linked(Account account, boolean fromClaim) {}

    /** Nobody would be left to enable accounts. */
    record LastSupervisor() implements Outcome {}

    /** Adds the account unless there is an authority supervisor already; tells whether it was added. */
    boolean addFirst(Account account, String passwordHash);

    /** Tells whether it was added: false when the username is taken. */
    boolean add(Account account, @Nullable String passwordHash, Act act);

    Optional<Stored> findByUsername(String username);

    Optional<Stored> findById(String account);

    /** Oldest first. */
    Page<Account> list(Query query, PageRequest page);

    /** Newest first. */
    Page<AccountEvent> history(String account, PageRequest page);

    /** Sets the password as the account's own, and ends all its sign-ins. */
    void changePassword(String account, String passwordHash, Act act);

    /**
     * Sets a password that must be changed, and ends all sign-ins.
     *
     * @param expectedRevision 0 for any
     */
    Outcome resetPassword(String account, long expectedRevision, String passwordHash, Act act);

    /**
     * Disables, and ends all sign-ins; one that is disabled stays so.
     *
     * @param expectedRevision 0 for any
     */
    Outcome disable(String account, long expectedRevision, Act act);

    /** @param expectedRevision 0 for any */
    Outcome enable(String account, long expectedRevision, Act act);

    /** The account that the issuer's subject has. */
    Optional<Linked> findByProvider(String issuer, String subject);

    /** Adds one without a password; tells whether it was added: false when name or subject has an account. */
    boolean addFromClaim(Account account, String issuer, Act act);

    /** Gives one whose role comes from the claim another role or scope, and ends its sign-ins. */
    Account changeRole(Account wanted, Act act);

    /**
     * Links an account with a subject of the issuer.
     *
     * @param subject empty to take a link back
     * @param expectedRevision 0 for any
     */
    Outcome link(String account, long expectedRevision, String issuer, String subject, Act act);
}
