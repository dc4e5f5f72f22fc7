package io.shidao.app.bench.ingest;

import io.shidao.adapters.kafka.EmbeddedKafka;
import io.shidao.adapters.kafka.EmbeddedKafkaConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The real broker in a process of its own, so that its work is not counted as ingest's. */
public final class Broker {
    private Broker() {}

    /** Serves until the standard input ends, then forgets everything. The first line says the address. */
    public static void serve(PrintStream out) throws IOException {
        Path directory = Files.createTempDirectory("shidao-bench-");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(EmbeddedKafkaConfig.in(directory))) {
            out.println("ready " + kafka.servers());
            out.flush();
            Child.awaitEndOfInput();
        } finally {
            delete(directory);
        }
    }

    static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
