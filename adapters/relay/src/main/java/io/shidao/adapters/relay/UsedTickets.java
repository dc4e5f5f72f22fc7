package io.shidao.adapters.relay;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Tickets that were used and are not run out: each is good once. When there are too many, none is. Thread-safe. */
final class UsedTickets {
    private static final int MOST = 10_000;

    private final Map<String, Instant> used = new HashMap<>();

    /** Whether the ticket is good now; it is not any more afterwards. */
    synchronized boolean use(Ticket ticket, Instant now) {
        boolean inTime = now.isBefore(ticket.expiresAt())
                && ticket.expiresAt().isBefore(now.plus(Ticket.GOOD_FOR.multipliedBy(2)));
        if (!inTime) {
            return false;
        }
        if (used.size() >= MOST) {
            used.values().removeIf(expiresAt -> !now.isBefore(expiresAt));
        }
        return used.size() < MOST && used.putIfAbsent(ticket.nonce(), ticket.expiresAt()) == null;
    }
}
