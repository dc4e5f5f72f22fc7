package io.shidao.api.registry;

import io.shidao.kernel.media.SourceAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses a source may have: whoever enters one makes our server open it.
 *
 * @param allowFiles {@code file:} addresses, read with the server's rights; for trials and demonstrations
 * @param allowLoopback this machine itself; for trials and demonstrations
 */
public record SourcePolicy(boolean allowFiles, boolean allowLoopback) {
    /** Neither: cameras are in the network. */
    public static SourcePolicy defaults() {
        return new SourcePolicy(false, false);
    }

    /** What is wrong with the address; empty when it may be used. Names are not resolved here. */
    Optional<String> problem(SourceAddress address) {
        List<String> problems = new ArrayList<>();
        if (address.scheme().equals("file")) {
            return allowFiles
                    ? Optional.empty()
                    : Optional.of("a file (expected: a network address; files need api.sources.allow-files)");
        }
        String host = host(address);
        if (host.isEmpty()) {
            problems.add("no host (expected: e.g. rtsp://192.0.2.7/stream)");
        } else if (isLoopback(host) && !allowLoopback) {
            problems.add("this machine itself (expected: another host; loopback needs api.sources.allow-loopback)");
        } else if (isLinkLocal(host)) {
            problems.add("a link-local host (expected: a camera's or recorder's address)");
        }
        return problems.stream().findFirst();
    }

    /** Without user, password and query, which may hold a password too. */
    static String shown(SourceAddress address) {
        String text = address.withoutCredentials();
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query) + "?…";
    }

    private static String host(SourceAddress address) {
        String host = URI.create(address.uri()).getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT).replaceAll("^\\[|]$", "");
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("0.0.0.0")
                || host.matches("[0-9]+|0x[0-9a-f]+")
                || host.equals("::1")
                || host.equals("::")
                || host.startsWith("::ffff:")
                || host.equals("0:0:0:0:0:0:0:1");
    }

    private static boolean isLinkLocal(String host) {
        return host.startsWith("169.254.") || host.startsWith("fe80:");
    }
}
