package io.shidao.adapters.postgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How to reach the database. The text form leaves the password out.
 *
 * @param url of the JDBC driver, {@code jdbc:postgresql://host:port/database}
 * @param user who owns the tables
 * @param password of the user
 * @param maxConnections most connections this process holds; PostgreSQL's own default limit is 100 for all
 * @param connectTimeout longest wait for a connection, from the network or from the pool
 * @param statementTimeout longest time for one statement, enforced by the server
 */
public record DatabaseConfig(
        String url,
        String user,
        String password,
        int maxConnections,
        Duration connectTimeout,
        Duration statementTimeout) {

    public DatabaseConfig {
        List<String> problems = new ArrayList<>();
        if (!url.startsWith("jdbc:postgresql://")) {
            problems.add("url: scheme unknown (expected: jdbc:postgresql://host:port/database)");
        }
        if (user.isBlank()) {
            problems.add("user: blank (expected: the role that owns the tables)");
        }
        if (maxConnections < 2 || maxConnections > 200) {
            problems.add("max-connections: " + maxConnections + " (expected: 2 to 200)");
        }
        between(problems, "connect-timeout", connectTimeout, Duration.ofMillis(250), Duration.ofMinutes(2));
        between(problems, "statement-timeout", statementTimeout, Duration.ofMillis(100), Duration.ofMinutes(30));
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("database: " + String.join("; ", problems));
        }
    }

    /** A server on this machine, 12 connections, 10 s to connect, 30 s for a statement. */
    public static DatabaseConfig defaults() {
        return of("jdbc:postgresql://127.0.0.1:5432/shidao", "shidao", "");
    }

    /** The defaults at another address. */
    public static DatabaseConfig of(String url, String user, String password) {
        return new DatabaseConfig(url, user, password, 12, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private static void between(List<String> problems, String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            problems.add(name + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    /** The address without parameters: some drivers' parameters are secrets. */
    String shownUrl() {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }

    @Override
    public String toString() {
        return "DatabaseConfig[" + shownUrl() + ", user=" + user + "]";
    }
}
