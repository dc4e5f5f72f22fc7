package io.shidao.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.app.evaluate.Sitting.End;
import io.shidao.app.evaluate.figure.Proportion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsReportTest {
    private static final Path EXPECTED = Path.of("src/test/resources/evaluate");

    @Test
    void saysTheSameOfTheSameFindings() throws IOException {
        Map<String, String> files = new SessionsReport(findings()).files();

        assertThat(files)
                .containsOnlyKeys("sessions.md", "single-looks.svg", "found.svg", "undecided.svg", "reliability.svg");
        for (String name : List.of("sessions.md", "found.svg")) {
            Path expected = EXPECTED.resolve(name + ".expected");
            if (Boolean.getBoolean("golden.update")) {
                Files.writeString(expected, files.getOrDefault(name, ""));
            }
            assertThat(files.get(name)).as(name).isEqualTo(Files.readString(expected));
        }
    }

    private static ReportRun.Findings findings() {
        SessionOutcome outcome = new SessionOutcome(
                2,
                List.of(
                        sitting("a", true, End.RIGHT),
                        sitting("b", true, End.WRONG),
                        sitting("c", false, End.RIGHT),
                        sitting("d", false, End.UNDECIDED)));
        List<ReportRun.Cell> cells = List.of(
                new ReportRun.Cell(ReportRun.Variant.LEFT_OUT, "some", 96, 2, false, outcome),
                new ReportRun.Cell(ReportRun.Variant.LEFT_OUT, "some", 48, 2, false, outcome),
                new ReportRun.Cell(ReportRun.Variant.LEFT_OUT, "some", 48, 2, true, outcome),
                new ReportRun.Cell(ReportRun.Variant.LEFT_OUT, "some", 48, 3, false, outcome),
                new ReportRun.Cell(ReportRun.Variant.HALVES, "some", 48, 2, false, outcome),
                new ReportRun.Cell(ReportRun.Variant.WITH_EXCLUDED, "some", 48, 2, false, outcome));
        List<ReportRun.Stated> stated = List.of(new ReportRun.Stated(
                "some",
                List.of(new Reliability.Bin(0.1, 0.04, new Proportion(2, 50), 2)),
                List.of(new Reliability.Bin(0.01, 0.01, new Proportion(0, 50), 0))));
        return new ReportRun.Findings(2, cells, List.of(), stated, List.of("some: 4 people with 9 clips"));
    }

    private static Sitting sitting(String person, boolean honest, End end) {
        return new Sitting(person, "1", honest, honest && end == End.WRONG, end, false, 1e-5, 45);
    }
}
