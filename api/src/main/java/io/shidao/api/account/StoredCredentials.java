package io.shidao.api.account;

import io.shidao.api.gate.Authenticator;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;

/** Finds out who holds a token or a platform key. Thread-safe. */
public final class StoredCredentials implements Authenticator {
    private final AccountStore store;
    private final Tokens tokens;
    private final Clock clock;

    public StoredCredentials(AccountStore store, Tokens tokens, Clock clock) {
        this.store = store;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Optional<Principal> authenticate(String credential) {
        if (credential.startsWith(Tokens.SIGN_IN)) {
            String hash = tokens.hash(credential);
            return store.findSignIn(hash)
                    .filter(signIn -> clock.instant().isBefore(signIn.expiresAt()))
                    .map(signIn -> person(signIn.account(), hash));
        }
        int dot = credential.indexOf('.');
        if (credential.startsWith(Tokens.PLATFORM) && dot > 0) {
            String hash = tokens.hash(credential);
            return store.findPlatform(credential.substring(Tokens.PLATFORM.length(), dot))
                    .filter(platform -> equal(platform.keyHash(), hash))
                    .map(platform -> machine(platform, hash));
        }
        return Optional.empty();
    }

    private static Principal person(Account account, String hash) {
        Caller caller = new Caller(account.getAccountId(), account.getUsername(), account.getRole());
        return new Principal(caller, scope(account), account.getMustChangePassword(), hash);
    }

    private static Principal machine(AccountStore.Platform platform, String hash) {
        Caller caller = new Caller(platform.id(), platform.name(), Role.ROLE_PLATFORM);
        return new Principal(caller, new Scope.OfPlatform(platform.id()), false, hash);
    }

    private static Scope scope(Account account) {
        return switch (account.getRole()) {
            case ROLE_AUTHORITY_SUPERVISOR, ROLE_AUDITOR -> Scope.REGION;
            case ROLE_BUREAU_SUPERVISOR -> new Scope.OfPrefecture(account.getPrefectureId());
            case ROLE_INSTITUTION_ADMINISTRATOR -> new Scope.OfInstitution(account.getInstitutionId());
            case ROLE_TRAINEE -> new Scope.OfSubject(account.getSubjectId());
            case ROLE_PLATFORM, ROLE_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalStateException("account " + account.getAccountId() + ": role " + account.getRole()
                        + " (expected: one that accounts have)");
        };
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.US_ASCII), b.getBytes(StandardCharsets.US_ASCII));
    }
}
