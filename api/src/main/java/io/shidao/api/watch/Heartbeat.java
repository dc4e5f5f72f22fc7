package io.shidao.api.watch;

import com.linecorp.armeria.server.ServiceRequestContext;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Does something again and again off the event loop. Thread-safe. */
final class Heartbeat {
    private final ScheduledFuture<?> timer;

    Heartbeat(ServiceRequestContext context, Duration period, Runnable beat) {
        long millis = period.toMillis();
        timer = context.eventLoop()
                .withoutContext()
                .scheduleAtFixedRate(
                        () -> context.blockingTaskExecutor().withoutContext().execute(beat),
                        millis,
                        millis,
                        TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.cancel(false);
    }
}
