package io.shidao.api.oidc;

import java.util.List;

/**
 * Whom the provider confirmed.
 *
 * @param subject {@code sub}: unique and lasting with this issuer
 * @param username as the provider suggests; may be empty
 * @param name to show; may be empty
 * @param roleValues of the configured claim
 */
record Identity(String issuer, String subject, String username, String name, List<String> roleValues) {
    Identity {
        roleValues = List.copyOf(roleValues);
    }

    @Override
    public String toString() {
        return "Identity[redacted]";
    }
}
