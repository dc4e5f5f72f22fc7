package io.shidao.api.account;

import io.shidao.api.gate.LimitsConfig;
import io.shidao.api.gate.Principal;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.store.LiveState;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SignInEntry;
import io.shidao.proto.api.v1.SignInResponse;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in and out, passwords, and the first account. Blocks. Thread-safe. */
public final class Accounts {
    /** Name of the account that the first start makes. */
    public static final String FIRST_USERNAME = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
    private static final int MAX_PASSWORD_LENGTH = 256;

    private final AccountStore store;
    private final SignInStore signIns;
    private final Tokens tokens;
    private final SignInConfig config;
    private final LockOut lockOut;
    private final SignInLimits limits;
    private final Passwords passwords;
    private final Clock clock;

    public Accounts(
            AccountStore store,
            SignInStore signIns,
            Tokens tokens,
            LiveState live,
            SignInConfig config,
            LimitsConfig limits,
            Clock clock) {
        this.store = store;
        this.signIns = signIns;
        this.limits = new SignInLimits(limits);
        this.tokens = tokens;
        this.config = config;
        this.lockOut = new LockOut(live, config.lockTime());
        this.passwords = new Passwords(config.passwordIterations());
        this.clock = clock;
    }

    /** Makes the first authority supervisor unless there is one; returns its one-time password, to be shown once. */
    public Optional<String> createFirst() {
        String password = Passwords.oneTime();
        Account first = Account.newBuilder()
                .setAccountId(Ids.fresh())
                .setUsername(FIRST_USERNAME)
                .setDisplayName("First supervisor")
                .setRole(Role.ROLE_AUTHORITY_SUPERVISOR)
                .setMustChangePassword(true)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        return store.addFirst(first, passwords.hash(password)) ? Optional.of(password) : Optional.empty();
    }

    SignInResponse signIn(String username, String password, SignInStore.Origin origin) {
        String name = normalise(username);
        String byName = byName(name);
        String byAddress = "address:" + tokens.hash(origin.address());
        limits.take(byAddress, byName);
        if (lockOut.isLocked(byName) || lockOut.isLocked(byAddress)) {
            throw Refusals.locked(config.lockTime()).exception();
        }
        Optional<AccountStore.Stored> stored = verified(name, password);
        if (stored.isEmpty()) {
            lockOut.failed(byName, config.failuresPerName());
            lockOut.failed(byAddress, config.failuresPerAddress());
            LOG.info("A sign-in failed");
            throw Refusals.wrong().exception();
        }
        if (stored.get().account().hasDisabledAt()) {
            throw Refusals.disabled().exception();
        }
        return signedIn(stored.get().account(), SignInEntry.Method.METHOD_PASSWORD, origin);
    }

    /** Also for an unknown name a password is hashed, so that the time of the answer does not tell the two apart. */
    private Optional<AccountStore.Stored> verified(String name, String password) {
        Optional<AccountStore.Stored> stored = store.findByUsername(name);
        @Nullable String hash = stored.map(AccountStore.Stored::passwordHash).orElse(null);
        boolean good = hash != null
                ? passwords.matches(shortened(password), hash)
                : passwords.matchesNobodys(shortened(password));
        return good ? stored : Optional.empty();
    }

    void signOut(Principal principal) {
        signIns.signOut(principal.credentialHash(), clock.instant());
    }

    /** Sets the password, ends every sign-in of the account and starts a new one. */
    SignInResponse changePassword(Principal principal, String current, String fresh, SignInStore.Origin origin) {
        AccountStore.Stored stored = get(principal);
        String byName = byName(stored.account().getUsername());
        @Nullable String hash = stored.passwordHash();
        if (hash == null) {
            throw Problem.precondition(
                            "NO_PASSWORD",
                            "There is no password",
                            "account: signs in with the identity provider (what to do: change the password there)")
                    .exception();
        }
        if (lockOut.isLocked(byName)) {
            throw Refusals.locked(config.lockTime()).exception();
        }
        if (!passwords.matches(shortened(current), hash)) {
            lockOut.failed(byName, config.failuresPerName());
            throw Problem.invalid("current_password", "not the account's password")
                    .exception();
        }
        checkNew(current, fresh, stored.account().getUsername());
        store.changePassword(
                stored.account().getAccountId(),
                passwords.hash(fresh),
                new Act(principal.caller(), clock.instant(), ""));
        Account own = stored.account().toBuilder().setMustChangePassword(false).build();
        return signedIn(own, SignInEntry.Method.METHOD_PASSWORD, origin);
    }

    AccountStore.Stored get(Principal principal) {
        String id = principal.caller().id();
        return store.findById(id)
                .orElseThrow(() -> Problem.notFound("account", id).exception());
    }

    /** Adds an account; returns its one-time password, or nothing when the name is taken. */
    Optional<String> create(Account account, Act act) {
        String password = Passwords.oneTime();
        return store.add(account, passwords.hash(password), act) ? Optional.of(password) : Optional.empty();
    }

    /** Counts an attempt from where the call comes from that names nobody. */
    public void takeAttempt() {
        limits.take("address:" + tokens.hash(Origins.current().address()));
    }

    /** Signs in whom the identity provider confirmed; a one-time password is none of this sign-in's. */
    public SignInResponse signedInByProvider(Account account) {
        Account shown = account.toBuilder().setMustChangePassword(false).build();
        return signedIn(shown, SignInEntry.Method.METHOD_PROVIDER, Origins.current());
    }

    String hash(String password) {
        return passwords.hash(password);
    }

    /** Ends a lock after failed sign-ins. */
    void unlock(Account account) {
        lockOut.unlock(byName(account.getUsername()));
    }

    private String byName(String name) {
        return "name:" + tokens.hash(name);
    }

    static String normalise(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    private void checkNew(String current, String fresh, String username) {
        int length = fresh.codePointCount(0, fresh.length());
        if (length < config.minPasswordLength() || fresh.length() > MAX_PASSWORD_LENGTH) {
            throw Problem.invalid(
                            "new_password",
                            length + " characters (expected: " + config.minPasswordLength() + " to "
                                    + MAX_PASSWORD_LENGTH + ")")
                    .exception();
        }
        if (fresh.equals(current) || fresh.toLowerCase(Locale.ROOT).contains(username)) {
            throw Problem.invalid("new_password", "holds the user name, or is the old one (expected: another)")
                    .exception();
        }
    }

    SignInResponse signedIn(Account account, SignInEntry.Method method, SignInStore.Origin origin) {
        String token = tokens.signInToken();
        Instant now = clock.instant();
        Instant expiresAt = now.plus(config.tokenValid());
        SignInStore.Fresh fresh = new SignInStore.Fresh(
                Ids.fresh(), tokens.hash(token), account.getAccountId(), method, origin, now, expiresAt);
        signIns.add(fresh, now.minus(config.keepSignIns()));
        return SignInResponse.newBuilder()
                .setToken(token)
                .setExpiresAt(Times.timestamp(expiresAt))
                .setAccount(account)
                .build();
    }

    /** A longer text cannot be a password of ours; it is not worth hashing whole. */
    private static String shortened(String password) {
        return password.length() <= MAX_PASSWORD_LENGTH ? password : password.substring(0, MAX_PASSWORD_LENGTH + 1);
    }
}
