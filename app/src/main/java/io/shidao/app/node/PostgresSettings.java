package io.shidao.app.node;

import io.shidao.adapters.postgres.DatabaseConfig;

/**
 * The system of record.
 *
 * @param embedded whether this process runs its own server; otherwise {@code database.url} is asked
 * @param port of the embedded server on 127.0.0.1; 0 takes a free one
 * @param database address, account and pool; of an embedded server only the pool's settings count
 */
public record PostgresSettings(boolean embedded, int port, DatabaseConfig database) {
    /** A server of our own on a free port. */
    public static PostgresSettings defaults() {
        return new PostgresSettings(true, 0, DatabaseConfig.defaults());
    }
}
