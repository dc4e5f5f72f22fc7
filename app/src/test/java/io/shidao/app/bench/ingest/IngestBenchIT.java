package io.shidao.app.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Three small cameras, with the real processes: the bench works, and its last line can be read by a program. Takes most
 * of a minute, so it is asked for: {@code mvn verify -Dshidao.benches=true}.
 */
@EnabledIfSystemProperty(
        named = "shidao.benches",
        matches = "true",
        disabledReason = "SKIPPED: the bench was not run (what to do: mvn verify -Dshidao.benches=true)")
class IngestBenchIT {
    private static final String NUMBER = "(-?\\d+\\.\\d+)";
    private static final Pattern LAST_LINE =
            Pattern.compile("bench ingest: cameras=3 cpu_ms_per_stream_second=" + NUMBER
                    + " libavformat=" + NUMBER + " ffmpeg_nokey=(\\d+\\.\\d+|not_installed) rss_mb_per_stream=" + NUMBER
                    + " heap_mb_per_stream=" + NUMBER + " threads_per_stream=" + NUMBER
                    + " published=(\\d+) dropped=(\\d+) libavformat_ratio=" + NUMBER + " libavformat_rss_mb=" + NUMBER
                    + " libavformat_threads=" + NUMBER);

    @Test
    void measuresAndTellsInALineThatCanBeRead() {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

        new IngestBench(out, System.err, 3, Duration.ofSeconds(1), Duration.ofSeconds(6), 300_000, 320, 240).compare();

        String[] lines = told.toString(StandardCharsets.UTF_8).split("\\R", -1);
        String line = lines[lines.length - 2];
        Matcher last = LAST_LINE.matcher(line);
        assertThat(last.matches()).as(line).isTrue();
        assertThat(Double.parseDouble(last.group(1))).isPositive();
        assertThat(Double.parseDouble(last.group(2))).isPositive();
        assertThat(Long.parseLong(last.group(7)))
                .as("samples of 6 s, one in 5 s each")
                .isPositive();
        assertThat(Double.parseDouble(last.group(11)))
                .as("libavformat takes a thread each")
                .isEqualTo(1);
    }
}
