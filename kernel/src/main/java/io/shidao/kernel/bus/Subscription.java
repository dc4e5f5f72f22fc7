package io.shidao.kernel.bus;

/** A running consumer. */
public interface Subscription extends AutoCloseable {
    /** Stops after the event in hand, within a few seconds; the handler's {@code revoked} has been called then. */
    @Override
    void close();
}
