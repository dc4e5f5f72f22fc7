package io.shidao.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void leavesNothingBehindWhenWhatNeedsItDoesNotOpen() {
        List<Path> made = new ArrayList<>();

        assertThatThrownBy(() -> TemporaryFolder.open("shidao-test", folder -> {
                    made.add(folder);
                    write(folder.resolve("file"));
                    throw new IllegalStateException("the port is taken");
                }))
                .hasMessage("the port is taken");

        assertThat(made).singleElement().satisfies(folder -> assertThat(folder).doesNotExist());
    }

    @Test
    void staysForWhatHasOpened() {
        Path folder = TemporaryFolder.open("shidao-test", made -> made);

        assertThat(folder).isDirectory();
        TemporaryFolder.delete(folder);
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
