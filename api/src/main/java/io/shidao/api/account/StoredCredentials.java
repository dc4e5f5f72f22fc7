package io.shidao.api.account;

import io.shidao.api.gate.Authenticator;
import io.shidao.api.gate.Principal;
import io.shidao.api.gate.Scope;
import io.shidao.proto.api.v1.Account;
import io.shidao.wire.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds out who holds a token. Thread-safe. */
public final class StoredCredentials implements Authenticator {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final SignInStore signIns;
    private final Tokens tokens;
    private final Clock clock;

    public StoredCredentials(SignInStore signIns, Tokens tokens, Clock clock) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Optional<Principal> authenticate(String credential) {
        if (credential.startsWith(Tokens.SIGN_IN)) {
            String hash = tokens.hash(credential);
            return signIns.find(hash)
                    .filter(signIn -> clock.instant().isBefore(signIn.expiresAt()))
                    .map(signIn -> used(signIn, hash));
        }
        return Optional.empty();
    }

    private Principal used(SignInStore.SignIn signIn, String hash) {
        Instant now = clock.instant();
        if (signIn.usedAt() == null || signIn.usedAt().plus(NOTED_EVERY).isBefore(now)) {
            signIns.touch(hash, now);
        }
        return person(signIn.account(), hash);
    }

    private static Principal person(Account account, String hash) {
        Caller caller = new Caller(account.getAccountId(), account.getUsername(), account.getRole());
        return new Principal(caller, scope(account), account.getMustChangePassword(), hash);
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
}
