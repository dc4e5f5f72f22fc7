package io.shidao.api.account;

import io.grpc.Status;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.api.problem.ProblemException;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.ChangeAccountRequest;
import io.shidao.proto.api.v1.LinkAccountRequest;
import io.shidao.proto.api.v1.ResetPasswordResponse;
import io.shidao.wire.Caller;
import java.time.Clock;

/** What supervisors do to accounts of others. Blocks. Thread-safe. */
final class AccountChanges {
    private static final int LONGEST_REASON = 200;

    private final AccountStore store;
    private final Accounts accounts;
    private final String issuer;
    private final Clock clock;

    /** @param issuer of the identity provider; empty when there is none */
    AccountChanges(AccountStore store, Accounts accounts, String issuer, Clock clock) {
        this.store = store;
        this.issuer = issuer;
        this.accounts = accounts;
        this.clock = clock;
    }

    Account disable(ChangeAccountRequest request) {
        Act act = act(request, true);
        return changed(request, store.disable(request.getAccountId(), request.getExpectedRevision(), act));
    }

    Account enable(ChangeAccountRequest request) {
        Act act = act(request, false);
        return changed(request, store.enable(request.getAccountId(), request.getExpectedRevision(), act));
    }

    ResetPasswordResponse resetPassword(ChangeAccountRequest request) {
        Act act = act(request, true);
        String password = Passwords.oneTime();
        Account account = changed(
                request,
                store.resetPassword(
                        request.getAccountId(), request.getExpectedRevision(), accounts.hash(password), act));
        accounts.unlock(account);
        return ResetPasswordResponse.newBuilder()
                .setAccount(account)
                .setOneTimePassword(password)
                .build();
    }

    Account link(LinkAccountRequest request) {
        ChangeAccountRequest change = ChangeAccountRequest.newBuilder()
                .setAccountId(request.getAccountId())
                .setExpectedRevision(request.getExpectedRevision())
                .setReason(request.getReason())
                .build();
        Act act = act(change, false);
        Checks checks = new Checks();
        String subject = checks.text("provider_subject", request.getProviderSubject(), 0, 255);
        checks.done();
        if (issuer.isEmpty()) {
            throw Problem.precondition(
                            "NO_PROVIDER",
                            "There is no identity provider",
                            "api.oidc.issuer: not set (expected: the provider's issuer)")
                    .exception();
        }
        AccountStore.Outcome outcome =
                store.link(request.getAccountId(), request.getExpectedRevision(), issuer, subject, act);
        if (outcome instanceof AccountStore.Taken) {
            throw Problem.conflict(
                            "PROVIDER_SUBJECT_TAKEN",
                            "Another account has it",
                            "provider_subject: is linked with another account (what to do: take that link back first)")
                    .exception();
        }
        return changed(change, outcome);
    }

    Act act(String reason) {
        Checks checks = new Checks();
        String text = checks.text("reason", reason, 1, LONGEST_REASON);
        checks.done();
        return new Act(Caller.current(), clock.instant(), text);
    }

    private Act act(ChangeAccountRequest request, boolean notOwn) {
        Checks checks = new Checks();
        checks.id("account_id", request.getAccountId());
        checks.require(
                request.getExpectedRevision() >= 0,
                "expected_revision",
                request.getExpectedRevision() + " (expected: the account's revision as it was read)");
        checks.text("reason", request.getReason(), 1, LONGEST_REASON);
        checks.done();
        if (notOwn && request.getAccountId().equals(Caller.current().id())) {
            throw Problem.precondition(
                            "OWN_ACCOUNT",
                            "Not with one's own account",
                            "account: is the caller's own (expected: another; what to do: ask another supervisor, or"
                                    + " change the password with POST /v1/me/password)")
                    .exception();
        }
        return act(request.getReason());
    }

    private static Account changed(ChangeAccountRequest request, AccountStore.Outcome outcome) {
        if (outcome instanceof AccountStore.Changed changed) {
            return changed.account();
        }
        if (outcome instanceof AccountStore.Stale stale) {
            throw stale(request.getExpectedRevision(), stale);
        }
        if (outcome instanceof AccountStore.LastSupervisor) {
            throw Problem.precondition(
                            "LAST_SUPERVISOR",
                            "The last authority supervisor",
                            "account: no other authority supervisor could sign in (what to do: make or enable another"
                                    + " one first)")
                    .exception();
        }
        throw Problem.notFound("account", request.getAccountId()).exception();
    }

    private static ProblemException stale(long expected, AccountStore.Stale stale) {
        return Problem.of(
                        Status.Code.ABORTED,
                        "ACCOUNT_CHANGED",
                        "The account has changed meanwhile",
                        "expected_revision: " + expected + ", but the account is at " + stale.revision()
                                + " (what to do: read the account again, then decide)")
                .exception();
    }
}
