package io.shidao.adapters.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.shidao.testkit.contract.BusContract;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Publishes numbers until it is killed; prints each one after it was acknowledged. */
final class PublishingMain {
    private PublishingMain() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(Path.of(arguments[0])));
        KafkaBus bus = KafkaBus.open(
                KafkaBusConfig.at(kafka.servers()), List.of(BusContract.EVENTS), new SimpleMeterRegistry());
        for (int i = 0; i < 1_000_000; i++) {
            String number = Integer.toString(i);
            bus.publish(BusContract.EVENTS, "key" + i % 20, number).whenComplete((offset, failure) -> {
                if (failure == null) {
                    out.println(number);
                }
            });
        }
    }
}
