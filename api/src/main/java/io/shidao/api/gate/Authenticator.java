package io.shidao.api.gate;

import java.util.Optional;

/** Port: finds out who is behind a token or a key. May block. Thread-safe. */
public interface Authenticator {
    /** Empty when the credential is not, or no longer, worth anything. */
    Optional<Principal> authenticate(String credential);
}
