package io.shidao.api.account;

import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.SignInEntry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Port: sign-ins, those that ended too. A token is known by its keyed hash only. Thread-safe. */
public interface SignInStore {
    /**
     * A sign-in that has not been ended, of an account that is not disabled; it may have expired.
     *
     * @param usedAt newest call that was noted; null for none
     */
    record SignIn(
            Account account, Instant expiresAt, @Nullable Instant usedAt) {}

    /**
     * Where a sign-in comes from.
     *
     * @param address network address
     * @param agent what the client calls itself; up to 200 characters
     */
    record Origin(String address, String agent) {}

    /** A sign-in to remember. */
    record Fresh(
            String id,
            String tokenHash,
            String account,
            SignInEntry.Method method,
            Origin origin,
            Instant at,
            Instant expiresAt) {}

    /** Remembers a sign-in, and forgets those that expired before {@code forgetBefore}. */
    void add(Fresh signIn, Instant forgetBefore);

    Optional<SignIn> find(String tokenHash);

    /** Notes that it was used. */
    void touch(String tokenHash, Instant now);

    /** The caller signs out; a second time changes nothing. */
    void signOut(String tokenHash, Instant now);

    /**
     * Ends open sign-ins of an account, and enters it in the account's history; returns how many there were, -1 when the account
     * never had that one.
     *
     * @param signIn id of the one to end; null for all
     * @param except hash of the token of the one to leave; null for none
     */
    int end(String account, @Nullable String signIn, @Nullable String except, Act act);

    /**
     * Newest first.
     *
     * @param account null for everybody's
     * @param open only those whose token is good
     * @param current hash of the caller's token, to tell which one that is
     */
    Page<SignInEntry> list(@Nullable String account, boolean open, String current, Instant now, PageRequest page);
}
