package io.shidao.adapters.rtsp;

import io.netty.util.concurrent.Future;

/** Where the outcome of a write or close changes nothing: the connection's end tells the same. */
final class Futures {
    private Futures() {}

    /** Says that nobody waits for the outcome. */
    @SuppressWarnings("unused")
    static void forget(Future<?> outcome) {}
}
