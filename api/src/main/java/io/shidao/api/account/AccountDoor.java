package io.shidao.api.account;

import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import io.shidao.api.gate.ConsoleCookie;
import io.shidao.api.gate.Principal;
import io.shidao.api.page.Page;
import io.shidao.api.page.PageRequest;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
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
import java.util.regex.Pattern;

/** AccountService: signing in with a local account. Thread-safe. */
public final class AccountDoor extends AccountServiceGrpc.AccountServiceImplBase {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,39}");

    private final Accounts accounts;
    private final AccountStore store;
    private final Institutions institutions;
    private final Clock clock;

    /** Tells whether an institution is known. */
    public interface Institutions {
        boolean exists(String institution);
    }

    public AccountDoor(Accounts accounts, AccountStore store, Institutions institutions, Clock clock) {
        this.accounts = accounts;
        this.store = store;
        this.institutions = institutions;
        this.clock = clock;
    }

    @Override
    public void signIn(SignInRequest request, StreamObserver<SignInResponse> answer) {
        String address = ServiceRequestContext.current().clientAddress().getHostAddress();
        answerSignedIn(accounts.signIn(request.getUsername(), request.getPassword(), address), answer);
    }

    @Override
    public void signOut(SignOutRequest request, StreamObserver<SignOutResponse> answer) {
        accounts.signOut(Principal.KEY.get());
        ConsoleCookie.takeAway();
        answer.onNext(SignOutResponse.getDefaultInstance());
        answer.onCompleted();
    }

    @Override
    public void getMyAccount(GetMyAccountRequest request, StreamObserver<Account> answer) {
        Principal principal = Principal.KEY.get();
        answer.onNext(
                principal.caller().role() == Role.ROLE_PLATFORM
                        ? platform(principal.caller())
                        : accounts.get(principal).account());
        answer.onCompleted();
    }

    @Override
    public void changePassword(ChangePasswordRequest request, StreamObserver<SignInResponse> answer) {
        Principal principal = Principal.KEY.get();
        answerSignedIn(
                accounts.changePassword(principal, request.getCurrentPassword(), request.getNewPassword()), answer);
    }

    @Override
    public void createAccount(CreateAccountRequest request, StreamObserver<CreateAccountResponse> answer) {
        Account account = checked(request);
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

    private Account checked(CreateAccountRequest request) {
        Checks checks = new Checks();
        String username = Accounts.normalise(request.getUsername());
        checks.require(
                USERNAME.matcher(username).matches(),
                "username",
                username.length() + " characters (expected: 3 to 40 of a-z 0-9 . _ -, the first a letter or digit)");
        String displayName = checks.text("display_name", request.getDisplayName(), 1, 80);
        boolean institutional = request.getRole() == Role.ROLE_INSTITUTION_ADMINISTRATOR;
        checks.require(
                institutional || request.getRole() == Role.ROLE_AUTHORITY_SUPERVISOR,
                "role",
                request.getRole() + " (expected: ROLE_AUTHORITY_SUPERVISOR or ROLE_INSTITUTION_ADMINISTRATOR)");
        checks.require(
                institutional != request.getInstitutionId().isEmpty(),
                "institution_id",
                "set for a supervisor, or not set for an administrator (expected: set for administrators only)");
        if (institutional && !request.getInstitutionId().isEmpty()) {
            checks.id("institution_id", request.getInstitutionId());
        }
        checks.done();
        if (institutional && !institutions.exists(request.getInstitutionId())) {
            throw Problem.notFound("institution", request.getInstitutionId()).exception();
        }
        return Account.newBuilder()
                .setAccountId(Ids.fresh())
                .setUsername(username)
                .setDisplayName(displayName)
                .setRole(request.getRole())
                .setInstitutionId(request.getInstitutionId())
                .setMustChangePassword(true)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
    }

    private static Account platform(Caller caller) {
        var account = Account.newBuilder()
                .setAccountId(caller.id())
                .setUsername(caller.name())
                .setDisplayName(caller.name())
                .setRole(caller.role());
        if (caller.institution() != null) {
            account.setInstitutionId(caller.institution());
        }
        return account.build();
    }

    private void answerSignedIn(SignInResponse signedIn, StreamObserver<SignInResponse> answer) {
        Duration valid = Duration.between(clock.instant(), Times.instant(signedIn.getExpiresAt()));
        ConsoleCookie.give(signedIn.getToken(), valid);
        answer.onNext(signedIn);
        answer.onCompleted();
    }
}
