package io.shidao.adapters.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.kernel.bus.BusRecord;
import io.shidao.kernel.bus.PartitionHandler;
import io.shidao.kernel.bus.Subscription;
import io.shidao.testkit.contract.BusContract;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    @TempDir
    Path directory;

    @Test
    @Timeout(180)
    void keepsEveryAcknowledgedEventWhenItsProcessIsKilled() throws Exception {
        Set<String> acknowledged = publishUntilKilled(20_000);

        Set<String> kept = ConcurrentHashMap.newKeySet();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory));
                KafkaBus bus = KafkaBus.open(
                        KafkaBusConfig.at(kafka.servers()), List.of(BusContract.EVENTS), new SimpleMeterRegistry());
                Subscription reading =
                        bus.subscribePartitions(BusContract.EVENTS, "after-the-kill", "member", new Collector(kept))) {
            assertThat(reading).isNotNull();

            await().atMost(Duration.ofSeconds(60)).until(() -> kept.containsAll(acknowledged));
        }
        assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(20_000);
    }

    private Set<String> publishUntilKilled(int atLeast) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublishingMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader out = child.inputReader()) {
            while (lines.size() < atLeast) {
                lines.add(Objects.requireNonNull(out.readLine(), "the child ended too early"));
            }
            // not the process's own method: that would close its output too
            child.toHandle().destroyForcibly();
            out.lines().forEach(lines::add);
        } finally {
            child.destroyForcibly();
        }
        return Set.copyOf(lines);
    }

    private record Collector(Set<String> values) implements PartitionHandler<String> {
        @Override
        public long assigned(int partition) {
            return 0;
        }

        @Override
        public void handle(int partition, List<BusRecord<String>> records) {
            records.forEach(record -> values.add(String.valueOf(record.value())));
        }

        @Override
        public void idle(int partition) {}

        @Override
        public void revoked(int partition) {}
    }
}
