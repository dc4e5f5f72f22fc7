package io.shidao.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

@Timeout(180)
@EnabledIfSystemProperty(named = "shidao.benches", matches = "true")
class AttendanceBenchIT {
    @Test
    void readsTheAttendanceOfSessionsItMadeUp() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new AttendanceBench(new PrintStream(out, true, StandardCharsets.UTF_8), 100, 1_000, 10, 100).run();

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("filled 100 sessions, 1000 attendance records, 1000 observations")
                .containsPattern("bench attendance: sessions=100 observations=1000 .* p99_ms=[0-9.]+");
    }
}
