package io.shidao.api.account;

import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.ConsoleCookie;
import io.shidao.api.gate.Principal;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.AccountEvent;
import io.shidao.proto.api.v1.AccountServiceGrpc;
import io.shidao.proto.api.v1.ChangeAccountRequest;
import io.shidao.proto.api.v1.ChangePasswordRequest;
import io.shidao.proto.api.v1.CreateAccountRequest;
import io.shidao.proto.api.v1.CreateAccountResponse;
import io.shidao.proto.api.v1.EndMySignInsRequest;
import io.shidao.proto.api.v1.EndSignInsRequest;
import io.shidao.proto.api.v1.EndSignInsResponse;
import io.shidao.proto.api.v1.GetMyAccountRequest;
import io.shidao.proto.api.v1.LinkAccountRequest;
import io.shidao.proto.api.v1.ListAccountHistoryRequest;
import io.shidao.proto.api.v1.ListAccountHistoryResponse;
import io.shidao.proto.api.v1.ListAccountsRequest;
import io.shidao.proto.api.v1.ListAccountsResponse;
import io.shidao.proto.api.v1.ListMySignInsRequest;
import io.shidao.proto.api.v1.ListSignInsRequest;
import io.shidao.proto.api.v1.ListSignInsResponse;
import io.shidao.proto.api.v1.ResetPasswordResponse;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SignInEntry;
import io.shidao.proto.api.v1.SignInRequest;
import io.shidao.proto.api.v1.SignInResponse;
import io.shidao.proto.api.v1.SignOutRequest;
import io.shidao.proto.api.v1.SignOutResponse;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** AccountService: signing in with a local account. Thread-safe. */
public final class AccountDoor extends AccountServiceGrpc.AccountServiceImplBase {
    private final Accounts accounts;
    private final AccountStore store;
    private final SignInStore signIns;
    private final NewAccounts fresh;
    private final AccountChanges changes;
    private final Clock clock;

    /** @param issuer of the identity provider; empty when there is none */
    public AccountDoor(
            Accounts accounts,
            AccountStore store,
            SignInStore signIns,
            NewAccounts.Known known,
            String issuer,
            Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.signIns = signIns;
        this.fresh = new NewAccounts(known, clock);
        this.changes = new AccountChanges(store, accounts, issuer, clock);
        this.clock = clock;
    }

    @Override
    public void signIn(SignInRequest request, StreamObserver<SignInResponse> answer) {
        answerSignedIn(accounts.signIn(request.getUsername(), request.getPassword(), Origins.current()), answer);
    }

