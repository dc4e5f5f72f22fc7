package io.shidao.api.account;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Account;
import java.time.Instant;
import java.util.Optional;

/** Port: accounts, their sign-ins and the keys of platforms. Thread-safe. */
public interface AccountStore {
    /**
     * An account with what proves its password.
     *
     * @param account without a password
     * @param passwordHash as {@link Passwords} made it
     */
    record Stored(Account account, String passwordHash) {
        @Override
        public String toString() {
            return "Stored[" + account.getAccountId() + ", redacted]";
        }
    }

    /** A sign-in that has not been ended; it may have expired. */
    record SignIn(Account account, Instant expiresAt) {}

    /** A platform that holds a key. */
    record Platform(String id, String name, String institution, String keyHash) {}

    /** Adds the account unless there is an authority supervisor already; tells whether it was added. */
    boolean addFirst(Account account, String passwordHash);

    /** Tells whether it was added: false when the username is taken. */
    boolean add(Account account, String passwordHash);

    Optional<Stored> findByUsername(String username);

    Optional<Stored> findById(String account);

    /** Oldest first. */
    Page<Account> list(PageRequest page);

    /** Sets the password as the account's own, and ends all its sign-ins, in one step. */
    void changePassword(String account, String passwordHash);

    /** Remembers a sign-in by the hash of its token, and forgets those that expired before {@code now}. */
    void addSignIn(String tokenHash, String account, Instant now, Instant expiresAt);

    Optional<SignIn> findSignIn(String tokenHash);

    void endSignIn(String tokenHash);

    /** The platform whose key starts so, unless the key was revoked. */
    Optional<Platform> findPlatform(String keyPrefix);
}
