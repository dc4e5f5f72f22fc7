package io.shidao.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionsTest {
    @TempDir
    private Path folder = Path.of("");

    private final LabelledFaces first = new LabelledFaces("first", List.of(), Set.of("a/1"));
    private final LabelledFaces second = new LabelledFaces("second", List.of(), Set.of());

    @Test
    void theFoldersOwnAlwaysCount() {
        assertThat(Exclusions.read(null).of(first)).containsExactly("a/1");
    }

    @Test
    void aPersonMayBeNamedWithTheFolder() throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.tsv"),
                "person\tclip\treason\nfirst/b\t2\twrong\nc\t*\twrong\nsecond/d\t0\twrong\n");

        assertThat(Exclusions.read(file).of(first))
                .contains("a/1", "b/2", "c/*")
                .doesNotContain("d/0");
        assertThat(Exclusions.read(file).of(second)).contains("d/0", "c/*").doesNotContain("b/2", "a/1");
    }

    @Test
    void saysWhenTheFileIsNotThere() {
        assertThatThrownBy(() -> Exclusions.read(folder.resolve("none.tsv")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("FOLDER/PERSON");
    }
}
