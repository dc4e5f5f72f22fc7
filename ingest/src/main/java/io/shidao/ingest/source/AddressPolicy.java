package io.shidao.ingest.source;

import io.shidao.kernel.media.SourceAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses ingest may open. Somebody who enters a source must not thereby reach the machine's own services, a
 * cloud's metadata address (link-local) or its files. Stateless and thread-safe.
 *
 * @param allowFileAddresses whether {@code file:} may be opened
 * @param allowLoopbackAddresses whether this machine and link-local addresses may be opened
 */
public record AddressPolicy(boolean allowFileAddresses, boolean allowLoopbackAddresses) {
    private static final String LOCAL =
            "this machine or its link (expected: a camera's address; allow-loopback-addresses is off)";
    private static final Pattern DOTTED = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    // what the C library reads as an IPv4 number: 127.1, 0x7f000001, 0177.0.0.1
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0[xX].*|.*\\.0[xX][0-9a-fA-F]*");

    /** Neither files nor this machine. */
    public static AddressPolicy defaults() {
        return new AddressPolicy(false, false);
    }

    /** Looks at the address as it is written; empty when nothing speaks against it so far. */
    public Optional<String> objection(SourceAddress address) {
        if (address.scheme().equals("file")) {
            return allowFileAddresses
                    ? Optional.empty()
                    : Optional.of("a file (expected: a stream; allow-file-addresses is off)");
        }
        String host = host(address);
        if (host.isEmpty()) {
            return Optional.of("no host in it (expected: e.g. rtsp://camera:554/path)");
        }
        if (NUMERIC.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
            return Optional.of("a number as host (expected: a name or four decimal numbers with dots)");
        }
        return Optional.empty();
    }

    /**
     * Looks at where the host's name leads to; may wait for the name service. RTSP over TCP asks again about the address
     * that it connects to. Whatever libavformat opens resolves the name again, so a name service that changes its answer in
     * between gets through: keep such names out by the network.
     */
    public Optional<String> objectionAfterResolving(SourceAddress address) {
        if (address.scheme().equals("file")) {
            return objection(address);
        }
        try {
            for (InetAddress target : InetAddress.getAllByName(host(address))) {
                Optional<String> objection = objection(target, address.scheme());
                if (objection.isPresent()) {
                    return objection;
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty(); // the source finds out as well, and says so
        }
    }

    /** Looks at a host that is to be connected to, for sources that resolve a name once and connect to what was checked. */
    public Optional<String> objection(InetAddress target, String scheme) {
        return isRefused(target, scheme) ? Optional.of(LOCAL) : Optional.empty();
    }

    private boolean isRefused(InetAddress target, String scheme) {
        if (target.isMulticastAddress()) {
            return !scheme.equals("udp");
        }
        return !allowLoopbackAddresses
                && (target.isLoopbackAddress() || target.isLinkLocalAddress() || target.isAnyLocalAddress());
    }

    private static String host(SourceAddress address) {
        String host = URI.create(address.uri()).getHost();
        return host == null ? "" : host;
    }
}
