package io.shidao.adapters.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.bus.Bus;
import io.shidao.kernel.bus.BusException;
import io.shidao.testkit.contract.BusContract;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBusIT extends BusContract {
    private static final SimpleMeterRegistry METRICS = new SimpleMeterRegistry();

    private static EmbeddedKafka kafka;
    private static KafkaBus bus;

    @BeforeAll
    static void start(@TempDir Path directory) {
        kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory));
        bus = KafkaBus.open(config(kafka.servers()), List.of(EVENTS, STATES), METRICS);
    }

    @AfterAll
    static void stop() {
        bus.close();
        kafka.close();

        assertThat(count("bus.received")).isPositive();
        assertThat(count("bus.received"))
                .as("of what was received, nothing is unaccounted for")
                .isEqualTo(count("bus.passed") + count("bus.dropped") + count("bus.returned"));
    }

    private static double count(String name) {
        return METRICS.find(name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static KafkaBusConfig config(String servers) {
        KafkaBusConfig base = KafkaBusConfig.at(servers);
        return new KafkaBusConfig(
                servers,
                "",
                3,
                1,
                base.retention(),
                base.retentionMegabytes(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofMillis(500),
                16,
                Duration.ofSeconds(3),
                base.batch());
    }

    @Override
    protected Bus bus() {
        return bus;
    }

    @Test
    void refusesAnEventThatIsTooLarge_forGood() {
        String large = "x".repeat(Limits.REQUEST_BYTES);

        assertThatThrownBy(() -> bus.publish(EVENTS, "large", large)
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("8388608");
    }

    @Test
    void takesAnEventOfTheLargestSize() throws Exception {
        String large = "x".repeat(Limits.EVENT_BYTES);

        assertThat(bus.publish(EVENTS, "large", large).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .isNotNegative();
    }

    @Test
    void saysWhatToCheckWhenNoBrokerIsThere() {
        KafkaBusConfig base = config("127.0.0.1:1");
        KafkaBusConfig nowhere = new KafkaBusConfig(
                base.servers(),
                "",
                3,
                1,
                base.retention(),
                base.retentionMegabytes(),
                Duration.ofSeconds(1),
                base.deliveryTimeout(),
                base.blockTimeout(),
                16,
                base.sessionTimeout(),
                base.batch());

        assertThatThrownBy(() -> KafkaBus.open(nowhere, METRICS))
                .isInstanceOfSatisfying(
                        BusException.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("OPERATIONS.md");
    }
}
