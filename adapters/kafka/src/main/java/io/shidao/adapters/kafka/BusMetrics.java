package io.shidao.adapters.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.shidao.kernel.bus.Topic;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the bus counts. Of what a consumer received, each event is passed, dropped for a reason, or returned to be
 * received again.
 */
final class BusMetrics {
    private final MeterRegistry registry;

    BusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Timer.Sample startPublish() {
        return Timer.start(registry);
    }

    void published(Topic<?> topic, Timer.Sample sample) {
        sample.stop(registry.timer("bus.publish", "topic", topic.name()));
    }

    void publishFailed(Topic<?> topic, String reason) {
        registry.counter("bus.publish.failed", "topic", topic.name(), "reason", reason)
                .increment();
    }

    Consuming consuming(Topic<?> topic, String group, String name) {
        return new Consuming(Tags.of("topic", topic.name(), "group", group), name);
    }

    /** Of one subscription. */
    final class Consuming {
        private final Tags tags;
        private final AtomicLong lag = new AtomicLong();
        private final Gauge lagGauge;

        private Consuming(Tags tags, String name) {
            this.tags = tags;
            this.lagGauge = Gauge.builder("bus.lag", lag, AtomicLong::doubleValue)
                    .tags(tags.and("member", name))
                    .register(registry);
        }

        void received(int count) {
            registry.counter("bus.received", tags).increment(count);
        }

        void passed(int count) {
            registry.counter("bus.passed", tags).increment(count);
        }

        void dropped(String reason) {
            registry.counter("bus.dropped", tags.and("reason", reason)).increment();
        }

        void returned(int count) {
            registry.counter("bus.returned", tags).increment(count);
        }

        void rejoined() {
            registry.counter("bus.rejoined", tags).increment();
        }

        void gap() {
            registry.counter("bus.gaps", tags).increment();
        }

        void lag(long events) {
            lag.set(events);
        }

        void close() {
            registry.remove(lagGauge);
        }
    }
}
