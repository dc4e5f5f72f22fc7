package io.shidao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class EvaluateCommandTest {
    private final StringWriter err = new StringWriter();

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThat(run("--faces", "x", "--pixels", "5")).isEqualTo(2);
        assertThat(err.toString()).contains("--pixels: 5 (expected: 16 to 110");
        assertThat(run("--faces", "x", "--enrol", "0")).isEqualTo(2);
        assertThat(run("--faces", "x", "--sessions", "0")).isEqualTo(2);
        assertThat(run("--faces", "x", "--people", "few")).isEqualTo(2);
        assertThat(run()).as("without --faces").isEqualTo(2);
    }

    private int run(String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "evaluate";
        System.arraycopy(options, 0, args, 1, options.length);
        return Main.commandLine().setErr(new PrintWriter(err)).execute(args);
    }
}
