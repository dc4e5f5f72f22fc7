package io.shidao.adapters.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to reach Redis. The text form leaves the password out.
 *
 * @param address host:port
 * @param user of Redis's access list; empty for the default one
 * @param password of the user; empty for none
 * @param tls whether the connection is encrypted, checked against the Java trust store
 * @param keyPrefix before every key and channel, so that installations can share a server
 * @param maxConnections of the pool for commands; each listener has one more
 * @param connectTimeout longest wait for a connection, from the network or from the pool
 * @param commandTimeout longest wait for an answer
 */
public record RedisConfig(
        String address,
        String user,
        String password,
        boolean tls,
        String keyPrefix,
        int maxConnections,
        Duration connectTimeout,
        Duration commandTimeout) {

    public RedisConfig {
        List<String> problems = new ArrayList<>();
        if (!address.matches("[^\\s:]+:\\d{1,5}")) {
            problems.add("address: '" + address + "' (expected: host:port)");
        }
        if (keyPrefix.length() > 40) {
            problems.add("key-prefix: " + keyPrefix.length() + " characters (expected: up to 40)");
        }
        if (maxConnections < 1 || maxConnections > 500) {
            problems.add("max-connections: " + maxConnections + " (expected: 1 to 500)");
        }
        between(problems, "connect-timeout", connectTimeout);
        between(problems, "command-timeout", commandTimeout);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("redis: " + String.join("; ", problems));
        }
    }

    /** A server on this machine, without password, 16 connections, 2 s for everything. */
    public static RedisConfig defaults() {
        return at("127.0.0.1:6379");
    }

    /** The defaults at another address. */
    public static RedisConfig at(String address) {
        return new RedisConfig(address, "", "", false, "shidao:", 16, Duration.ofSeconds(2), Duration.ofSeconds(2));
    }

    private static void between(List<String> problems, String name, Duration value) {
        if (value.toMillis() < 50 || value.toMillis() > 60_000) {
            problems.add(name + ": " + value + " (expected: 50ms to 1m)");
        }
    }

    @Override
    public String toString() {
        return "RedisConfig[" + address + ", user=" + user + ", tls=" + tls + "]";
    }
}