    @Override
    public void signOut(SignOutRequest request, StreamObserver<SignOutResponse> answer) {
        accounts.signOut(Principal.current());
        ConsoleCookie.takeAway();
        answer.onNext(SignOutResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void getMyAccount(GetMyAccountRequest request, StreamObserver<Account> answer) {
        Principal principal = Principal.current();
        answer(principal.caller().role() == Role.ROLE_PLATFORM ? platform(principal.caller()) : own(principal), answer);
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<SignInResponse> answer) {
        Principal principal = Principal.current();
        answerSignedIn(
                accounts.changePassword(
                        principal, request.getCurrentPassword(), request.getNewPassword(), Origins.current()),
                answer);
    }

    @Override
    public void createAccount(CreateAccountRequest request, StreamObserver<CreateAccountResponse> answer) {
        Account account = fresh.checked(request);
        Act act = new Act(Caller.current(), clock.instant(), "");
        String password = accounts.create(account, act)
                .orElseThrow(() -> Problem.conflict(
                                "USERNAME_TAKEN",
                                "The user name is taken",
                                "username: another account has it (expected: one that nobody has)")
                        .exception());
        answer.onNext(CreateAccountResponse.newBuilder()
                .setAccount(account)
                .setOneTimePassword(password)
                .build());
        answer.onCompleted();
    }

    @Override
    public void listAccounts(ListAccountsRequest request, StreamObserver<ListAccountsResponse> answer) {
        Checks checks = new Checks();
        String name = checks.text("name", request.getName(), 0, 80);
        checks.done();
        AccountStore.Query query = new AccountStore.Query(
                name.isEmpty() ? null : name,
                request.getRole() == Role.ROLE_UNSPECIFIED ? null : request.getRole(),
                request.getDisabled());
        Page<Account> page = store.list(query, PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer.onNext(ListAccountsResponse.newBuilder()
                .addAllAccounts(page.items())
                .setNextPageToken(page.nextToken())
                .build());
        answer.onCompleted();
    }

    @Override
    public void disableAccount(ChangeAccountRequest request, StreamObserver<Account> answer) {
        answer(changes.disable(request), answer);
    }

    @Override
    public void enableAccount(ChangeAccountRequest request, StreamObserver<Account> answer) {
        answer(changes.enable(request), answer);
    }

    @Override
    public void resetPassword(ChangeAccountRequest request, StreamObserver<ResetPasswordResponse> answer) {
        answer(changes.resetPassword(request), answer);
    }

    @Override
    public void linkAccount(LinkAccountRequest request, StreamObserver<Account> answer) {
        answer(changes.link(request), answer);
    }

    @Override
    public void listAccountHistory(
            ListAccountHistoryRequest request, StreamObserver<ListAccountHistoryResponse> answer) {
        Page<AccountEvent> page = store.history(
                known(request.getAccountId()), PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer(
                ListAccountHistoryResponse.newBuilder()
                        .addAllEvents(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void listMySignIns(ListMySignInsRequest request, StreamObserver<ListSignInsResponse> answer) {
        list(Caller.current().id(), false, PageRequest.of(request.getPageSize(), request.getPageToken()), answer);
    }

    @Override
    public void listSignIns(ListSignInsRequest request, StreamObserver<ListSignInsResponse> answer) {
        @Nullable String account = request.getAccountId().isEmpty() ? null : known(request.getAccountId());
        list(account, request.getOpen(), PageRequest.of(request.getPageSize(), request.getPageToken()), answer);
    }

    private void list(
            @Nullable String account, boolean open, PageRequest wanted, StreamObserver<ListSignInsResponse> answer) {
        Page<SignInEntry> page =
                signIns.list(account, open, Principal.current().credentialHash(), clock.instant(), wanted);
        answer(
                ListSignInsResponse.newBuilder()
                        .addAllSignIns(page.items())
                        .setNextPageToken(page.nextToken())
                        .build(),
                answer);
    }

    @Override
    public void endMySignIns(EndMySignInsRequest request, StreamObserver<EndSignInsResponse> answer) {
        Principal own = Principal.current();
        @Nullable String one = one(request.getSignInId(), request.getAllOthers(), "all_others");
        Act act = new Act(own.caller(), clock.instant(), "");
        int ended = signIns.end(own.caller().id(), one, one == null ? own.credentialHash() : null, act);
        answerEnded(request.getSignInId(), ended, answer);
    }

    @Override
    public void endSignIns(EndSignInsRequest request, StreamObserver<EndSignInsResponse> answer) {
        Act act = changes.act(request.getReason());
        @Nullable String one = one(request.getSignInId(), request.getAll(), "all");
        answerEnded(request.getSignInId(), signIns.end(known(request.getAccountId()), one, null, act), answer);
    }

    /** Null for all. */
    private static @Nullable String one(String signIn, boolean all, String field) {
        if (signIn.isEmpty() != all) {
            throw Problem.invalid("sign_in_id", "expected: either the id of a sign-in, or " + field)
                    .exception();
        }
        return all ? null : signIn;
    }

    /** One that has ended already is ended; one that never was is not. */
    private static void answerEnded(String one, int ended, StreamObserver<EndSignInsResponse> answer) {
        if (ended < 0) {
            throw Problem.notFound("sign-in", one).exception();
        }
        answer(EndSignInsResponse.newBuilder().setEnded(ended).build(), answer);
    }

    private String known(String account) {
        return store.findById(account)
                .orElseThrow(() -> Problem.notFound("account", account).exception())
                .account()
                .getAccountId();
    }

    private static <T> void answer(T message, StreamObserver<T> answer) {
        answer.onNext(message);
        answer.onCompleted();
    }

    /** As this sign-in has it: one with the provider has nothing to do with a one-time password. */
    private Account own(Principal principal) {
        return accounts.get(principal).account().toBuilder()
                .setMustChangePassword(principal.mustChangePassword())
                .build();
    }

    private static Account platform(Caller caller) {
        return Account.newBuilder()
                .setAccountId(caller.id())
                .setUsername(caller.name())
                .setDisplayName(caller.name())
                .setRole(caller.role())
                .build();
    }

    private void answerSignedIn(SignInResponse signedIn, StreamObserver<SignInResponse> answer) {
        Duration valid = Duration.between(clock.instant(), Times.instant(signedIn.getExpiresAt()));
        ConsoleCookie.give(signedIn.getToken(), valid);
        answer.onNext(signedIn);
        answer.onCompleted();
    }
}
