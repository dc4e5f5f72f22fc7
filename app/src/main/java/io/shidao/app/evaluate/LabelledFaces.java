package io.shidao.app.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of labelled people: {@code PERSON/CF.jpg}, C = one digit for the clip (another video, another day), F = one
 * digit for the frame of the clip. A file {@code exclude.tsv} (person, clip or {@code *}, reason) names clips whose label
 * is wrong.
 *
 * @param name of the folder
 * @param people with at least one clip, by name
 * @param excluded clips with a wrong label, as PERSON/CLIP
 */
record LabelledFaces(String name, List<Person> people, Set<String> excluded) {
    /** @param clips by digit */
    record Person(String name, List<Clip> clips) {}

    /** Frames of one clip, in order. */
    record Clip(String person, char digit, List<Path> frames) {}

    /**
     * Reads the folder's names, not the pictures.
     *
     * @throws EvaluationException when there is no such folder or nobody in it
     */
    static LabelledFaces read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new EvaluationException(
                    "faces: " + folder + " is no folder (expected: one with a folder for each person,"
                            + " which holds CF.jpg, C = clip, F = frame)");
        }
        List<Person> people = new ArrayList<>();
        for (Path person : list(folder)) {
            List<Clip> clips = Files.isDirectory(person) ? clips(person) : List.of();
            if (!clips.isEmpty()) {
                people.add(new Person(name(person), clips));
            }
        }
        if (people.isEmpty()) {
            throw new EvaluationException("faces: nobody in " + folder
                    + " (expected: a folder for each person, which holds" + " CF.jpg, C = clip, F = frame)");
        }
        return new LabelledFaces(
                name(folder.toAbsolutePath().normalize()),
                List.copyOf(people),
                excluded(folder.resolve("exclude.tsv")));
    }

    private static List<Clip> clips(Path person) {
        Map<Character, List<Path>> frames = new TreeMap<>();
        for (Path file : list(person)) {
            if (name(file).matches("\\d\\d\\.jpg")) {
                frames.computeIfAbsent(name(file).charAt(0), digit -> new ArrayList<>())
                        .add(file);
            }
        }
        List<Clip> clips = new ArrayList<>();
        frames.forEach((digit, files) -> clips.add(new Clip(name(person), digit, List.copyOf(files))));
        return clips;
    }

    /** Reads a list of clips with wrong labels (person, clip or {@code *}, reason); empty when there is none. */
    static Set<String> excluded(Path file) {
        Set<String> excluded = new HashSet<>();
        if (Files.isRegularFile(file)) {
            for (String line : lines(file)) {
                String[] fields = line.split("\t", -1);
                if (fields.length >= 2) {
                    excluded.add(fields[0] + "/" + fields[1]);
                }
            }
        }
        return excluded;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
