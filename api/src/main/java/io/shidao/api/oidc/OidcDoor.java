package io.shidao.api.oidc;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.AbstractHttpService;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.stub.StreamObserver;
import io.shidao.api.account.Accounts;
import io.shidao.api.account.NewAccounts;
import io.shidao.api.gate.ConsoleCookie;
import io.shidao.api.problem.Checks;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.CompleteProviderSignInRequest;
import io.shidao.proto.api.v1.GetProviderRequest;
import io.shidao.proto.api.v1.IdentityProvider;
import io.shidao.proto.api.v1.ProviderServiceGrpc;
import io.shidao.proto.api.v1.SignInResponse;
import io.shidao.wire.Times;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ProviderService, and {@code GET /v1/provider/start}, which sends a browser to the provider. The provider sends it back to a
 * page of the console, which hands code and state in; the cookie from the start tells that it is the same browser.
 * Thread-safe.
 */
public final class OidcDoor extends ProviderServiceGrpc.ProviderServiceImplBase {
    static final String COOKIE = "shidao-provider";

    private static final Logger LOG = LoggerFactory.getLogger(OidcDoor.class);
    private static final String COOKIE_PATH = "/v1/provider";
    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final OidcConfig config;
    private final Provider provider;
    private final ProviderAccounts people;
    private final Accounts accounts;
    private final DataKey key;
    private final Clock clock;

    public OidcDoor(
            OidcConfig config,
            Accounts accounts,
            io.shidao.api.account.AccountStore store,
            NewAccounts.Known known,
            DataKey key,
            Clock clock) {
        this.config = config;
        this.provider = new Provider(config);
        RoleValues roles = RoleValues.of(config.roleValues());
        this.people = new ProviderAccounts(store, grant -> isThere(known, grant), roles, clock);
        this.accounts = accounts;
        this.key = key;
        this.clock = clock;
    }

    private static boolean isThere(NewAccounts.Known known, RoleValues.Grant grant) {
        return switch (grant.role()) {
            case ROLE_BUREAU_SUPERVISOR -> known.hasPrefecture(grant.of());
            case ROLE_INSTITUTION_ADMINISTRATOR -> known.hasInstitution(grant.of());
            case ROLE_AUDITOR -> true;
            case ROLE_AUTHORITY_SUPERVISOR, ROLE_TRAINEE, ROLE_PLATFORM, ROLE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }

    /** The address that begins a sign-in. */
    public HttpService start() {
        return new AbstractHttpService() {
            @Override
            protected HttpResponse doGet(ServiceRequestContext context, HttpRequest request) {
                return HttpResponse.of(
                        CompletableFuture.supplyAsync(OidcDoor.this::begin, context.blockingTaskExecutor()));
            }
        };
    }

    private HttpResponse begin() {
        requireOn();
        Begun begun = new Begun(random(), random(), random(), clock.instant());
        return HttpResponse.of(ResponseHeaders.builder(HttpStatus.FOUND)
                .set(HttpHeaderNames.LOCATION, provider.address(begun).toString())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.SET_COOKIE, cookie(begun.sealed(key), Begun.VALID))
                .build());
    }

    @Override
    public void getProvider(GetProviderRequest request, StreamObserver<IdentityProvider> answer) {
        answer.onNext(IdentityProvider.newBuilder()
                .setOn(config.isOn())
                .setName(config.name())
                .build());
        answer.onCompleted();
    }

    @Override
    public void completeSignIn(CompleteProviderSignInRequest request, StreamObserver<SignInResponse> answer) {
        requireOn();
        accounts.takeAttempt();
        Checks checks = new Checks();
        String code = checks.text("code", request.getCode(), 1, 4000);
        String state = checks.text("state", request.getState(), 1, 200);
        String issuer = checks.text("issuer", request.getIssuer(), 0, 1000);
        checks.done();
        ServiceRequestContext context = ServiceRequestContext.current();
        Begun begun = begun(context);
        if (!equal(begun.state(), state)) {
            LOG.info("A sign-in with the identity provider came back with another state");
            throw Refusals.notThisSignIn().exception();
        }
        // whatever comes of it, it cannot be finished twice
        context.addAdditionalResponseHeader(HttpHeaderNames.SET_COOKIE, cookie("", Duration.ZERO));
        Account account = people.get(provider.identify(code, issuer, begun));
        SignInResponse signedIn = accounts.signedInByProvider(account);
        ConsoleCookie.give(
                signedIn.getToken(), Duration.between(clock.instant(), Times.instant(signedIn.getExpiresAt())));
        answer.onNext(signedIn);
        answer.onCompleted();
    }

    private Begun begun(ServiceRequestContext context) {
        return context.request().headers().cookies().stream()
                .filter(cookie -> cookie.name().equals(COOKIE))
                .findFirst()
                .flatMap(cookie -> Begun.open(cookie.value(), key, clock.instant()))
                .orElseThrow(() -> Refusals.notThisSignIn().exception());
    }

    private void requireOn() {
        if (!config.isOn()) {
            throw Refusals.off().exception();
        }
    }

    private String cookie(String value, Duration valid) {
        return Cookie.secureBuilder(COOKIE, value)
                .secure(config.publicUrl().startsWith("https:"))
                .httpOnly(true)
                .sameSite("Strict")
                .path(COOKIE_PATH)
                .maxAge(valid.toSeconds())
                .build()
                .toSetCookieHeader();
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
