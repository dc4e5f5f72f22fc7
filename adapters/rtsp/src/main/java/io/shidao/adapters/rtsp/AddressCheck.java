package io.shidao.adapters.rtsp;

import java.net.InetAddress;
import java.util.Optional;

/**
 * Port: says which hosts may be connected to. Asked about every address to which a name resolved, also after a
 * redirect; the connection is then made to just that address, so a name service that changes its answer gains nothing.
 */
@FunctionalInterface
public interface AddressCheck {
    /** Why the host must not be connected to; empty when nothing speaks against it. Must return quickly. */
    Optional<String> objection(InetAddress host);

    /** Allows everything. */
    static AddressCheck none() {
        return host -> Optional.empty();
    }
}
