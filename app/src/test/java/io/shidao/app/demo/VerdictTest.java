package io.shidao.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private final Verdict verdict = new Verdict();

    @Test
    void passesWhenEverythingIsAsExpected() {
        verdict.expect("late", "LATE", "LATE");

        assertThat(verdict.passed()).isTrue();
        assertThat(printed()).contains("ok").endsWith("demo: PASS planted=1 as_expected=1 in 3 s\n");
    }

    @Test
    void failsWhenOneThingIsNot() {
        verdict.expect("late", "LATE", "LATE");
        verdict.expect("accused", 0, 1);

        assertThat(verdict.passed()).isFalse();
        assertThat(printed()).contains("BAD").contains("demo: FAIL planted=2 as_expected=1");
    }

    @Test
    void failsWhenNothingWasChecked() {
        assertThat(verdict.passed()).isFalse();
    }

    private String printed() {
        var bytes = new ByteArrayOutputStream();
        verdict.print(new PrintStream(bytes, true, StandardCharsets.UTF_8), "in 3 s");
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
