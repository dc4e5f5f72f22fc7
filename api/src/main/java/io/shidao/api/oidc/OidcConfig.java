package io.shidao.api.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The identity provider with which people may sign in (OpenID Connect). The text form leaves the secret out.
 *
 * @param issuer of the provider, as its discovery document says, e.g. https://id.example.gov.cn/realms/training; empty: nobody
 *     signs in so
 * @param clientId by which the provider knows this service
 * @param clientSecret that goes with it, from the environment; empty for a client without one, which PKCE protects alone
 * @param publicUrl where browsers reach the console; the provider sends people back to its path /sign-in/provider
 * @param name of the provider on the sign-in page
 * @param scopes asked for, openid among them
 * @param roleClaim claim of the ID token from whose values a role follows, e.g. groups; empty: only accounts that were linked
 * @param roleValues what they mean: value=ROLE, with the prefecture's or institution's id after a colon, e.g.
 *     bureau-kuche=BUREAU_SUPERVISOR:0199…; AUDITOR, BUREAU_SUPERVISOR and INSTITUTION_ADMINISTRATOR only
 * @param timeout for each call to the provider, 1 s to 30 s
 */
public record OidcConfig(
        String issuer,
        String clientId,
        String clientSecret,
        String publicUrl,
        String name,
        List<String> scopes,
        String roleClaim,
        List<String> roleValues,
        Duration timeout) {
    static final String RETURN_PATH = "/sign-in/provider";

    public OidcConfig {
        scopes = List.copyOf(scopes);
        roleValues = List.copyOf(roleValues);
        List<String> problems = new ArrayList<>();
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofSeconds(30)) > 0) {
            problems.add("timeout: " + timeout + " (expected: PT1S to PT30S)");
        }
        if (!issuer.isEmpty()) {
            checkAddress(problems, "issuer", issuer);
            checkAddress(problems, "public-url", publicUrl);
            if (clientId.isBlank()) {
                problems.add("client-id: not set (expected: as registered with the provider)");
            }
            if (!scopes.contains("openid")) {
                problems.add("scopes: " + scopes + " (expected: openid among them)");
            }
            try {
                RoleValues.of(roleValues);
            } catch (IllegalArgumentException e) {
                problems.add("role-values: " + e.getMessage());
            }
            if (roleClaim.isEmpty() != roleValues.isEmpty()) {
                problems.add("role-claim, role-values: one without the other (expected: both or none)");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("api.oidc: " + String.join("; ", problems));
        }
    }

    /** Nobody signs in so. */
    public static OidcConfig defaults() {
        return new OidcConfig("", "", "", "", "", List.of("openid", "profile"), "", List.of(), Duration.ofSeconds(5));
    }

    public boolean isOn() {
        return !issuer.isEmpty();
    }

    URI returnUri() {
        return URI.create(publicUrl.replaceAll("/+$", "") + RETURN_PATH);
    }

    /** Plain http only to this machine: a code on the wire is a sign-in. */
    private static void checkAddress(List<String> problems, String name, String text) {
        try {
            URI uri = URI.create(text);
            String host = String.valueOf(uri.getHost());
            boolean local = host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
            if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && local)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        problems.add(name + ": " + text + " (expected: https://…, or http:// to this machine)");
    }

    @Override
    public String toString() {
        return "OidcConfig[" + issuer + ", " + clientId + "]";
    }
}
