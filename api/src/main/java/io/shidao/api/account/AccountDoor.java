package io.shidao.api.account;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.ConsoleCookie;
import io.shidao.api.gate.Principal;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.AccountServiceGrpc;
import io.shidao.proto.api.v1.ChangePasswordRequest;
import io.shidao.proto.api.v1.CreateAccountRequest;
import io.shidao.proto.api.v1.CreateAccountResponse;
import io.shidao.proto.api.v1.GetMyAccountRequest;
import io.shidao.proto.api.v1.ListAccountsRequest;
import io.shidao.proto.api.v1.ListAccountsResponse;
import io.shidao.proto.api.v1.Role;
import io.shidao.proto.api.v1.SignInRequest;
import io.shidao.proto.api.v1.SignInResponse;
import io.shidao.proto.api.v1.SignOutRequest;
import io.shidao.proto.api.v1.SignOutResponse;
import io.shidao.wire.Caller;
import io.shidao.wire.Times;
import java.time.Clock;
import java.time.Duration;

/** AccountService: signing in with a local account. Thread-safe. */
public final class AccountDoor extends AccountServiceGrpc.AccountServiceImplBase {
    private final Accounts accounts;
    private final AccountStore store;
    private final NewAccounts fresh;
    private final Clock clock;

    public AccountDoor(Accounts accounts, AccountStore store, NewAccounts.Known known, Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.fresh = new NewAccounts(known, clock);
        this.clock = clock;
    }

    @Override
    public void signIn(SignInRequest request, StreamObserver<SignInResponse> answer) {
        String address = ServiceRequestContext.current().clientAddress().getHostAddress();
        answerSignedIn(accounts.signIn(request.getUsername(), request.getPassword(), address), answer);
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
        answer.onNext(
                principal.caller().role() == Role.ROLE_PLATFORM
                        ? platform(principal.caller())
                        : accounts.get(principal).account());
        answer.onCompleted();
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<SignInResponse> answer) {
        Principal principal = Principal.current();
        answerSignedIn(
                accounts.changePassword(principal, request.getCurrentPassword(), request.getNewPassword()), answer);
    }

    @Override
    public void createAccount(CreateAccountRequest request, StreamObserver<CreateAccountResponse> answer) {
        Account account = fresh.checked(request);
        String password = accounts.create(account)
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
        Page<Account> page = store.list(PageRequest.of(request.getPageSize(), request.getPageToken()));
        answer.onNext(ListAccountsResponse.newBuilder()
                .addAllAccounts(page.items())
                .setNextPageToken(page.nextToken())
                .build());
        answer.onCompleted();
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
