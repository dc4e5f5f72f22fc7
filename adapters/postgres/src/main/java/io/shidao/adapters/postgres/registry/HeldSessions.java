package io.shidao.adapters.postgres.registry;

/**
 * Which sessions take place: neither cancelled, nor of a class that was suspended before they began. For queries with
 * {@code training_session s} and {@code training_class c}.
 */
public final class HeldSessions {
    public static final String SUSPENDED = "(c.status = 'SUSPENDED' AND s.starts_at > c.status_since)";
    public static final String HELD = "(s.cancelled_at IS NULL AND NOT " + SUSPENDED + ")";

    /** CANCELLED, SUSPENDED, or empty when it takes place. */
    public static final String STANDING =
            "CASE WHEN s.cancelled_at IS NOT NULL THEN 'CANCELLED' WHEN " + SUSPENDED + " THEN 'SUSPENDED' ELSE '' END";

    private HeldSessions() {}
}
