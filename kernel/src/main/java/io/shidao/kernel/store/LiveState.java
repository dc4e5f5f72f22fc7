package io.shidao.kernel.store;

import io.shidao.kernel.id.SessionId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Port: what is true just now and may be lost without harm: live presence, leases, counters, small values for a
 * short time, and messages to all nodes. Redis when there are several nodes, the process's own memory when there is one. Thread-safe.
 */
public interface LiveState extends AutoCloseable {
    /** Sets one field of a session's presence; the whole session is forgotten {@code keep} after its last change. */
    void putPresence(SessionId session, String field, byte[] value, Duration keep);

    /** All fields of a session's presence; empty when unknown. */
    Map<String, byte[]> presence(SessionId session);

    /** Takes or renews a lease; false while another owner has it. Ends by itself after {@code time}. */
    boolean acquireLease(String name, String owner, Duration time);

    /** Gives a lease back; nothing happens when {@code owner} does not have it. */
    void releaseLease(String name, String owner);

    /** Adds one to a counter that starts again at 0 {@code window} after its first count; returns the new value. */
    long count(String name, Duration window);

    /** Keeps a value of at most 1 MiB under a name for {@code keep}; another one in its place starts anew. */
    void put(String name, byte[] value, Duration keep);

    /** What was put under the name, while it is kept. */
    Optional<byte[]> find(String name);

    /** Sends a message to every listener of the channel on every node, at most once each. */
    void broadcast(String channel, byte[] message);

    /** Listens until closed. {@code listener} is called from another thread, must be quick and must not throw. */
    Listening listen(String channel, Consumer<byte[]> listener);

    @Override
    void close();

    /** A running listener. */
    interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
