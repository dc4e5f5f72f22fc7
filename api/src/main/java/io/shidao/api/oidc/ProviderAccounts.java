package io.shidao.api.oidc;

import io.shidao.api.account.AccountStore;
import io.shidao.api.account.Act;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which account somebody has whom the provider confirmed: one that a supervisor linked, whose role is ours to say; or one whose
 * role comes from the provider's claim, made at the first sign-in and checked at each. Blocks. Thread-safe.
 */
final class ProviderAccounts {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,39}");
    private static final int LONGEST_NAME = 80;

    private final AccountStore store;
    private final NewPlaces places;
    private final RoleValues roles;
    private final Clock clock;

    /** Tells whether what a grant is of is there: the configuration may name what was never made. */
    interface NewPlaces {
        boolean has(RoleValues.Grant grant);
    }

    ProviderAccounts(AccountStore store, NewPlaces places, RoleValues roles, Clock clock) {
        this.store = store;
        this.places = places;
        this.roles = roles;
        this.clock = clock;
    }

    /** @throws io.shidao.api.problem.ProblemException when there is none that may be used */
    Account get(Identity identity) {
        Optional<AccountStore.Linked> linked = store.findByProvider(identity.issuer(), identity.subject());
        if (linked.isEmpty()) {
            return fresh(identity);
        }
        Account account = linked.get().account();
        if (account.hasDisabledAt()) {
            throw Refusals.disabled().exception();
        }
        return linked.get().fromClaim() ? current(account, identity) : account;
    }

    private Account fresh(Identity identity) {
        RoleValues.Grant grant = grant(identity)
                .orElseThrow(
                        () -> Refusals.notLinked(harmless(identity.subject())).exception());
        Account account = bound(Account.newBuilder(), grant)
                .setAccountId(Ids.fresh())
                .setDisplayName(name(identity))
                .setProviderSubject(identity.subject())
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
        Account suggested =
                account.toBuilder().setUsername(username(identity, account)).build();
        Act act = act(suggested);
        if (store.addFromClaim(suggested, identity.issuer(), act)) {
            return suggested;
        }
        Account other = account.toBuilder().setUsername(unique(account)).build();
        if (store.addFromClaim(other, identity.issuer(), act)) {
            return other;
        }
        // the same person signs in twice at once
        return store.findByProvider(identity.issuer(), identity.subject())
                .map(AccountStore.Linked::account)
                .orElseThrow(() -> Refusals.notAccepted().exception());
    }

    private Account current(Account account, Identity identity) {
        RoleValues.Grant grant =
                grant(identity).orElseThrow(() -> Refusals.noRole().exception());
        Account wanted = bound(account.toBuilder(), grant).build();
        if (wanted.equals(account)) {
            return account;
        }
        return store.changeRole(wanted, act(account));
    }

    private Optional<RoleValues.Grant> grant(Identity identity) {
        Set<RoleValues.Grant> grants = roles.grants(identity.roleValues());
        if (grants.size() > 1) {
            throw Refusals.ambiguous().exception();
        }
        return grants.stream().filter(places::has).findFirst();
    }

    private static Account.Builder bound(Account.Builder account, RoleValues.Grant grant) {
        return account.setRole(grant.role())
                .setPrefectureId(grant.role() == Role.ROLE_BUREAU_SUPERVISOR ? grant.of() : "")
                .setInstitutionId(grant.role() == Role.ROLE_INSTITUTION_ADMINISTRATOR ? grant.of() : "")
                .clearSubjectId();
    }

    private Act act(Account account) {
        Caller own = new Caller(account.getAccountId(), account.getUsername(), account.getRole());
        return new Act(own, clock.instant(), "identity provider");
    }

    private static String username(Identity identity, Account account) {
        String suggested = identity.username().strip().toLowerCase(Locale.ROOT);
        return USERNAME.matcher(suggested).matches() ? suggested : unique(account);
    }

    private static String unique(Account account) {
        String id = account.getAccountId().replaceAll("[^a-z0-9]", "");
        return "id-" + id.substring(Math.max(0, id.length() - 20));
    }

    private static String name(Identity identity) {
        String name = identity.name().replaceAll("\\p{Cntrl}", " ").strip();
        if (name.isEmpty()) {
            return identity.username().isBlank() ? "—" : harmless(identity.username());
        }
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    private static String harmless(String text) {
        String harmless = text.replaceAll("[^A-Za-z0-9@._|:-]", "?");
        return harmless.length() <= 80 ? harmless : harmless.substring(0, 80);
    }
}
