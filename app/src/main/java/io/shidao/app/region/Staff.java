package io.shidao.app.region;

import static io.shidao.app.client.Json.object;

import com.google.gson.JsonObject;
import io.shidao.app.client.ApiClient;
import io.shidao.app.client.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The people who work with the service, each with an account of their own; they sign in again when a sign-in has run out,
 * by the region's time. Used by one thread.
 */
final class Staff {
    private static final String PASSWORD = "a month in some minutes";
    /** A sign-in is good for a week here. */
    private static final Duration SIGN_IN_AGAIN = Duration.ofDays(6);

    private final ApiClient anonymous;
    private final Clock clock;
    private final Account authority;
    private final List<Account> authorities = new ArrayList<>();

    Staff(URI address, Clock clock, String username, String oneTimePassword) {
        this.anonymous = new ApiClient(address, "");
        this.clock = clock;
        this.authority = new Account(username, oneTimePassword);
        authorities.add(authority);
    }

    /** One of them. */
    final class Account {
        private final String username;
        private final String password;
        private String oneTimePassword;
        private ApiClient client = anonymous;
        private Instant signedIn = Instant.MIN;

        Account(String username, String oneTimePassword) {
            this.username = username;
            this.password = PASSWORD;
            this.oneTimePassword = oneTimePassword;
        }

        String username() {
            return username;
        }

        /** Signed in. */
        synchronized ApiClient client() {
            Instant now = clock.instant();
            if (signedIn.isBefore(now.minus(SIGN_IN_AGAIN))) {
                client = oneTimePassword.isEmpty()
                        ? anonymous.signIn(username, password)
                        : anonymous.firstSignIn(username, oneTimePassword, password);
                oneTimePassword = "";
                signedIn = now;
            }
            return client;
        }
    }

    /** Who was there first. */
    ApiClient authority() {
        return authority.client();
    }

    /** For the authorised who sign nothing but requests. */
    ApiClient anonymous() {
        return anonymous;
    }

    /** Makes an account. */
    Account hire(String username, String role, String field, String id) {
        JsonObject request = object("username", username, "displayName", username, "role", "ROLE_" + role);
        if (!field.isEmpty()) {
            request.addProperty(field, id);
        }
        JsonObject made = authority().post("/v1/accounts", request);
        return new Account(username, Json.text(made, "oneTimePassword"));
    }
}
