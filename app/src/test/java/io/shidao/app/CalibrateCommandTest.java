package io.shidao.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.app.data.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CalibrateCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter err = new StringWriter();

    @Test
    void refusesWhatBelongsToFacesWithoutFaces() {
        assertThat(run("calibrate", "--people", "even")).isEqualTo(2);
        assertThat(err.toString()).contains("only with --faces");
    }

    @Test
    void refusesToShowAndToMeasureAtOnce() {
        assertThat(run("calibrate", "--show", "--dry-run")).isEqualTo(2);
        assertThat(err.toString()).contains("--show, --remove: measure nothing");
    }

    @Test
    void saysThatARunningNodeHoldsTheDatabase() {
        try (DataDirectory node = DataDirectory.open(folder)) {
            assertThat(run("calibrate", "--data", node.root().toString())).isEqualTo(1);
        }
        assertThat(err.toString())
                .contains("in use by another process", "has to be stopped", "postgres.embedded = false");
    }

    @Test
    void makesNoDataKeyWhereThereWasNoNode() {
        assertThat(run("calibrate", "--data", folder.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("no data key");
        assertThat(folder.resolve("data.key")).doesNotExist();
    }

    private int run(String... arguments) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
