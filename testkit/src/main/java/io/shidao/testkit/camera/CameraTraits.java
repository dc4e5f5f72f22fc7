package io.shidao.testkit.camera;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What kind of camera a mount is: none of this is a fault, and a client has to cope with all of it. Acts from the next
 * request or frame on. Thread-safe.
 */
public final class CameraTraits {
    private static final Set<String> METHODS =
            Set.of("OPTIONS", "DESCRIBE", "SETUP", "PLAY", "GET_PARAMETER", "SET_PARAMETER", "TEARDOWN");

    private volatile Set<String> methods = METHODS;
    private volatile Duration sessionTimeout = Duration.ofSeconds(60);
    private volatile int requestsPerNonce;
    private volatile Optional<String> redirect = Optional.empty();
    private volatile Clock clock = Clock.systemUTC();
    private volatile boolean parameterSetsInBand = true;
    private volatile boolean startingAnywhere;

    CameraTraits() {}

    /** Neither offers this method (header Public) nor knows it (405). */
    public CameraTraits without(String method) {
        Set<String> fewer = new LinkedHashSet<>(methods);
        fewer.remove(method);
        methods = Set.copyOf(fewer);
        return this;
    }

    /**
     * Tells a session's time-out (RFC 2326, section 12.37), and drops a client that made no request for longer. Receiver
     * reports do not count, as with cameras that do not read them.
     *
     * @param timeout whole seconds, at least one
     */
    public CameraTraits sessionTimeout(Duration timeout) {
        if (timeout.toSeconds() < 1 || timeout.toNanosPart() != 0) {
            throw new IllegalArgumentException("session time-out: " + timeout + " (expected: whole seconds)");
        }
        sessionTimeout = timeout;
        return this;
    }

    /** After this many requests a nonce is stale (RFC 7616, section 3.3); 0: never. */
    public CameraTraits requestsPerNonce(int requests) {
        requestsPerNonce = requests;
        return this;
    }

    /** Who wants a description is sent to this address (302). */
    public CameraTraits redirect(String address) {
        redirect = Optional.of(address);
        return this;
    }

    /** The clock of which the sender reports tell (RFC 3550, section 6.4.1); the machine's until then. */
    public CameraTraits clock(Clock own) {
        clock = own;
        return this;
    }

    /** Parameter sets are in the description only, not in front of every key frame. */
    public CameraTraits parameterSetsInBand(boolean on) {
        parameterSetsInBand = on;
        return this;
    }

    /** A client gets whatever comes next, not a key frame first. */
    public CameraTraits startAnywhere(boolean on) {
        startingAnywhere = on;
        return this;
    }

    boolean offers(String method) {
        return methods.contains(method);
    }

    /** The value of the header Public. */
    String offered() {
        return String.join(", ", methods);
    }

    Duration sessionTimeout() {
        return sessionTimeout;
    }

    int requestsPerNonce() {
        return requestsPerNonce;
    }

    Optional<String> redirect() {
        return redirect;
    }

    Clock clock() {
        return clock;
    }

    boolean isParameterSetsInBand() {
        return parameterSetsInBand;
    }

    boolean isStartingAnywhere() {
        return startingAnywhere;
    }
}
