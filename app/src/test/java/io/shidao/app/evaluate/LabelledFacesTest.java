package io.shidao.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledFacesTest {
    @TempDir
    Path folder;

    @Test
    void readsClipsAndFramesInOrder_andNothingElse() throws IOException {
        file("b/10.jpg");
        file("b/00.jpg");
        file("b/01.jpg");
        file("b/notes.txt");
        file("a/00.jpg");
        file("empty/readme.md");

        LabelledFaces faces = LabelledFaces.read(folder);

        assertThat(faces.people()).extracting(LabelledFaces.Person::name).containsExactly("a", "b");
        assertThat(faces.people().get(1).clips())
                .extracting(LabelledFaces.Clip::digit)
                .containsExactly('0', '1');
        assertThat(faces.people().get(1).clips().get(0).frames()).hasSize(2);
    }

    @Test
    void readsWrongLabelsOfOneClipOrAll_withReasonOrWithout() throws IOException {
        file("a/00.jpg");
        Files.write(
                folder.resolve("exclude.tsv"), List.of("person\tclip\treason", "a\t3\tanother man", "b\t*", "", "c"));

        assertThat(LabelledFaces.read(folder).excluded()).contains("a/3", "b/*").doesNotContain("c");
    }

    @Test
    void leavesOutWhatIsExcluded() {
        Population population = SyntheticPopulation.of(4, 3);

        Population left = population.without(java.util.Set.of("p1/*", "p2/0"));

        assertThat(left.people()).extracting(Population.Person::name).containsExactly("p0", "p2", "p3");
        assertThat(left.people().get(1).clips())
                .extracting(Population.Clip::digit)
                .containsExactly('1', '2');
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> LabelledFaces.read(folder.resolve("none")))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("is no folder (expected:");
        assertThatThrownBy(() -> LabelledFaces.read(folder)).hasMessageContaining("nobody in");
    }

    private void file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[] {1});
    }
}
