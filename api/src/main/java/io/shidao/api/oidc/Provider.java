package io.shidao.api.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The identity provider, as it describes itself (OpenID Connect Discovery 1.0). Its description is read when somebody first
 * signs in, and again every hour; its keys are read again when a token is signed with one that is not known yet. Only
 * asymmetric signatures are taken. Blocks. Thread-safe.
 */
final class Provider {
    private static final Logger LOG = LoggerFactory.getLogger(Provider.class);
    private static final Duration DESCRIPTION_VALID = Duration.ofHours(1);
    private static final Duration KEYS_VALID = Duration.ofMinutes(30);
    private static final Duration KEYS_AT_MOST_EVERY = Duration.ofSeconds(10);
    private static final int MAX_KEYS_BYTES = 256 << 10;
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private final OidcConfig config;
    private @Nullable Described described;

    private record Described(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, long atNanos) {}

    Provider(OidcConfig config) {
        this.config = config;
    }

    /** Where the browser has to go. */
    URI address(Begun begun) {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(config.scopes().toArray(String[]::new)),
                        new ClientID(config.clientId()),
                        config.returnUri())
                .endpointURI(described().metadata().getAuthorizationEndpointURI())
                .state(new State(begun.state()))
                .nonce(new Nonce(begun.nonce()))
                .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /**
     * Exchanges the code and checks the ID token: signature, issuer, audience, times, nonce.
     *
     * @param issuer {@code iss} of the answer (RFC 9207); empty when there was none
     * @throws io.shidao.api.problem.ProblemException unless the provider confirms
     */
    Identity identify(String code, String issuer, Begun begun) {
        Described now = described();
        boolean told = now.metadata().supportsAuthorizationResponseIssuerParam();
        if ((told || !issuer.isEmpty()) && !issuer.equals(config.issuer())) {
            LOG.warn("An answer came from another issuer than the identity provider: refused");
            throw Refusals.notAccepted().exception();
        }
        JWT idToken = exchange(now.metadata(), code, begun);
        IDTokenValidator validator = new IDTokenValidator(
                new Issuer(config.issuer()),
                new ClientID(config.clientId()),
                new JWSVerificationKeySelector<>(ALGORITHMS, now.keys()),
                null);
        try {
            return identity(
                    validator.validate(idToken, new Nonce(begun.nonce())).toJWTClaimsSet());
        } catch (BadJOSEException | com.nimbusds.oauth2.sdk.ParseException e) {
            LOG.warn("The identity provider's token is not good: {}", e.getMessage());
            throw Refusals.notAccepted().exception();
        } catch (JOSEException e) {
            LOG.warn("The identity provider's token cannot be checked: {}", e.getMessage());
            throw Refusals.unreachable().exception();
        }
    }

    private JWT exchange(OIDCProviderMetadata metadata, String code, Begun begun) {
        AuthorizationCodeGrant grant = new AuthorizationCodeGrant(
                new AuthorizationCode(code), config.returnUri(), new CodeVerifier(begun.verifier()));
        ClientID client = new ClientID(config.clientId());
        URI endpoint = metadata.getTokenEndpointURI();
        TokenRequest request = (config.clientSecret().isEmpty()
                        ? new TokenRequest.Builder(endpoint, client, grant)
                        : new TokenRequest.Builder(
                                endpoint, new ClientSecretBasic(client, new Secret(config.clientSecret())), grant))
                .build();
        try {
            HTTPRequest call = request.toHTTPRequest();
            call.setConnectTimeout(millis());
            call.setReadTimeout(millis());
            call.setFollowRedirects(false);
            if (OIDCTokenResponseParser.parse(call.send()) instanceof OIDCTokenResponse good) {
                JWT idToken = good.getOIDCTokens().getIDToken();
                if (idToken != null) {
                    return idToken;
                }
            }
            LOG.info("The identity provider did not take a code");
            throw Refusals.notAccepted().exception();
        } catch (IOException | com.nimbusds.oauth2.sdk.ParseException e) {
            LOG.warn("The identity provider did not answer at its token endpoint: {}", e.toString());
            throw Refusals.unreachable().exception();
        }
    }

    private Identity identity(JWTClaimsSet claims) {
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > 255) {
            throw Refusals.notAccepted().exception();
        }
        return new Identity(
                config.issuer(),
                subject,
                text(claims, "preferred_username"),
                text(claims, "name"),
                config.roleClaim().isEmpty() ? List.of() : values(claims, config.roleClaim()));
    }

    private static String text(JWTClaimsSet claims, String name) {
        return claims.getClaim(name) instanceof String text ? text : "";
    }

    /** A list of texts, or one text. */
    private static List<String> values(JWTClaimsSet claims, String name) {
        if (claims.getClaim(name) instanceof String one) {
            return List.of(one);
        }
        try {
            List<String> list = claims.getStringListClaim(name);
            return list == null ? List.of() : list;
        } catch (ParseException e) {
            LOG.warn("The identity provider's claim {} is neither a text nor a list of texts", name);
            return List.of();
        }
    }

    /** At most one reads it at a time; the others wait, as long as a call may take. */
    private synchronized Described described() {
        Described known = described;
        if (known != null && System.nanoTime() - known.atNanos() < DESCRIPTION_VALID.toNanos()) {
            return known;
        }
        try {
            OIDCProviderMetadata metadata =
                    OIDCProviderMetadata.resolve(new Issuer(config.issuer()), millis(), millis());
            Described fresh = new Described(metadata, keys(metadata), System.nanoTime());
            described = fresh;
            return fresh;
        } catch (GeneralException | IOException e) {
            LOG.warn("The identity provider {} does not describe itself: {}", config.issuer(), e.toString());
            throw Refusals.unreachable().exception();
        }
    }

    private JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata) throws MalformedURLException {
        return JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(),
                        new DefaultResourceRetriever(millis(), millis(), MAX_KEYS_BYTES))
                .cache(KEYS_VALID.toMillis(), config.timeout().multipliedBy(2).toMillis())
                .refreshAheadCache(false)
                .rateLimited(KEYS_AT_MOST_EVERY.toMillis())
                .build();
    }

    private int millis() {
        return (int) config.timeout().toMillis();
    }
}
