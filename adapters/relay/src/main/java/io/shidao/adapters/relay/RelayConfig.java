package io.shidao.adapters.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The door by which other nodes get the live pictures of this node's cameras.
 *
 * @param listen address and port of this machine, e.g. 10.0.0.5:8090; empty opens no door
 * @param address how the other nodes reach it, host:port; empty takes listen
 */
public record RelayConfig(String listen, String address) {
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("[A-Za-z0-9._-]+:(\\d{1,5})|\\[[0-9a-fA-F:.]+]:(\\d{1,5})");

    public RelayConfig {
        List<String> problems = new ArrayList<>();
        check(problems, "listen", listen);
        check(problems, "address", address);
        if (listen.isEmpty() && !address.isEmpty()) {
            problems.add("address: " + address + " without listen (expected: both, or neither)");
        }
        if (listen.startsWith("0.0.0.0:") && address.isEmpty()) {
            problems.add(
                    "address: not set (expected: how other nodes reach this one, because 0.0.0.0 tells them nothing)");
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("live-relay: " + String.join("; ", problems));
        }
    }

    public static RelayConfig defaults() {
        return new RelayConfig("", "");
    }

    private static void check(List<String> problems, String name, String value) {
        if (!value.isEmpty() && !HOST_AND_PORT.matcher(value).matches()) {
            problems.add(name + ": " + value + " (expected: host:port, e.g. 10.0.0.5:8090)");
        }
    }

    /** Whether this node opens a door. */
    public boolean opens() {
        return !listen.isEmpty();
    }

    String host() {
        String host = listen.substring(0, listen.lastIndexOf(':'));
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
    }
}
