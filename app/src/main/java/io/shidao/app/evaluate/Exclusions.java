package io.shidao.app.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Clips with a wrong label beyond those that a folder names itself: a file like the folder's {@code exclude.tsv} (person,
 * clip or {@code *}, reason) in which a person may be written FOLDER/PERSON.
 */
final class Exclusions {
    private final Set<String> named;

    private Exclusions(Set<String> named) {
        this.named = named;
    }

    /**
     * @param file null: none
     * @throws EvaluationException when there is no such file
     */
    static Exclusions read(@Nullable Path file) {
        if (file == null) {
            return new Exclusions(Set.of());
        }
        if (!Files.isRegularFile(file)) {
            throw new EvaluationException("exclude: no file " + file
                    + " (expected: lines of person or FOLDER/PERSON, clip or *, reason, between tabs)");
        }
        return new Exclusions(LabelledFaces.excluded(file));
    }

    /** Everything that is excluded of the folder, as PERSON/CLIP. */
    Set<String> of(LabelledFaces faces) {
        Set<String> all = new HashSet<>(faces.excluded());
        String folder = faces.name() + "/";
        for (String clip : named) {
            if (clip.startsWith(folder)) {
                all.add(clip.substring(folder.length()));
            } else if (clip.indexOf('/') == clip.lastIndexOf('/')) {
                all.add(clip);
            }
        }
        return all;
    }
}
