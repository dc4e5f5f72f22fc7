package io.shidao.adapters.redis;

import io.shidao.kernel.store.LiveState;
import io.shidao.testkit.contract.LiveStateContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

class LocalLiveStateTest extends LiveStateContract {
    // near the end of the range: nanoTime may start anywhere
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final LiveState state = new LocalLiveState(nanos::get);

    @Override
    protected LiveState state() {
        return state;
    }

    @Override
    protected void elapse(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @AfterEach
    void close() {
        state.close();
    }
}
